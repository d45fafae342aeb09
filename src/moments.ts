import { Temporal } from "temporal-polyfill";
import type { Calendar } from "./domain/calendar.ts";
import { closingHour } from "./domain/deadlines.ts";

/** Nobody plans further; what lies beyond is a typing error, and would not fit the database's years. */
const furthestYears = 10;

const steps = { m: "minutes", h: "hours", d: "days", w: "weeks" } as const;

/** Whether only a day was typed: where a span is meant, all of it. */
export const isDayAlone = (typed: string): boolean =>
  /^(\d{4}-\d{2}-\d{2}|tomorrow|明日)$/.test(typed.trim().toLowerCase());

/**
 * Reads a moment as people type it, in the desk's zone: `2026-12-03` (at closing hour), `2026-12-03 09:30`, `2026-12-03T09:30`,
 * `2026-12-03T00:30Z` (UTC, from pickers), `08:00` (the next time it is that late), `+30m`, `+2h`, `+3d`, `+1w`, `+5bd` (business days, at closing hour), `tomorrow` or `明日` (at closing hour).
 * @returns undefined for anything else, for days that do not exist (2026-02-30), and for what is more than ten years away.
 */
export function readMoment(typed: string, now: Date, zone: string, calendar: Calendar): Date | undefined {
  const at = readAny(typed, now, zone, calendar);
  const far = furthestYears * 366 * 86_400_000;
  return at !== undefined && Math.abs(at.getTime() - now.getTime()) <= far ? at : undefined;
}

function readAny(typed: string, now: Date, zone: string, calendar: Calendar): Date | undefined {
  const text = typed.trim().toLowerCase();
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const asDate = (z: Temporal.ZonedDateTime): Date => new Date(z.epochMilliseconds);

  const business = /^\+?(\d{1,3})bd$/.exec(text);
  if (business) return calendar.businessDay(now, Number(business[1]), closingHour);

  const ahead = /^\+?(\d{1,5})([mhdw])$/.exec(text);
  if (ahead) return asDate(local.add({ [steps[ahead[2] as keyof typeof steps]]: Number(ahead[1]) }));

  if (text === "tomorrow" || text === "明日") {
    return asDate(local.add({ days: 1 }).withPlainTime({ hour: closingHour }));
  }

  const clock = /^(\d{1,2}):(\d{2})$/.exec(text);
  const [hour, minute] = [Number(clock?.[1]), Number(clock?.[2])];
  if (clock && hour < 24 && minute < 60) {
    const today = local.withPlainTime({ hour, minute });
    return asDate(Temporal.ZonedDateTime.compare(today, local) > 0 ? today : today.add({ days: 1 }));
  }

  const date = /^(\d{4}-\d{2}-\d{2})(?:[t ](\d{2}:\d{2})(z)?)?$/.exec(text);
  if (!date) return undefined;
  try {
    const plainTime =
      date[2] === undefined ? Temporal.PlainTime.from({ hour: closingHour }) : Temporal.PlainTime.from(date[2]);
    return asDate(
      Temporal.PlainDate.from(date[1] ?? "", { overflow: "reject" }).toZonedDateTime({
        timeZone: date[3] === undefined ? zone : "UTC",
        plainTime,
      }),
    );
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
