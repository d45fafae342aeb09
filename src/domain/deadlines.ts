import type { Calendar } from "./calendar.ts";
import type { Case } from "./case.ts";
import { type DeadlineKind, deadlineKinds, type Reminder } from "./clock-rule.ts";
import { ruleOf } from "./clocks.ts";
import type { CaseEvent } from "./events.ts";
import type { SettingKey, Settings } from "./settings.ts";

/** Days end at this hour of the desk's zone; reminders of a day come in its morning. */
export const closingHour = 18;
const morningHour = 9;

/** What a clock is started with. `pausedDays`: business days during which it stood still. */
interface Started {
  readonly startsAt: Date;
  readonly pausedDays: number;
  readonly publicationAt: Date | null;
  /** The end that the event named. */
  readonly until?: Date | null;
}

/** A clock that starts at this moment and has not stood still. */
export const startingAt = (startsAt: Date): Started => ({ startsAt, pausedDays: 0, publicationAt: null });

const number = (n: number | SettingKey, settings: Settings): number => (typeof n === "number" ? n : settings[n]);

/**
 * When a clock is due. Calendar days and months count from the day of the start, which is day 0, and end at the closing hour,
 * on business days or not; business days likewise.
 * @throws RangeError for CUSTOM, whose time a person gives, and for a clock of the publication while that has no date.
 */
export function dueAt(kind: DeadlineKind, s: Started, settings: Settings, calendar: Calendar): Date {
  const { length } = ruleOf(kind);
  if (length === "named") {
    if (s.until == null) throw new RangeError(`${kind} needs an event that names its end`);
    return s.until;
  }
  if (length === "given") throw new RangeError(`${kind} has no length of its own`);
  if ("days" in length)
    return calendar.atHour(calendar.addDays(s.startsAt, number(length.days, settings)), closingHour);
  if ("months" in length) return calendar.atHour(calendar.addMonths(s.startsAt, length.months), closingHour);
  if ("businessDays" in length) {
    return calendar.businessDay(s.startsAt, number(length.businessDays, settings) + s.pausedDays, closingHour);
  }
  if (s.publicationAt === null) throw new RangeError(`${kind} needs a date of publication`);
  if (length.publication === "then") return s.publicationAt;
  return calendar.businessDayBefore(s.publicationAt, length.publication.businessDaysBefore, closingHour);
}

interface Clock {
  readonly kind: DeadlineKind;
  readonly startsAt: Date;
  readonly dueAt: Date;
  readonly pausedDays: number;
}

function reminderAt(r: Reminder, c: Clock, calendar: Calendar): Date {
  if ("share" in r) return new Date(c.startsAt.getTime() + r.share * (c.dueAt.getTime() - c.startsAt.getTime()));
  if ("day" in r) return calendar.addDays(c.startsAt, r.day);
  if ("after" in r) return calendar.atHour(calendar.addDays(c.startsAt, r.after), morningHour);
  if ("before" in r) return calendar.atHour(calendar.addDays(c.dueAt, -r.before), morningHour);
  if ("hoursBefore" in r) return new Date(c.dueAt.getTime() - r.hoursBefore * 3_600_000);
  if ("businessDay" in r) return calendar.businessDay(c.startsAt, r.businessDay, morningHour);
  const days = Math.ceil(r.businessShare * (calendar.businessDaysBetween(c.startsAt, c.dueAt) - c.pausedDays));
  return calendar.businessDay(c.startsAt, Math.max(1, days) + c.pausedDays, morningHour);
}

/** The n-th reminder (from 1) after the planned ones. */
const repeats: Readonly<Record<string, (due: Date, n: number, calendar: Calendar) => Date>> = {
  "business-days": (due, n, calendar) => calendar.businessDay(due, n, morningHour),
  weeks: (due, n, calendar) => calendar.atHour(calendar.addDays(due, 7 * n), morningHour),
  months: (due, n, calendar) => calendar.atHour(calendar.addMonths(due, n), morningHour),
};

/** The moment of reminder number `step` (from 0), or null when there is none any more. */
export function pingAt(clock: Clock, step: number, calendar: Calendar): Date | null {
  const { reminders, again } = ruleOf(clock.kind);
  const reminder = reminders[step];
  if (reminder !== undefined) return reminderAt(reminder, clock, calendar);
  return repeats[again]?.(clock.dueAt, step - reminders.length + 1, calendar) ?? null;
}

/**
 * The first reminder of a clock that starts now, or starts now again. Those whose moment had passed before are not owed: a
 * first contact that is recorded a month late does not ping for the weeks before.
 */
