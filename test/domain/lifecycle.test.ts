import { expect, test } from "vitest";
import { calendarIn } from "../../src/calendar.ts";
import type { Case } from "../../src/domain/case.ts";
import { endCodes, ending } from "../../src/domain/endings.ts";
import { reportKinds } from "../../src/domain/intake/kinds.ts";
import { attempted, partyChanged } from "../../src/domain/lifecycle/contact.ts";
import { closeCase, mergeInto, reopenCase, withdrawRequest } from "../../src/domain/lifecycle/end.ts";
import { lifecycles, moveCase, movesFrom } from "../../src/domain/lifecycle/move.ts";
import { criteria, type Facts, need, needKeys } from "../../src/domain/lifecycle/needs.ts";
import { type CaseState, caseStates, stateOf, stateTables } from "../../src/domain/lifecycle/states.ts";
import type { Party } from "../../src/domain/parties.ts";
import { roles } from "../../src/domain/roles.ts";
import { Refusal } from "../../src/refusal.ts";
import { aCase, aParty } from "../support/case.ts";

const calendar = calendarIn("Asia/Tokyo");
const now = new Date("2026-11-25T03:00:00Z");
const daysAgo = (n: number): Date => new Date(now.getTime() - n * 86_400_000);
const accepted = (over: Partial<Case> = {}): Case =>
  aCase({ state: "ACC", acceptedAt: daysAgo(10), request: "in-force", ...over });
const facts = (c: Case, parties: readonly Party[] = [], given: Partial<Facts> = {}): Facts => ({
  c,
  parties,
  now,
  calendar,
  ...given,
});
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (e) {
    if (e instanceof Refusal) return e.code;
    throw e;
  }
  return "done";
};

/** Parties for whom everything holds that some move may ask for, and what is given with it. */
const answering = aParty({
  work: "confirmed",
  status: "affected",
  detailsOn: daysAgo(5),
  attempts: [{ at: daysAgo(8), means: "mail", outcome: "answered" }],
});
const silent = aParty({
  attempts: [200, 100, 50].map((n, i) => ({
    at: daysAgo(n),
    means: i === 0 ? ("mail" as const) : ("phone" as const),
    outcome: "none" as const,
  })),
});
const denying = { ...answering, work: "not_reproduced" as const };
const given = {
  at: new Date("2027-01-20T03:00:00Z"),
  advisory: "JVN#00000000",
  criteria,
  reason: "no agreement",
  request: "keep" as const,
};

/** Which parties make the needs of a row hold. */
const partiesFor = (needed: readonly string[]): readonly Party[] => {
  if (needed.includes("tried")) return [silent];
  if (needed.includes("denied")) return [denying];
  if (needed.includes("fixed")) return [{ ...answering, work: "fixed_app" }];
  return [answering];
};

test("every state of every kind is reached, every end is an end, and all are worded in both languages", () => {
  for (const kind of reportKinds) {
    const table = stateTables[kind];
    const reached = new Set<CaseState>(["RCV", ...lifecycles[kind].map((m) => m.to)]);
    for (const code of endCodes) {
      const to = ending(code).ends[kind];
      if (to !== undefined) reached.add(to);
    }
    expect([kind, [...reached].sort()]).toEqual([kind, Object.keys(table).sort()]);
    for (const [state, row] of Object.entries(table)) {
      expect(caseStates).toContain(state);
      for (const both of [row.words, row.forFinder]) expect(both.ja && both.en).toBeTruthy();
      const on = lifecycles[kind].filter((m) => m.to !== state && (m.from as readonly string[]).includes(state));
      if (row.end) expect([kind, state, on]).toEqual([kind, state, []]);
    }
  }
});

test("every move by hand happens when all it needs holds, and is refused by name when one thing is missing", () => {
  let moves = 0;
  for (const kind of reportKinds) {
    for (const row of lifecycles[kind].filter((m) => m.by === "case move")) {
      for (const from of row.from) {
        moves += 1;
        const c = accepted({ kind, state: from, baseOn: daysAgo(200), publicationAt: daysAgo(-30) });
        const parties = partiesFor(row.needs);
        const step = moveCase(facts(c, parties, given), row.to, row.who);
        expect([kind, row.row, step.after.state, step.events[0]?.type]).toEqual([kind, row.row, row.to, row.event]);
        expect(step.after.closedAt !== null).toBe(stateOf(step.after).end === true && row.to !== from);
        // Nobody else may.
        const others = roles.filter((r) => !row.who.includes(r));
        expect(refusal(() => moveCase(facts(c, parties, given), row.to, others))).toBe("not-allowed");
        // With nothing known and nothing given, whatever needs something says so.
        const bare = facts({ ...c, baseOn: null }, [], {});
        const holds = row.needs.every((key) => need(key).holds(bare));
        expect([kind, row.row, refusal(() => moveCase(bare, row.to, row.who))]).toEqual([
          kind,
          row.row,
          holds ? "done" : "case.not-ready",
        ]);
      }
    }
  }
  expect(moves).toBeGreaterThan(20);
});

test("no other pair of states is a move: each is refused, and what may follow is said", () => {
  let refused = 0;
  for (const kind of reportKinds) {
    for (const from of Object.keys(stateTables[kind]) as CaseState[]) {
      const possible = movesFrom({ kind, state: from })
        .filter((m) => m.by === "case move")
        .map((m) => m.to);
      for (const to of caseStates.filter((s) => !possible.includes(s))) {
        refused += 1;
        const c = accepted({ kind, state: from });
        expect([kind, from, to, refusal(() => moveCase(facts(c, [answering], given), to, roles))]).toEqual([
          kind,
          from,
          to,
          "case.wrong-state",
        ]);
      }
    }
  }
  expect(refused).toBeGreaterThan(500);
});

