import type { Both } from "../locale.ts";
import type { Case, CaseEvent } from "./case.ts";
import type { SettingKey, Settings } from "./settings.ts";

export const deadlineKinds = ["ACK", "TRIAGE", "ASK", "HANDOVER", "CUSTOM"] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

/** Day arithmetic in the desk's zone. src/calendar.ts is the one that knows the Japanese holidays. */
export interface Calendar {
  /** `hour`:00 on the n-th business day after the day of `start`. @param n 0 = the day itself when it is one, else the next. */
  businessDay(start: Date, n: number, hour: number): Date;
  /** The same wall-clock time n calendar days later. */
  addDays(start: Date, n: number): Date;
  /** Business days after the day of `from` up to the day of `to`. */
  businessDaysBetween(from: Date, to: Date): number;
}

/** When to remind: at a share of the whole time, on the morning after a share of its business days, or n calendar days after the start. */
type Reminder = { readonly share: number } | { readonly businessShare: number } | { readonly day: number };

interface Rule {
  readonly words: Both;
  /** What has to happen, in one sentence, for the ping. */
  readonly task: Both;
  readonly startsWith?: CaseEvent["type"];
  readonly endsWith: readonly CaseEvent["type"][];
  /** Started only when this holds of the case as it is then. */
  readonly onlyIf?: (c: Case) => boolean;
  readonly length: { readonly businessDays: number | SettingKey } | { readonly days: number } | "given";
  readonly reminders: readonly Reminder[];
  /** After the last reminder: again each business morning until it is done. */
  readonly thenDaily: boolean;
}

/** Business days end at this hour of the desk's zone; reminders of a day come in its morning. */
export const closingHour = 18;
const morningHour = 9;

const ends = ["report.declined"] as const;

/**
 * The clocks (domain rules §5). Lengths marked there as the desk's own choice are settings. A new clock is a row.
 * ACK ends when a person first opens the report: the finder's receipt note (M01) is there at once without one.
 */
export const deadlineRules = {
  ACK: {
    words: { ja: "受信確認", en: "first look" },
    task: { ja: "届出を開いて内容を確認してください。", en: "Somebody has to open the report and look at it." },
    startsWith: "report.received",
    endsWith: ["report.opened", "report.asked", "report.accepted", ...ends],
    length: { businessDays: "ack.business-days" },
    reminders: [{ share: 0.5 }, { share: 1 }],
    thenDaily: true,
  },
  TRIAGE: {
    words: { ja: "受理・不受理の判断", en: "accept or decline" },
    task: { ja: "受理または不受理を決めてください。", en: "Accept the report or decline it with a reason." },
    startsWith: "report.received",
    endsWith: ["report.accepted", ...ends],
    length: { businessDays: "triage.business-days" },
    // Of the usual ten business days: the mornings of the 5th, the 8th and the last.
    reminders: [{ businessShare: 0.5 }, { businessShare: 0.8 }, { businessShare: 1 }],
    thenDaily: true,
  },
  ASK: {
    words: { ja: "発見者の回答待ち", en: "answer of the finder" },
    task: {
      ja: "回答がありません。もう一度問い合わせてください。",
      en: "No answer has come. Ask again, or decide without it.",
    },
    startsWith: "report.asked",
    // A second question starts the wait anew.
    endsWith: ["report.asked", "report.answered", "report.accepted", ...ends],
    length: { days: 14 },
    reminders: [{ day: 7 }, { day: 14 }, { day: 30 }],
    thenDaily: false,
  },
  HANDOVER: {
    words: { ja: "調整への引き継ぎ", en: "hand-over to coordination" },
    task: {
      ja: "担当を決め、調整を始めてください。",
      en: "Give the case to a coordinator so that the work can start.",
    },
    startsWith: "report.accepted",
    endsWith: ["case.assigned"],
    onlyIf: (c) => c.assigneeId === null,
    length: { businessDays: 1 },
    reminders: [{ share: 1 }],
    thenDaily: true,
  },
  CUSTOM: {
    words: { ja: "個別の期限", en: "deadline" },
    task: { ja: "設定した期限です。", en: "The time that was set for this has come." },
    endsWith: ends,
    length: "given",
    reminders: [{ share: 1 }],
    thenDaily: true,
  },
} as const satisfies Record<DeadlineKind, Rule>;

const rules: Readonly<Record<DeadlineKind, Rule>> = deadlineRules;

/** When a clock that starts now is due. @throws RangeError for CUSTOM, whose time a person gives. */
export function dueAt(kind: DeadlineKind, start: Date, settings: Settings, calendar: Calendar): Date {
  const { length } = rules[kind];
  if (length === "given") throw new RangeError(`${kind} has no length of its own`);
  if ("days" in length) return calendar.addDays(start, length.days);
  const days = typeof length.businessDays === "number" ? length.businessDays : settings[length.businessDays];
  return calendar.businessDay(start, days, closingHour);
}

function reminderAt(reminder: Reminder, start: Date, due: Date, calendar: Calendar): Date {
  if ("share" in reminder) return new Date(start.getTime() + reminder.share * (due.getTime() - start.getTime()));
  if ("day" in reminder) return calendar.addDays(start, reminder.day);
  const days = Math.ceil(reminder.businessShare * calendar.businessDaysBetween(start, due));
  return calendar.businessDay(start, Math.max(1, days), morningHour);
}

/** The moment of reminder number `step` (from 0), or null when there is none any more. */
export function pingAt(
  deadline: { readonly kind: DeadlineKind; readonly startsAt: Date; readonly dueAt: Date },
  step: number,
  calendar: Calendar,
): Date | null {
  const { reminders, thenDaily } = rules[deadline.kind];
  const reminder = reminders[step];
  if (reminder !== undefined) return reminderAt(reminder, deadline.startsAt, deadline.dueAt, calendar);
  if (!thenDaily) return null;
  return calendar.businessDay(deadline.dueAt, step - reminders.length + 1, morningHour);
}

interface Running {
  readonly kind: DeadlineKind;
  readonly startsAt: Date;
  readonly dueAt: Date;
  /** Number of the next planned reminder. */
  readonly step: number;
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

/**
 * What follows a reminder. Each planned one is sent once, late if need be; only the daily ones after the last are not made up
 * for. One that was put off to before the next planned one is an extra, and that one still comes; one that was put off
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
    const daily = step >= rules[d.kind].reminders.length;
    if (next === null || next > now || !(putOff || daily)) return { key: d.step, step, nextPingAt: next };
    step += 1;
  }
}

/** The clocks that an event starts on a case, and those that it stops. */
export const startedBy = (event: CaseEvent["type"], c: Case): DeadlineKind[] =>
  deadlineKinds.filter((kind) => rules[kind].startsWith === event && (rules[kind].onlyIf?.(c) ?? true));
export const endedBy = (event: CaseEvent["type"]): DeadlineKind[] =>
  deadlineKinds.filter((kind) => rules[kind].endsWith.includes(event));
