import holidays from "@holiday-jp/holiday_jp";
import type { DeadlineKind, Length, Reminder } from "../../src/domain/clock-rule.ts";
import { ruleOf } from "../../src/domain/clocks.ts";
import type { Settings } from "../../src/domain/settings.ts";

/**
 * The dates of the clocks, computed a second time in another way: numbers of days and `Intl`, no Temporal and nothing of
 * src/calendar.ts. Slow, and only for tests.
 */

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** What a wall clock shows: a day as its number since 1970, and milliseconds of that day. */
interface Local {
  readonly day: number;
  readonly ms: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localOf(at: number, zone: string): Local {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  formats.set(zone, format);
  const of = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, Number(p.value)]));
  const day = Date.UTC(of["year"] ?? 0, (of["month"] ?? 1) - 1, of["day"]) / dayMs;
  const seconds = (of["hour"] ?? 0) * 3_600 + (of["minute"] ?? 0) * 60 + (of["second"] ?? 0);
  return { day, ms: seconds * 1_000 + (((at % 1_000) + 1_000) % 1_000) };
}

/** All moments at which a wall clock shows this. Every offset that a zone may have is tried. */
function momentsOf({ day, ms }: Local, zone: string): number[] {
  const found: number[] = [];
  for (let offset = -14 * 60; offset <= 14 * 60; offset += 15) {
    const at = day * dayMs + ms + offset * minuteMs;
    const shown = localOf(at, zone);
    if (shown.day === day && shown.ms === ms) found.push(at);
  }
  return found.sort((a, b) => a - b);
}

/** The first of them; for an hour that a change of the clocks leaves out, as late after it as it would have been. */
function momentOf(local: Local, zone: string): number {
  const [first] = momentsOf(local, zone);
  if (first !== undefined) return first;
  const noonBefore = momentsOf({ day: local.day - 1, ms: 12 * 60 * minuteMs }, zone)[0] ?? 0;
  return noonBefore + 12 * 60 * minuteMs + local.ms;
}

const isBusinessDay = (day: number): boolean => {
  const d = new Date(day * dayMs);
  const [month, date] = [d.getUTCMonth() + 1, d.getUTCDate()];
  if ([0, 6].includes(d.getUTCDay()) || (month === 12 && date >= 29) || (month === 1 && date <= 3)) return false;
  return !holidays.isHoliday(new Date(d.getUTCFullYear(), month - 1, date, 12));
};

function businessDay(from: number, n: number): number {
  let day = from;
  for (let left = n; left > 0; ) if (isBusinessDay(++day)) left -= 1;
  while (!isBusinessDay(day)) day += 1;
  return day;
}

function businessDayBefore(from: number, n: number): number {
  let day = from;
  for (let left = n; left > 0; ) if (isBusinessDay(--day)) left -= 1;
  return day;
}

/** The same day of a later month, or that month's last. */
function addMonths(day: number, n: number): number {
  const d = new Date(day * dayMs);
  const [year, month] = [d.getUTCFullYear(), d.getUTCMonth() + n];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(d.getUTCDate(), last)) / dayMs;
}

const hour = (h: number): number => h * 60 * minuteMs;
const [morning, closing] = [hour(9), hour(18)];
const number = (n: number | string, settings: Settings): number =>
  typeof n === "number" ? n : settings[n as keyof Settings];

/** Where a clock that starts at `start` and never stands still ends. */
export function expectedDue(
  kind: DeadlineKind,
  start: Date,
  publication: Date,
  settings: Settings,
  zone: string,
): Date {
  const { day } = localOf(start.getTime(), zone);
  const length: Length = ruleOf(kind).length;
  if (length === "given" || length === "named") throw new RangeError(kind);
  const at = (d: number, ms: number): Date => new Date(momentOf({ day: d, ms }, zone));
  if ("days" in length) return at(day + number(length.days, settings), closing);
  if ("months" in length) return at(addMonths(day, length.months), closing);
  if ("businessDays" in length) return at(businessDay(day, number(length.businessDays, settings)), closing);
  if (length.publication === "then") return publication;
  const last = localOf(publication.getTime(), zone).day;
  return at(businessDayBefore(last, length.publication.businessDaysBefore), closing);
}

function expectedReminder(r: Reminder, start: Date, due: Date, zone: string): Date {
  const begin = localOf(start.getTime(), zone);
  const end = localOf(due.getTime(), zone).day;
  const at = (day: number, ms: number): Date => new Date(momentOf({ day, ms }, zone));
  if ("share" in r) return new Date(start.getTime() + (due.getTime() - start.getTime()) * r.share);
  if ("hoursBefore" in r) return new Date(due.getTime() - r.hoursBefore * hour(1));
  if ("day" in r) return at(begin.day + r.day, begin.ms);
  if ("after" in r) return at(begin.day + r.after, morning);
  if ("before" in r) return at(end - r.before, morning);
  if ("businessDay" in r) return at(businessDay(begin.day, r.businessDay), morning);
  const days = Array.from({ length: end - begin.day }, (_, i) => begin.day + 1 + i).filter(isBusinessDay).length;
  return at(businessDay(begin.day, Math.max(1, Math.ceil(days * r.businessShare))), morning);
}

/** The planned reminders, and of the repeated ones after them those that come before `until`. */
export function expectedReminders(kind: DeadlineKind, start: Date, due: Date, zone: string, until: Date): Date[] {
  const { reminders, again } = ruleOf(kind);
  const planned = reminders.map((r) => expectedReminder(r, start, due, zone));
  const end = localOf(due.getTime(), zone).day;
  const repeated: Date[] = [];
  for (let n = 1; again !== "nothing"; n++) {
    const day = {
      "business-days": () => businessDay(end, n),
      weeks: () => end + 7 * n,
      months: () => addMonths(end, n),
    };
    const at = new Date(momentOf({ day: day[again](), ms: morning }, zone));
    if (at >= until) break;
    repeated.push(at);
  }
  return [...planned, ...repeated];
}
