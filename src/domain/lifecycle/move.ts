import { open } from "../../label.ts";
import { Refusal } from "../../refusal.ts";
import { foreign, join, say, t, words } from "../../text.ts";
import { type Case, type Step, wrongState } from "../case.ts";
import type { CaseEvent } from "../events.ts";
import type { ReportKind } from "../intake/kinds.ts";
import { type Role, roleWords } from "../roles.ts";
import { type Facts, type Need, need, sixMonths } from "./needs.ts";
import { ownProduct } from "./own-product.ts";
import { software } from "./software.ts";
import { type CaseState, stateOf, stateTables } from "./states.ts";
import type { Transition } from "./transition.ts";
import { website } from "./website.ts";

export const lifecycles: Readonly<Record<ReportKind, readonly Transition[]>> = {
  software,
  website,
  "own-product": ownProduct,
};

/** The rows that lead on from where a case is. */
export const movesFrom = (c: Pick<Case, "kind" | "state">): readonly Transition[] =>
  lifecycles[c.kind].filter((m) => m.from.includes(c.state));

const roleList = (roles: readonly Role[]) => ({
  ja: join(
    roles.map((r) => words(roleWords[r])),
    "・",
  ),
  en: join(
    roles.map((r) => words(roleWords[r])),
    ", ",
  ),
});

const pad = (reference: number): string => String(reference).padStart(8, "0");

/** What is missing for a move, who can see to it, and what they type. */
export function notReady(c: Case, to: CaseState, missing: readonly Need[]): Refusal {
  const target = words(stateTables[c.kind][to]?.words ?? { ja: to, en: to });
  const each = missing.map((key) => {
    const { missing: what, who, how } = need(key);
    const line = foreign(open(how.replace("REF", pad(c.reference))));
    const whom = roleList(who);
    return say({ ja: t`${words(what)}（${whom.ja}: ${line}）`, en: t`${words(what)} (${whom.en}: ${line})` });
  });
  return new Refusal(
    "case.not-ready",
    say({ ja: t`まだ「${target}」にはできません。`, en: t`It cannot become "${target}" yet.` }),
    say({ ja: t`足りないもの: ${join(each, " / ")}`, en: t`Missing: ${join(each, " / ")}` }),
  );
}

/** The table has no such move: what leads on from here, what one types for it, and who may. */
function wrongMove(c: Case, to: CaseState): Refusal {
  const rows = movesFrom(c).filter((m) => m.who.length > 0);
  const { says } = wrongState(c, to, []);
  if (rows.length === 0) return wrongState(c, to, []);
  const each = rows.map((m) => {
    const next = words(stateTables[c.kind][m.to]?.words ?? { ja: m.to, en: m.to });
    const line = open(`${m.by} ${pad(c.reference)}${m.by === "case move" ? ` ${m.to.toLowerCase()}` : ""}`);
    const whom = roleList(m.who);
    return say({ ja: t`${next}（${whom.ja}: ${line}）`, en: t`${next} (${whom.en}: ${line})` });
  });
  return new Refusal(
    "case.wrong-state",
    says,
    say({ ja: t`次にできる状態: ${join(each, " / ")}`, en: t`Possible next: ${join(each, " / ")}` }),
  );
}

/** @throws Refusal `not-allowed` for somebody who may not make this move. */
function checkRole(row: Transition, roles: readonly Role[]): void {
  if (row.who.some((r) => roles.includes(r))) return;
  const whom = roleList(row.who);
  throw new Refusal(
    "not-allowed",
    words({ ja: "この移動はあなたの役割ではできません。", en: "Your role may not make this move." }),
    say({ ja: t`できる役割: ${whom.ja}`, en: t`Roles that may: ${whom.en}.` }),
  );
}

const iso = (at: Date | undefined): string => (at ?? new Date(Number.NaN)).toISOString();

/** What each move writes, beside the state itself. */
const effects: Readonly<Partial<Record<CaseEvent["type"], (f: Facts) => { event: CaseEvent; set?: Partial<Case> }>>> = {
  "case.handed-over": () => ({ event: { type: "case.handed-over" } }),
  "case.details-sent": () => ({ event: { type: "case.details-sent" } }),
  "case.verifying": () => ({ event: { type: "case.verifying" } }),
  "case.confirmed": () => ({ event: { type: "case.confirmed" } }),
  "case.refuted": () => ({ event: { type: "case.refuted" } }),
  "case.dated": (f) => ({ event: { type: "case.dated", at: iso(f.at) }, set: { publicationAt: f.at ?? null } }),
  "case.redated": (f) => ({
    event: { type: "case.redated", from: iso(f.c.publicationAt ?? undefined), to: iso(f.at) },
    set: { publicationAt: f.at ?? null },
  }),
  "case.published": (f) => ({ event: { type: "case.published", advisory: f.advisory ?? "" } }),
  "case.updated": (f) => ({ event: { type: "case.updated", advisory: f.advisory ?? "" } }),
  "case.fixed": (f) => ({
    event: { type: "case.fixed", how: f.parties.find((p) => p.work.startsWith("fixed_"))?.work ?? "" },
  }),
  "case.unreachable": (f) => ({ event: { type: "case.unreachable" }, set: { listing: 1, listedAt: f.now } }),
  "case.reached": () => ({ event: { type: "case.reached" }, set: { listing: 0, listedAt: null } }),
  "case.uncoordinatable": (f) => {
    const ground = sixMonths(f) ? "unreachable" : "disagreement";
    return { event: { type: "case.uncoordinatable", ground }, set: { ground } };
  },
  "case.judging": () => ({ event: { type: "case.judging" } }),
  "case.resumed": () => ({ event: { type: "case.resumed" }, set: { ground: null } }),
};

/** What the end of a case does to it, whatever the end: the request not to disclose ends with it unless it is kept. */
export function endCase(c: Case, to: CaseState, now: Date, code: string | null, keep: boolean): Case {
  const request = c.request === "in-force" && !keep ? "ended" : c.request;
  return { ...c, state: to, closedAt: now, endCode: code, endedFrom: c.state, request };
}

export const requestEnded = (before: Case, after: Case): CaseEvent[] =>
  before.request === "in-force" && after.request === "ended" ? [{ type: "request.ended" }] : [];

/**
 * Moves a case by a row of its table. @throws Refusal `case.wrong-state` when no row leads there, `not-allowed` when
 * somebody else has to do it, `case.not-ready` with each thing that is missing, who can see to it and how.
 */
export function moveCase(f: Facts, to: CaseState, roles: readonly Role[]): Step {
  const { c } = f;
  const possible = movesFrom(c).filter((m) => m.by === "case move");
  const row = possible.find((m) => m.to === to);
  if (row === undefined) throw wrongMove(c, to);
  checkRole(row, roles);
  const missing = row.needs.filter((key) => !need(key).holds(f));
  if (missing.length > 0) throw notReady(c, to, missing);
  const { event, set } = effects[row.event]?.(f) ?? { event: { type: "case.resumed" } as const };
  const moved: Case = { ...c, ...set, state: to };
  const ends = stateOf(moved).end === true && to !== c.state;
  // A product that turns out to have no vulnerability leaves the officer's choice whether the request stays (§10.8, §13 row 18).
  const after = ends ? endCase({ ...moved, state: c.state }, to, f.now, null, f.request === "keep") : moved;
  return { before: c, after, events: [event, ...requestEnded(c, after)] };
}
