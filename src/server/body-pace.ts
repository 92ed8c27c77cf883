import type { IncomingMessage, ServerResponse } from 'node:http';
import { classifyPath } from '#src/server/route-policy.ts';

/** A body must bring this many bytes in each window of time, or its connection is given up. */
export type Pace = { windowMs: number; bytes: number };

const MINUTE = 60_000;
/** Nobody needs longer than a minute for a search form or a report: it is there by then, or it is an attack. */
const SHORT_TEXT: Pace = { windowMs: MINUTE, bytes: Infinity };
/**
 * A photo may take its time on a line of the highlands, as long as it lives: 16 KB a minute are 270 bytes a second,
 * a tenth of what GPRS gives, and dearer for who would hold a thousand connections open.
 */
const UPLOAD: Pace = { windowMs: MINUTE, bytes: 16 * 1024 };
/** The longest any request may take to arrive, whatever its pace: 1 MB comes in within it at 600 bytes a second. */
export const LONGEST_REQUEST_MS = 30 * MINUTE;

/** Photos come through the doors behind sign-in only, as in `maxBodyBytes`. */
export function paceFor(pathname: string): Pace {
  return classifyPath(pathname) === 'personal' ? UPLOAD : SHORT_TEXT;
}

/**
 * Counts a body as it arrives, window by window.
 * @returns a function that takes the time in milliseconds and the bytes so far, and says false once a window that
 *   has passed brought too few
 */
export function paceKeeper(pace: Pace, startedAt: number): (now: number, bytes: number) => boolean {
  let windowStart = startedAt;
  let bytesBefore = 0;
  return (now, bytes) => {
    if (now - windowStart < pace.windowMs) return true;
    const enough = bytes - bytesBefore >= pace.bytes;
    windowStart = now;
    bytesBefore = bytes;
    return enough;
  };
}

export type PaceOptions = { now: () => number; checkEveryMs: number };

/**
 * Watches a request that announces a body, whether anybody reads the body or not. One that is too slow is answered
 * with 408, which a phone takes as "send it later", and its connection is closed.
 */
export function watchPace(req: IncomingMessage, res: ServerResponse, { now, checkEveryMs }: PaceOptions): void {
  const { socket, headers } = req;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
  if (headers['content-length'] === '0') return;
  const before = socket.bytesRead;
  const keepsPace = paceKeeper(paceFor((req.url ?? '/').split('?', 1)[0] ?? '/'), now());
  const timer = setInterval(() => {
    if (req.complete || socket.destroyed) clearInterval(timer);
    else if (!keepsPace(now(), socket.bytesRead - before)) {
      clearInterval(timer);
      if (res.headersSent) socket.destroy();
      else refuseOnWire(socket, '408 Request Timeout');
    }
  }, checkEveryMs);
  timer.unref();
  req.once('close', () => clearInterval(timer));
}

/** An answer to somebody whose request never became one. The connection does not outlive it. */
export function refuseOnWire(
  socket: { write(text: string): unknown; destroySoon?: () => void; destroy(): unknown },
  status: string,
): void {
  // prettier-ignore
  socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  if (socket.destroySoon) socket.destroySoon();
  else socket.destroy();
}
