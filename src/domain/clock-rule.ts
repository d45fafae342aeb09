import type { Both } from "../locale.ts";
import type { Case } from "./case.ts";
import type { CaseEvent, EventType } from "./events.ts";
import type { SettingKey } from "./settings.ts";

// biome-ignore format: one line per stretch of the process
export const deadlineKinds = [
  "ACK", "TRIAGE", "ASK",
  "HANDOVER", "CONTACT", "FIRSTRESP", "VERIFY", "45D", "1Y", "VSTAT", "PUBPREP", "PUBTIME",
  "RSVP", "EMBARGO",
  "UNR-1", "UNR-2", "UNR-3", "6M", "OPINION",
  "OPREPLY", "3M", "WEBEND",
  "CUSTOM",
] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

/** How long a clock runs. `publication`: until the agreed date and hour, or so many business days before its day. */
export type Length =
  | { readonly businessDays: number | SettingKey }
  | { readonly days: number | SettingKey }
  | { readonly months: number }
  | { readonly publication: "then" | { readonly businessDaysBefore: number } }
  /** Until the moment that the event names. */
  | "named"
  | "given";

/**
 * When to remind. `share` of the whole time; `businessShare`: the morning after that share of its business days; `day`: n calendar
 * days after the start, to the minute; `after`: the morning n calendar days after it; `businessDay`: the morning of the
 * n-th business day after it; `before`: the morning n calendar days before the due day; `hoursBefore` it is due.
 */
export type Reminder =
  | { readonly share: number }
  | { readonly businessShare: number }
  | { readonly day: number }
  | { readonly after: number }
  | { readonly businessDay: number }
  | { readonly before: number }
  | { readonly hoursBefore: number };

export interface ClockRule {
  readonly words: Both;
  /** What has to happen, in one sentence, for the ping. */
  readonly task: Both;
  readonly startsWith: readonly EventType[];
  readonly endsWith: readonly EventType[];
  /** Started only when this holds of the case as it is then. A clock that starts again ends the one before. */
  readonly onlyIf?: (c: Case, e: CaseEvent) => boolean;
  /** Day 0, where that is not the day of the event. */
  readonly from?: (c: Case, e: CaseEvent) => Date | null;
  /** One runs for each party. */
  readonly perParty?: true;
  readonly length: Length;
  /** Between these events it stands still. */
  readonly pauses?: { readonly by: EventType; readonly until: EventType };
  /** Not a person's to move, with what moves it instead, if anything does. REF stands for the case. */
  readonly moves?: string | null;
  /** Only the process ends it, never a person's word that it is done. */
  readonly lasts?: true;
  readonly reminders: readonly Reminder[];
  /** After the last reminder: again each business morning, each week or each month, until it is done. */
  readonly again: "business-days" | "weeks" | "months" | "nothing";
}
