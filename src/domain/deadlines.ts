import type { Both } from "../locale.ts";
import type { CaseEvent } from "./case.ts";
import type { SettingKey, Settings } from "./settings.ts";

export const deadlineKinds = ["ACK", "TRIAGE", "ASK", "HANDOVER", "CUSTOM"] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

/** Day arithmetic in the desk's zone. src/calendar.ts is the one that knows the Japanese holidays. */
export interface Calendar {
  /** `hour`:00 on the n-th business day after the day of `start`. @param n 0 = the day itself when it is one, else the next. */
  businessDay(start: Date, n: number, hour: number): Date;
  /** The same wall-clock time n calendar days later. */
  addDays(start: Date, n: number): Date;
}

/** When to remind: a share of the whole time, or the morning of the n-th business or calendar day after the start. */
type Reminder = { readonly share: number } | { readonly businessDay: number } | { readonly day: number };

interface Rule {
  readonly words: Both;
  /** What has to happen, in one sentence, for the ping. */
  readonly task: Both;
  readonly startsWith?: CaseEvent["type"];
  readonly endsWith: readonly CaseEvent["type"][];
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
    reminders: [{ businessDay: 5 }, { businessDay: 8 }, { businessDay: 10 }],
    thenDaily: true,
  },
  ASK: {
    words: { ja: "発見者の回答待ち", en: "answer of the finder" },
    task: {
      ja: "回答がありません。もう一度問い合わせてください。",
      en: "No answer has come. Ask again, or decide without it.",
    },
    startsWith: "report.asked",
    endsWith: ["report.answered", "report.accepted", ...ends],
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
    length: { businessDays: 1 },
    reminders: [{ share: 1 }],
    thenDaily: true,
  },
  CUSTOM: {
    words: { ja: "期限", en: "deadline" },
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
  return calendar.businessDay(start, reminder.businessDay, morningHour);
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

/** The clocks that an event starts and stops. */
export const startedBy = (event: CaseEvent["type"]): DeadlineKind[] =>
  deadlineKinds.filter((kind) => rules[kind].startsWith === event);
export const endedBy = (event: CaseEvent["type"]): DeadlineKind[] =>
  deadlineKinds.filter((kind) => rules[kind].endsWith.includes(event));
