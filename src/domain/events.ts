import type { Assessor } from "./assessors.ts";
import type { Impact, Spread } from "./case.ts";
import type { CreditRole } from "./credits.ts";
import type { EmbargoEnd } from "./embargo/states.ts";
import type { ReportKind } from "./intake/kinds.ts";
import type { LaneReason } from "./intake/lane.ts";
import type { CaseState } from "./lifecycle/states.ts";
import type { Means, Outcome, PartyStatus, Work } from "./parties.ts";
import type { TableEvent } from "./table-events.ts";

/** What happened to a case. Ids, codes and times only: events are written to the audit as they are. Times are ISO 8601, UTC. */
export type CaseEvent =
  | {
      readonly type: "report.received";
      readonly kind: ReportKind;
      readonly files: number;
      /** Why it came into the review lane. */
      readonly lane?: LaneReason;
    }
  /** Somebody took it out of the review lane. */
  | { readonly type: "report.queued"; readonly lane: LaneReason }
  | { readonly type: "report.opened" }
  | { readonly type: "report.asked"; readonly message: number }
  | { readonly type: "report.answered"; readonly message: number }
  | { readonly type: "report.accepted"; readonly conditions: readonly string[] }
  | { readonly type: "report.declined"; readonly reason: string }
  | { readonly type: "case.assigned"; readonly from: number | null; readonly to: number }
  /** With all of a member's other work; who gets it is told once of everything. */
  | { readonly type: "case.passed-on"; readonly from: number | null; readonly to: number }
  | { readonly type: "case.noted"; readonly note: number }
  | { readonly type: "case.posted"; readonly channel: string }
  | MoveEvent
  | PartyEvent
  | EmbargoEvent
  | TableEvent
  | PublicationEvent
  | { readonly type: "case.based"; readonly from: string | null; readonly to: string }
  | { readonly type: "case.redated"; readonly from: string; readonly to: string }
  | { readonly type: "case.listed"; readonly stage: number }
  | { readonly type: "case.split"; readonly other: number; readonly reference: number }
  /** It came of another case by a split. */
  | { readonly type: "case.begun"; readonly other: number }
  | { readonly type: "case.absorbed"; readonly other: number }
  | { readonly type: "case.prioritised"; readonly recipient: number }
  | { readonly type: "finder.erased" }
  /** A public body was asked for help. */
  | { readonly type: "case.referred"; readonly to: string; readonly note: number }
  /** SW-GOV: a flag beside the state. */
  | { readonly type: "case.government-told"; readonly note: number }
  | { readonly type: "request.ended" }
  | { readonly type: "request.withdrawn" }
  | { readonly type: "second.proposed"; readonly proposal: number; readonly act: string }
  | {
      readonly type: "second.decided";
      readonly proposal: number;
      readonly outcome: string;
      readonly proposedBy: number;
    }
  | { readonly type: "score.cvss"; readonly vector: string; readonly score: number }
  /** Somebody else's vector, beside the desk's. */
  | {
      readonly type: "score.assessed";
      readonly assessor: Assessor;
      readonly vector: string;
      readonly score: number;
      /** Id of one of several vulnerabilities. */
      readonly vulnerability?: number;
    }
  | { readonly type: "score.ssvc"; readonly table: string; readonly version: string; readonly outcome: string }
  | { readonly type: "score.cwe"; readonly from: readonly number[]; readonly to: readonly number[] }
  | { readonly type: "score.impact"; readonly spread: Spread | null; readonly impact: Impact }
  | { readonly type: "deadline.added"; readonly deadline: number }
  | { readonly type: "deadline.done"; readonly deadline: number }
  | { readonly type: "deadline.extended"; readonly deadline: number; readonly from: string; readonly to: string }
  | { readonly type: "deadline.snoozed"; readonly deadline: number; readonly until: string }
  | { readonly type: "ping.acked"; readonly ping: number };

