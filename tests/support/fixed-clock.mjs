/**
 * Loaded before a program (`node --import`): its calendar starts at FIXED_CLOCK and runs on from there, so that pages
 * with dates look the same on any day. What measures time by performance.now() is not touched.
 */
const System = Date;
const ahead = System.parse(process.env['FIXED_CLOCK'] ?? '') - System.now();
if (Number.isNaN(ahead)) throw new Error('FIXED_CLOCK must be a time such as 2026-11-15T09:00:00+07:00.');

globalThis.Date = class Date extends System {
  constructor(...parts) {
    if (parts.length === 0) super(System.now() + ahead);
    else super(...parts);
  }
  static now() {
    return System.now() + ahead;
  }
};
