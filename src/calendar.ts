import holidays from "@holiday-jp/holiday_jp";
import { Temporal } from "temporal-polyfill";
import type { Calendar } from "./domain/deadlines.ts";

/** Days between 29 December and 3 January are no business days at Japanese offices, though most are no public holidays. */
const newYear = (d: Temporal.PlainDate): boolean => (d.month === 12 && d.day >= 29) || (d.month === 1 && d.day <= 3);

/**
 * Monday to Friday, without Japanese public holidays and without 29 December – 3 January (domain rules §5). Holidays are
 * known to 2050.
 */
export const isBusinessDay = (d: Temporal.PlainDate): boolean =>
  // The list is keyed by dates of the process's own zone, so it gets local noon of the day.
  d.dayOfWeek <= 5 && !newYear(d) && !holidays.isHoliday(new Date(d.year, d.month - 1, d.day, 12));

const localDay = (moment: Date, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone).toPlainDate();

/** Day arithmetic in one zone. All moments are UTC instants; only the counting happens in the zone. */
export function calendarIn(zone: string): Calendar & { businessDaysBetween(from: Date, to: Date): number } {
  const atHour = (d: Temporal.PlainDate, hour: number): Date =>
    new Date(d.toZonedDateTime({ timeZone: zone, plainTime: { hour } }).epochMilliseconds);
  return {
    businessDay(start, n, hour) {
      let day = localDay(start, zone);
      for (let left = n; left > 0; ) {
        day = day.add({ days: 1 });
        if (isBusinessDay(day)) left -= 1;
      }
      while (!isBusinessDay(day)) day = day.add({ days: 1 });
      return atHour(day, hour);
    },
    addDays(start, n) {
      const local = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(zone);
      return new Date(local.add({ days: n }).epochMilliseconds);
    },
    businessDaysBetween(from, to) {
      const last = localDay(to, zone);
      let day = localDay(from, zone);
      let n = 0;
      while (Temporal.PlainDate.compare(day, last) < 0) {
        day = day.add({ days: 1 });
        if (isBusinessDay(day)) n += 1;
      }
      return n;
    },
  };
}
