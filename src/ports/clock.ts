/** The time, as an argument: tests set it, and no rule asks the machine. */
export interface Clock {
  now(): Date;
}
