import holidays from "@holiday-jp/holiday_jp";
import { Temporal } from "temporal-polyfill";
import type { Calendar } from "./domain/calendar.ts";
import type { Wall } from "./domain/roster.ts";

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

const epoch = new Temporal.PlainDate(1970, 1, 1);
const numberOf = (d: Temporal.PlainDate): number => Date.UTC(d.year, d.month - 1, d.day) / 86_400_000;

/** Days by their number since 1970 whose answer is known; a list of cases asks for some hundred days, always the same. */
const known = new Map<number, boolean>();

function isBusiness(n: number): boolean {
  const seen = known.get(n);
  if (seen !== undefined) return seen;
  const answer = isBusinessDay(epoch.add({ days: n }));
  known.set(n, answer);
  return answer;
}

/** Day arithmetic in one zone. All moments are UTC instants; only the counting happens in the zone. */
export function calendarIn(zone: string): Calendar {
  const numberAt = (moment: Date): number => numberOf(localDay(moment, zone));
  const atHour = (n: number, hour: number): Date =>
    new Date(epoch.add({ days: n }).toZonedDateTime({ timeZone: zone, plainTime: { hour } }).epochMilliseconds);
  return {
    businessDay(start, n, hour) {
      let day = numberAt(start);
      for (let left = n; left > 0; ) {
        day += 1;
        if (isBusiness(day)) left -= 1;
      }
      while (!isBusiness(day)) day += 1;
      return atHour(day, hour);
    },
    businessDayBefore(end, n, hour) {
      let day = numberAt(end);
      for (let left = n; left > 0; ) {
        day -= 1;
        if (isBusiness(day)) left -= 1;
      }
      return atHour(day, hour);
    },
    atHour: (moment, hour) => atHour(numberAt(moment), hour),
    addMonths(start, n) {
      const local = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(zone);
      return new Date(local.add({ months: n }).epochMilliseconds);
    },
    addDays(start, n) {
      const local = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(zone);
      return new Date(local.add({ days: n }).epochMilliseconds);
    },
    businessDaysBetween(from, to) {
      const last = numberAt(to);
      let n = 0;
      for (let day = numberAt(from) + 1; day <= last; day++) if (isBusiness(day)) n += 1;
      return n;
    },
  };
}

/** Days and wall-clock times of a zone, for duty that changes hands at the same hour all year. */
export function wallIn(zone: string): Wall {
  const made = walls.get(zone);
  if (made !== undefined) return made;
  const wall: Wall = {
    dayOf: (moment) => numberOf(localDay(moment, zone)),
    at: (day, minutes) => {
      const plainTime = { hour: Math.floor(minutes / 60), minute: minutes % 60 };
      return new Date(epoch.add({ days: day }).toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds);
    },
    isBusiness,
  };
  walls.set(zone, wall);
  return wall;
}

const walls = new Map<string, Wall>();

/**
 * Whether days can be counted in this zone: a name of the IANA list, such as Europe/London. An offset alone would forget its summer
 * time; of abbreviations such as JST or IST formatters know some, but no calendar does.
 */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    localDay(new Date(0), name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