test("every need is used by some row or end, and says what to do", () => {
  const used = new Set([
    ...Object.values(lifecycles).flatMap((rows) => rows.flatMap((m) => m.needs)),
    ...endCodes.flatMap((code) => ending(code).needs ?? []),
  ]);
  expect(needKeys.filter((k) => !used.has(k))).toEqual([]);
});

test("the first attempt sets 起算日 even when it bounces; an earlier one recorded late moves it back, a later one does not", () => {
  const bounced = { at: daysAgo(3), means: "mail", outcome: "bounced" } as const;
  const one = aParty({ attempts: [bounced] });
  const first = attempted(accepted(), [one], one, bounced);
  expect(first.after).toMatchObject({ state: "CON", baseOn: daysAgo(3) });
  expect(first.events.map((e) => e.type)).toEqual([
    "case.handed-over",
    "case.contacting",
    "case.based",
    "party.attempted",
  ]);
  const later = { at: daysAgo(1), means: "phone", outcome: "answered" } as const;
  const two = aParty({ id: 2, n: 2, attempts: [later] });
  const second = attempted(first.after, [one, two], two, later);
  expect(second.after.baseOn).toEqual(daysAgo(3));
  expect(second.events).toMatchObject([
    { type: "party.attempted", first: true },
    { type: "party.answered", party: 2 },
  ]);
  const early = { at: daysAgo(6), means: "post", outcome: "none" } as const;
  const both = { ...two, attempts: [early, later] };
  expect(attempted(second.after, [one, both], both, early).after.baseOn).toEqual(daysAgo(6));
  expect(refusal(() => attempted(aCase({ state: "CHK" }), [one], one, bounced))).toBe("case.wrong-state");
});

test("details set 詳細情報連絡日 once, and an answer about the vulnerability is reported once", () => {
  const c = accepted({ state: "CON", baseOn: daysAgo(3) });
  const told = partyChanged(c, aParty({ work: "contact_confirmed" }), { work: "details_sent" }, now);
  expect(told.after.detailsOn).toEqual(now);
  expect(told.step.after.detailsOn).toEqual(now);
  expect(told.step.events.map((e) => e.type)).toEqual(["party.worked", "party.notified"]);
  const found = partyChanged(told.step.after, told.after, { work: "confirmed", status: "affected" }, now);
  expect(found.step.events.map((e) => e.type)).toEqual(["party.worked", "party.reported", "party.status"]);
  expect(
    partyChanged(found.step.after, found.after, { work: "fix_ready" }, now).step.events.map((e) => e.type),
  ).toEqual(["party.worked"]);
});

test("an end takes a code of its kind, says what it still needs, and a product's asks about the request", () => {
  for (const kind of reportKinds) {
    for (const code of endCodes) {
      const to = ending(code).ends[kind];
      const c = accepted({ kind, state: kind === "software" ? "FIX" : "ACC", impact: "simple" });
      const end = () => closeCase(facts(c, [silent], { request: "keep" }), code);
      if (to === undefined || ending(code).merge)
        expect([kind, code, refusal(end)]).toEqual([kind, code, "case.wrong-code"]);
      else
        expect([kind, code, end().after]).toMatchObject([kind, code, { state: to, endCode: code, endedFrom: c.state }]);
    }
  }
  const c = accepted({ state: "VER", impact: "normal" });
  expect(refusal(() => closeCase(facts(c, [], { request: "lift" }), "T-03"))).toBe("case.not-ready");
  expect(refusal(() => closeCase(facts(c), "T-01"))).toBe("case.not-ready");
  expect(closeCase(facts(c, [], { request: "keep" }), "T-01").after.request).toBe("in-force");
  const lifted = closeCase(facts(c, [], { request: "lift" }), "T-01");
  expect(lifted).toMatchObject({
    after: { request: "ended" },
    events: [{ type: "case.ended" }, { type: "request.ended" }],
  });
  expect(refusal(() => closeCase(facts(aCase({ state: "CHK" }), [], { request: "lift" }), "T-01"))).toBe(
    "case.wrong-state",
  );
});

test("an ended case is taken up where it was; a published one is not; a duplicate ends as one", () => {
  const ended = closeCase(facts(accepted({ state: "VER" }), [], { request: "lift" }), "T-09").after;
  expect(reopenCase(ended).after).toMatchObject({ state: "VER", closedAt: null, endCode: null, request: "in-force" });
  expect(refusal(() => reopenCase(accepted({ state: "PUB", closedAt: now })))).toBe("case.wrong-state");
  expect(refusal(() => reopenCase(accepted()))).toBe("case.wrong-state");
  expect(mergeInto(aCase({ state: "CHK" }), now).after).toMatchObject({ state: "END", endCode: "T-10" });
  expect(refusal(() => mergeInto(ended, now))).toBe("case.wrong-state");
});

test("the request not to disclose is withdrawn from a year after 起算日 on, not a day before, and never for a website", () => {
  const at = (day: string): Date => new Date(`${day}T03:00:00Z`);
  const c = accepted({ state: "VER", baseOn: at("2026-01-10") });
  expect(refusal(() => withdrawRequest({ c, now: at("2027-01-09"), calendar }))).toBe("request.too-early");
  expect(withdrawRequest({ c, now: at("2027-01-10"), calendar }).after.request).toBe("withdrawn");
  expect(refusal(() => withdrawRequest({ c: { ...c, kind: "website" }, now: at("2029-01-10"), calendar }))).toBe(
    "request.too-early",
  );
  expect(refusal(() => withdrawRequest({ c: { ...c, request: "ended" }, now: at("2029-01-10"), calendar }))).toBe(
    "request.not-in-force",
  );
});