export function firstPing(clock: Clock, now: Date, calendar: Calendar): { step: number; nextPingAt: Date | null } {
  for (let step = 0; ; step++) {
    const nextPingAt = pingAt(clock, step, calendar);
    if (nextPingAt === null || nextPingAt >= now) return { step, nextPingAt };
  }
}

interface Running extends Clock {
  /** Number of the next planned reminder. */
  readonly step: number;
  /** How often its date was moved. */
  readonly round: number;
  /** The moment that has come: the planned one, or another to which somebody put it off. */
  readonly nextPingAt: Date;
}

export interface Reminded {
  /** What this reminder counts as: its planned step, or a number of its own when it came before the planned one. */
  readonly key: number;
  readonly step: number;
  readonly nextPingAt: Date | null;
}

/** Numbers of reminders that a snooze added; planned steps stay far below. */
const added = 1_000_000;
/** Numbers of the planned reminders of one date; the next date's begin behind them. */
const perRound = 1_000;

/**
 * What follows a reminder. Each planned one is sent once, late if need be; only the repeated ones after the last are not made
 * up for. One that was put off to before the next planned one is an extra, and that one still comes; one that was put off
 * beyond planned ones stands for them.
 */
export function afterReminder(d: Running, now: Date, calendar: Calendar): Reminded {
  const planned = pingAt(d, d.step, calendar);
  if (planned === null || d.nextPingAt < planned) {
    const minutes = Math.floor((d.nextPingAt.getTime() - d.startsAt.getTime()) / 60_000);
    return { key: added + Math.max(0, minutes), step: d.step, nextPingAt: planned };
  }
  const putOff = d.nextPingAt > planned;
  let step = d.step + 1;
  for (;;) {
    const next = pingAt(d, step, calendar);
    const repeated = step >= ruleOf(d.kind).reminders.length;
    if (next === null || next > now || !(putOff || repeated)) {
      return { key: d.round * perRound + d.step, step, nextPingAt: next };
    }
    step += 1;
  }
}

/** Waiting for the first look, or for the finder, makes sense in that state alone. */
const onlyIn: Readonly<Partial<Record<DeadlineKind, Case["state"]>>> = { ACK: "RCV", ASK: "ASK" };

/** Whether a clock that ended with its case runs again in the state in which the case is taken up. */
export const runsAgain = (kind: DeadlineKind, c: Pick<Case, "state">): boolean =>
  onlyIn[kind] === undefined || onlyIn[kind] === c.state;

/** A clock of a case, or of one of its parties. */
interface Which {
  readonly kind: DeadlineKind;
  /** Null: the case's own; for a stop: those of all parties. */
  readonly party: number | null;
}

export interface ClockChanges {
  readonly stop: readonly Which[];
  readonly start: readonly (Which & { readonly startsAt: Date; readonly until: Date | null })[];
  readonly pause: readonly DeadlineKind[];
  readonly resume: readonly DeadlineKind[];
}

const partyOf = (e: CaseEvent): number | null => ("party" in e ? e.party : null);

const endOf = (e: CaseEvent): Date | null => ("until" in e && e.until !== null ? new Date(e.until) : null);

/**
 * Which clocks these events start and stop, one after the other: what one starts another may stop at once. A clock that
 * starts stops the one of its kind (and party) that ran before.
 */
export function clockChanges(events: readonly CaseEvent[], c: Case, now: Date): ClockChanges {
  const stop: Which[] = [];
  let start: (Which & { startsAt: Date; until: Date | null })[] = [];
  const hit = (w: Which) => (s: Which) => s.kind === w.kind && (w.party === null || s.party === w.party);
  const end = (w: Which): void => {
    stop.push(w);
    start = start.filter((s) => !hit(w)(s));
  };
  for (const e of events) {
    for (const kind of deadlineKinds) {
      const rule = ruleOf(kind);
      const party = rule.perParty === true ? partyOf(e) : null;
      const isGone = party !== null && e.type === "party.removed";
      if (isGone || rule.endsWith.includes(e.type)) end({ kind, party });
      if (!rule.startsWith.includes(e.type) || rule.onlyIf?.(c, e) === false) continue;
      end({ kind, party });
      start.push({ kind, party, startsAt: rule.from?.(c, e) ?? now, until: endOf(e) });
    }
  }
  const told = (at: "by" | "until"): DeadlineKind[] =>
    deadlineKinds.filter((kind) => events.some((e) => ruleOf(kind).pauses?.[at] === e.type));
  return { stop, start, pause: told("by"), resume: told("until") };
}
