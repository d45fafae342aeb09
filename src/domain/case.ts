import { open } from "../label.ts";
import type { Both } from "../locale.ts";
import { Refusal } from "../refusal.ts";
import { join, say, t, words } from "../text.ts";
import type { ReportKind } from "./intake/kinds.ts";

/**
 * States up to acceptance, common to software, website and own-product reports (domain rules §3.1–3.3, without the prefix
 * SW-, WB-, OW-). The states after acceptance are further rows here.
 */
export const caseStates = ["RCV", "CHK", "ASK", "REJ", "ACC"] as const;
export type CaseState = (typeof caseStates)[number];

export const impacts = ["priority", "normal", "simple"] as const;
export type Impact = (typeof impacts)[number];

export const spreads = ["wide", "medium", "narrow"] as const;
export type Spread = (typeof spreads)[number];

interface StateRow {
  readonly words: Both;
  /** How the finder is told, in place of the desk's word. */
  readonly forFinder: Both;
  readonly next: readonly CaseState[];
}

export const stateTable: Readonly<Record<CaseState, StateRow>> = {
  RCV: {
    words: { ja: "受付", en: "received" },
    forFinder: { ja: "受け付けました", en: "Received" },
    next: ["CHK", "ASK", "REJ", "ACC"],
  },
  CHK: {
    words: { ja: "内容確認中", en: "being checked" },
    forFinder: { ja: "内容を確認しています", en: "Being checked" },
    next: ["ASK", "REJ", "ACC"],
  },
  ASK: {
    words: { ja: "発見者の回答待ち", en: "waiting for the finder" },
    forFinder: { ja: "質問にお答えください", en: "Waiting for your answer" },
    next: ["CHK", "REJ", "ACC"],
  },
  REJ: {
    words: { ja: "不受理", en: "declined" },
    forFinder: { ja: "受理しませんでした", en: "Not accepted" },
    next: [],
  },
  ACC: {
    words: { ja: "受理", en: "accepted" },
    forFinder: { ja: "受理しました。取扱い中です", en: "Accepted, being handled" },
    next: [],
  },
};

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
}

/** What happened to a case. Ids and codes only: events are written to the audit as they are. */
export type CaseEvent =
  | { readonly type: "report.received"; readonly kind: ReportKind; readonly files: number }
  | { readonly type: "report.opened" }
  | { readonly type: "report.asked"; readonly message: number }
  | { readonly type: "report.answered"; readonly message: number }
  | { readonly type: "report.accepted"; readonly conditions: readonly string[] }
  | { readonly type: "report.declined"; readonly reason: string }
  | { readonly type: "case.assigned"; readonly from: number | null; readonly to: number }
  | { readonly type: "case.noted"; readonly note: number }
  | { readonly type: "case.posted"; readonly channel: string }
  | { readonly type: "score.cvss"; readonly vector: string; readonly score: number }
  | { readonly type: "score.impact"; readonly spread: Spread | null; readonly impact: Impact }
  | { readonly type: "deadline.added"; readonly deadline: number }
  | { readonly type: "deadline.done"; readonly deadline: number }
  | { readonly type: "deadline.snoozed"; readonly deadline: number; readonly until: string }
  | { readonly type: "ping.acked"; readonly ping: number };

/** A decision: the case as it will be, and what that means for others. Touches nothing. */
export interface Step {
  readonly before: Case;
  readonly after: Case;
  readonly events: readonly CaseEvent[];
}

/** Moves a case, or says from where it can go. @throws Refusal `case.wrong-state`. */
function move(c: Case, to: CaseState): Case {
  const row = stateTable[c.state];
  if (row.next.includes(to)) return { ...c, state: to };
  const allowed = row.next.map((s) => words(stateTable[s].words));
  throw new Refusal(
    "case.wrong-state",
    say({
      ja: t`この届出は「${words(row.words)}」なので「${words(stateTable[to].words)}」にはできません。`,
      en: t`This report is ${words(row.words)}; it cannot become ${words(stateTable[to].words)}.`,
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

/** 受理: the acceptance date is the day on which the finder is told (guideline 2019, IV.3.2). */
export function acceptReport(c: Case, conditions: readonly string[], now: Date): Step {
  return {
    before: c,
    after: { ...move(c, "ACC"), acceptedAt: now },
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
        ja: t`${open(`#${pad(c.reference)}`)} は終了しています（${words(stateTable[c.state].words)}）。担当は変えられません。`,
        en: t`${open(`#${pad(c.reference)}`)} has ended (${words(stateTable[c.state].words)}); it cannot be assigned.`,
      }),
    );
  }
  if (c.assigneeId === to) return { before: c, after: c, events: [] };
  return { before: c, after: { ...c, assigneeId: to }, events: [{ type: "case.assigned", from: c.assigneeId, to }] };
}

export function scoreCvss(c: Case, vector: string, score: number): Step {
  return { before: c, after: { ...c, vector, score }, events: [{ type: "score.cvss", vector, score }] };
}

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
