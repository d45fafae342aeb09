/**
 * Day arithmetic in the desk's zone. All moments are UTC instants; days, months and hours are counted in the zone.
 * src/calendar.ts is the one that knows the Japanese holidays.
 */
export interface Calendar {
  /** `hour`:00 on the n-th business day after the day of `start`. @param n 0 = the day itself when it is one, else the next. */
  businessDay(start: Date, n: number, hour: number): Date;
  /** `hour`:00 on the n-th business day before the day of `end`. */
  businessDayBefore(end: Date, n: number, hour: number): Date;
  /** The same wall-clock time n calendar days later; earlier when n is negative. */
  addDays(start: Date, n: number): Date;
  /** The same wall-clock time on the same day n months later, or on that month's last day where it has no such day. */
  addMonths(start: Date, n: number): Date;
  /** `hour`:00 on the day of this moment. */
  atHour(moment: Date, hour: number): Date;
  /** Business days after the day of `from` up to the day of `to`. */
  businessDaysBetween(from: Date, to: Date): number;
}
