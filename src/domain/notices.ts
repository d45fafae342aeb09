import type { EventType } from "./events.ts";

/** Everything that the desk says to somebody who did not ask. One view each, in commands/notices/. */
export type NoticeKind =
  | "report-card"
  | "case-card"
  | "assigned"
  | "answered"
  | "ping"
  | "form-link"
  | "finder-mail"
  | "party-mail"
  | "proposal"
  | "moved"
  | "hand-over"
  | "swap"
  | "passed-on"
  | "room-held"
  | "stopped"
  | "embargo"
  | "vendor-card"
  | "vendor-message"
  | "vendor-said"
  | "vendor-colleague"
  | "group-news";

/** Messages that are edited as their case moves. */
export const cardKinds = ["report-card", "case-card", "ping", "vendor-card"] as const satisfies readonly NoticeKind[];

/** Which go first within a queue: 0 reminders, 1 everything else. */
export const turnOf = (kind: string): 0 | 1 => (kind === "ping" ? 0 : 1);

/** Who hears it. `vendor`: the rooms of the vendor that the event is about. `finder` waits for the mail adapter; the status page has the same words at once. */
export type Recipient = "desk-rooms" | "assignee" | "finder" | "vendor";

interface Rule {
  readonly to: Recipient;
  readonly kind: NoticeKind;
}

/** What happened → who is told. A new notice is a row here and a view. */
export const noticeTable: Readonly<Partial<Record<EventType, readonly Rule[]>>> = {
  "report.received": [
    { to: "desk-rooms", kind: "report-card" },
    { to: "finder", kind: "finder-mail" },
  ],
  "report.asked": [{ to: "finder", kind: "finder-mail" }],
  "report.answered": [{ to: "assignee", kind: "answered" }],
  "report.accepted": [{ to: "finder", kind: "finder-mail" }],
  "report.declined": [{ to: "finder", kind: "finder-mail" }],
  "case.assigned": [{ to: "assignee", kind: "assigned" }],
  "case.handed-over": [{ to: "desk-rooms", kind: "moved" }],
  "case.uncoordinatable": [{ to: "desk-rooms", kind: "moved" }],
  "embargo.countered": [{ to: "assignee", kind: "embargo" }],
  "embargo.accepted": [{ to: "vendor", kind: "vendor-message" }],
  "embargo.revised": [{ to: "vendor", kind: "vendor-message" }],
  "embargo.declined": [{ to: "vendor", kind: "vendor-message" }],
  "embargo.ended": [{ to: "assignee", kind: "embargo" }],
  "embargo.inherited": [{ to: "assignee", kind: "embargo" }],
  "party.consented": [{ to: "assignee", kind: "embargo" }],
  "party.declined": [{ to: "assignee", kind: "embargo" }],
  "party.written": [{ to: "vendor", kind: "vendor-message" }],
  "party.reworded": [{ to: "vendor", kind: "vendor-message" }],
  "party.removed": [{ to: "vendor", kind: "vendor-message" }],
  "party.lapsed": [{ to: "vendor", kind: "vendor-message" }],
  "party.released": [{ to: "vendor", kind: "vendor-message" }],
  "party.asked": [{ to: "assignee", kind: "vendor-said" }],
  "party.received": [{ to: "assignee", kind: "vendor-said" }],
  "party.said": [{ to: "assignee", kind: "vendor-said" }],
  "party.fix": [{ to: "assignee", kind: "vendor-said" }],
  "party.stated": [{ to: "assignee", kind: "vendor-said" }],
  "party.agreed": [{ to: "assignee", kind: "vendor-said" }],
  "party.suggested": [{ to: "assignee", kind: "vendor-said" }],
  "party.shared": [{ to: "assignee", kind: "vendor-said" }],
  "case.begun": [{ to: "desk-rooms", kind: "report-card" }],
};
