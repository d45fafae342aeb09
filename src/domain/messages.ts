import type { Case } from "./case.ts";
import type { CaseEvent, EventType } from "./events.ts";

/**
 * Formal messages that an event causes (domain rules §11), by their M-numbers. `finder`: written to the status page at once and
 * kept for mail; `parties`: everybody who was sent the details, one each, kept for mail; `party`: the event's own.
 */
interface MessageRule {
  readonly id: string;
  readonly to: "finder" | "parties";
  readonly onlyIf?: (c: Case, e: CaseEvent) => boolean;
}

const website = (c: Case): boolean => c.kind === "website";
const software = (c: Case): boolean => c.kind === "software";

/**
 * Who is written to when. M01–M04 are written by the commands that cause them, which know what the officer said. A new date
 * goes to every notified party (guideline 2019, IV.4.3).
 */
const messageTable: Readonly<Partial<Record<EventType, readonly MessageRule[]>>> = {
  "case.based": [
    { id: "M07", to: "finder", onlyIf: (c, e) => software(c) && e.type === "case.based" && e.from === null },
  ],
  "case.details-sent": [
    { id: "M09", to: "finder", onlyIf: software },
    { id: "M32", to: "finder", onlyIf: website },
  ],
  "case.confirmed": [{ id: "M10", to: "parties", onlyIf: software }],
  "case.refuted": [
    { id: "M11", to: "finder" },
    { id: "M35", to: "parties", onlyIf: website },
  ],
  "case.dated": [{ id: "M12", to: "parties", onlyIf: software }],
  "case.redated": [{ id: "M13", to: "parties", onlyIf: software }],
  "case.published": [{ id: "M14", to: "finder" }],
  "case.fixed": [{ id: "M34", to: "finder" }],
  "case.ended": [
    { id: "M16", to: "finder" },
    { id: "M15", to: "parties", onlyIf: software },
    { id: "M35", to: "parties", onlyIf: website },
  ],
  "case.judging": [{ id: "M21", to: "parties", onlyIf: (c) => c.ground === "disagreement" }],
  "case.prioritised": [{ id: "M26", to: "finder" }],
  "request.withdrawn": [{ id: "M27", to: "finder" }],
  // §11 has no number for these two.
  "case.split": [{ id: "split", to: "finder" }],
  "request.ended": [{ id: "request-ended", to: "finder", onlyIf: (c) => c.endCode === "T-10" }],
};

/** The messages of this event for this case. */
export const messagesFor = (c: Case, e: CaseEvent): readonly MessageRule[] =>
  (messageTable[e.type] ?? []).filter((m) => m.onlyIf?.(c, e) ?? true);
