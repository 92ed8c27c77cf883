/** The parts our tests use; the package ships no types. */
declare module 'lunar-javascript' {
  export const Lunar: { fromYmd(year: number, month: number, day: number): { getSolar(): { toYmd(): string } } };
  export const Solar: {
    /** `getMonth` is negative in a leap month. */
    fromYmd(year: number, month: number, day: number): { getLunar(): { getDay(): number; getMonth(): number } };
  };
  /** Days from 2000-01-01 12:00 are in dynamical time; `msaLonT` and `saLonT` give centuries. */
  export const ShouXingUtil: {
    msaLonT(moonMinusSun: number): number;
    saLonT(longitude: number): number;
    dtT(days: number): number;
  };
}