/** Events that take a case from one state to another, after its acceptance. */
type MoveEvent =
  | { readonly type: "case.handed-over" }
  | { readonly type: "case.contacting" }
  | { readonly type: "case.details-sent" }
  | { readonly type: "case.verifying" }
  | { readonly type: "case.confirmed" }
  | { readonly type: "case.refuted" }
  | { readonly type: "case.dated"; readonly at: string }
  | { readonly type: "case.published"; readonly advisory: string }
  | { readonly type: "case.updated"; readonly advisory: string }
  | { readonly type: "case.fixed"; readonly how: string }
  | { readonly type: "case.unreachable" }
  | { readonly type: "case.reached" }
  | { readonly type: "case.uncoordinatable"; readonly ground: Ground }
  | { readonly type: "case.judging" }
  | { readonly type: "case.resumed" }
  | { readonly type: "case.ended"; readonly code: string; readonly to: CaseState }
  | { readonly type: "case.reopened"; readonly from: CaseState; readonly to: CaseState };

/** Why a case cannot be coordinated (§6.3): ア the vendor cannot be reached, イ no agreement can be expected. */
export type Ground = "unreachable" | "disagreement";

/** Something about one party of the case, by its id. */
type PartyEvent =
  | { readonly type: "party.added"; readonly party: number }
  | {
      readonly type: "party.attempted";
      readonly party: number;
      readonly means: Means;
      readonly outcome: Outcome;
      readonly at: string;
      /** No earlier attempt at this party is known. */
      readonly first: boolean;
    }
  /** Why stands in a note of the case. */
  | { readonly type: "party.removed"; readonly party: number; readonly note: number }
  | { readonly type: "party.answered"; readonly party: number }
  | { readonly type: "party.notified"; readonly party: number }
  | { readonly type: "party.reported"; readonly party: number }
  | { readonly type: "party.worked"; readonly party: number; readonly from: Work; readonly to: Work }
  | { readonly type: "party.status"; readonly party: number; readonly from: PartyStatus; readonly to: PartyStatus };

/** What the publication will say: the vulnerabilities, with their codes, and who is thanked, by row. Null: no code. */
type PublicationEvent =
  | {
      readonly type: "vuln.added" | "vuln.edited";
      readonly vulnerability: number;
      readonly cwe: number | null;
      readonly cve: string | null;
    }
  | { readonly type: "vuln.removed"; readonly vulnerability: number }
  | { readonly type: "credit.added"; readonly credit: number; readonly role: CreditRole }
  | {
      readonly type: "credit.answered";
      readonly credit: number;
      readonly answer: "asked" | "agreed" | "refused";
      readonly at: string;
    }
  | { readonly type: "credit.removed"; readonly credit: number };

/**
 * The talks about an embargo. `terms` is a row of embargo_terms; `from` the party that said it, null for the desk; `party` whose
 * proposal the desk decided on, where it was a party's.
 */
type EmbargoEvent =
  | { readonly type: "embargo.proposed"; readonly terms: number; readonly until: string }
  | { readonly type: "embargo.countered"; readonly terms: number; readonly until: string; readonly from: number | null }
  | { readonly type: "embargo.accepted"; readonly terms: number; readonly until: string; readonly party?: number }
  /** Other terms than those that bound. */
  | { readonly type: "embargo.revised"; readonly terms: number; readonly until: string; readonly party?: number }
  | { readonly type: "embargo.declined"; readonly terms: number; readonly party?: number }
  | { readonly type: "embargo.ended"; readonly why: EmbargoEnd }
  /** Of the case that it was split off, or that was merged into it. */
  | { readonly type: "embargo.inherited"; readonly other: number; readonly terms: number; readonly until: string }
  /** Silence until then is no; null: no embargo is offered with it. */
  | {
      readonly type: "party.invited";
      readonly party: number;
      readonly terms: number | null;
      readonly until: string | null;
    }
  | { readonly type: "party.consented"; readonly party: number; readonly terms: number }
  | { readonly type: "party.declined"; readonly party: number; readonly terms: number | null }
  | { readonly type: "party.lapsed"; readonly party: number; readonly terms: number }
  /** It accepted the same terms on the case that this one was split off. */
  | { readonly type: "party.bound"; readonly party: number; readonly terms: number }
  /** Nothing binds it any more. */
  | { readonly type: "party.released"; readonly party: number }
  | { readonly type: "case.fact"; readonly fact: string; readonly at: string };

export type EventType = CaseEvent["type"];
