import { open } from "../label.ts";
import { Refusal } from "../refusal.ts";
import { join, say, t, words } from "../text.ts";
import type { Assessor } from "./assessors.ts";
import type { CaseEvent, Ground } from "./events.ts";
import type { ReportKind } from "./intake/kinds.ts";
import { intakeMoves } from "./lifecycle/intake.ts";
import { type CaseState, stateOf, stateTables } from "./lifecycle/states.ts";

export const impacts = ["priority", "normal", "simple"] as const;
export type Impact = (typeof impacts)[number];

export const spreads = ["wide", "medium", "narrow"] as const;
export type Spread = (typeof spreads)[number];

export interface Case {
  readonly id: number;
  /** The 8 digits of the reference. */
  readonly reference: number;
  readonly kind: ReportKind;
  readonly state: CaseState;
  readonly version: number;
  readonly assigneeId: number | null;
  /** Place in the queue: 0 priority, 1 normal or not scored, 2 simple. */
  readonly urgency: number;
  readonly impact: Impact | null;
  readonly spread: Spread | null;
  readonly score: number | null;
  readonly vector: string | null;
  readonly receivedAt: Date;
  readonly acceptedAt: Date | null;
  readonly closedAt: Date | null;
  /** 起算日: the first attempt to contact a vendor or operator, whatever came of it. */
  readonly baseOn: Date | null;
  /** 詳細情報連絡日 for a product, the notification for a website. */
  readonly detailsOn: Date | null;
  /** The date and hour agreed for publication. */
  readonly publicationAt: Date | null;
  /** 情報非開示依頼, the request to the finder not to disclose. */
  readonly request: RequestState;
  /** The ground on which it ended (endings.ts), and where it was then. */
  readonly endCode: string | null;
  readonly endedFrom: CaseState | null;
  /** Stage on the list of vendors that cannot be reached: 0 not listed, 1 name, 2 product, 3 with a last date (§6.2). */
  readonly listing: number;
  readonly listedAt: Date | null;
  readonly ground: Ground | null;
}

export const requestStates = ["none", "in-force", "ended", "withdrawn"] as const;
export type RequestState = (typeof requestStates)[number];

/** A decision: the case as it will be, and what that means for others. Touches nothing. */
export interface Step {
  readonly before: Case;
  readonly after: Case;
  readonly events: readonly CaseEvent[];
}

/** Moves a report that is not judged yet, or says where it can go. @throws Refusal `case.wrong-state`. */
function move(c: Case, to: CaseState): Case {
  const next = intakeMoves.filter((m) => m.from.includes(c.state)).map((m) => m.to);
  if (next.includes(to)) return { ...c, state: to };
  throw wrongState(c, to, next);
}

/** The refusal of a move that the tables do not have, with what they have in its place. */
export function wrongState(c: Pick<Case, "kind" | "state">, to: CaseState, next: readonly CaseState[]): Refusal {
  const allowed = [...new Set(next)].flatMap((s) => stateTables[c.kind][s]?.words ?? []).map(words);
  const target = stateTables[c.kind][to]?.words ?? stateTables.software[to]?.words ?? { ja: to, en: to };
  const here = words(stateOf(c).words);
  return new Refusal(
    "case.wrong-state",
    say({
      ja: t`この届出は「${here}」なので「${words(target)}」にはできません。`,
      en: t`This report is ${here}; it cannot become ${words(target)}.`,
    }),
    allowed.length === 0
      ? words({ ja: "この状態からの移動はありません。", en: "Nothing follows this state." })
      : say({ ja: t`次にできる状態: ${join(allowed, "、")}`, en: t`Possible next: ${join(allowed, ", ")}.` }),
  );
}

/** A person of the desk looks at a new report for the first time: it is no longer unseen. Later looks change nothing. */
export function openReport(c: Case): Step {
  if (c.state !== "RCV") return { before: c, after: c, events: [] };
  return { before: c, after: move(c, "CHK"), events: [{ type: "report.opened" }] };
}

export function askFinder(c: Case, message: number): Step {
  return {
    before: c,
    after: { ...c, state: c.state === "ASK" ? "ASK" : move(c, "ASK").state },
    events: [{ type: "report.asked", message }],
  };
}

export function finderAnswers(c: Case, message: number): Step {
  return { before: c, after: move(c, "CHK"), events: [{ type: "report.answered", message }] };
}

/**
 * 受理: the acceptance date is the day on which the finder is told (guideline 2019, IV.3.2). From then on the request not to
 * disclose is in force, but for a vendor's own product (domain rules §10.8).
 */
export function acceptReport(c: Case, conditions: readonly string[], now: Date): Step {
  return {
    before: c,
    after: { ...move(c, "ACC"), acceptedAt: now, request: c.kind === "own-product" ? "none" : "in-force" },
    events: [{ type: "report.accepted", conditions }],
  };
}

/** 不受理, with a code of the table in decline.ts. */
export function declineReport(c: Case, reason: string, now: Date): Step {
  return { before: c, after: { ...move(c, "REJ"), closedAt: now }, events: [{ type: "report.declined", reason }] };
}

/** Gives the case to a member. @throws Refusal `case.wrong-state` when it has ended. */
export function assignCase(c: Case, to: number): Step {
  if (c.closedAt !== null) {
    throw new Refusal(
      "case.wrong-state",
      say({
        ja: t`${open(`#${pad(c.reference)}`)} は終了しています（${words(stateOf(c).words)}）。担当は変えられません。`,
        en: t`${open(`#${pad(c.reference)}`)} has ended (${words(stateOf(c).words)}); it cannot be assigned.`,
      }),
    );
  }
  if (c.assigneeId === to) return { before: c, after: c, events: [] };
  return { before: c, after: { ...c, assigneeId: to }, events: [{ type: "case.assigned", from: c.assigneeId, to }] };
}

/** The case goes to another member with all that its assignee had. */
export const passCaseOn = (c: Case, to: number): Step => ({
  before: c,
  after: { ...c, assigneeId: to },
  events: [{ type: "case.passed-on", from: c.assigneeId, to }],
});

export function scoreCvss(c: Case, vector: string, score: number): Step {
  return { before: c, after: { ...c, vector, score }, events: [{ type: "score.cvss", vector, score }] };
}

/** Somebody else's score, or that of one of several vulnerabilities, is kept beside the desk's of the case: it decides nothing. */
export const scoreBeside = (
  c: Case,
  assessor: Assessor,
  vector: string,
  score: number,
  vulnerability: number | undefined,
): Step =>
  happened(c, {
    type: "score.assessed",
    assessor,
    vector,
    score,
    ...(vulnerability !== undefined && { vulnerability }),
  });

/** A decision by an SSVC table is recorded: it moves nothing by itself. */
export const decideSsvc = (c: Case, table: string, version: string, outcome: string): Step =>
  happened(c, { type: "score.ssvc", table, version, outcome });

export function scoreImpact(c: Case, spread: Spread | null, impact: Impact): Step {
  return {
    before: c,
    after: { ...c, spread, impact, urgency: impacts.indexOf(impact) },
    events: [{ type: "score.impact", spread, impact }],
  };
}

/** A thing that happened to a case without changing its row. */
export const happened = (c: Case, event: CaseEvent): Step => ({ before: c, after: c, events: [event] });

const pad = (reference: number): string => String(reference).padStart(8, "0");
