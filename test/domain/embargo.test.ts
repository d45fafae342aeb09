import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allStates, caseMoves, forced, histories, nextMoves, written } from "../../src/domain/embargo/case-state.ts";
import {
  afterConsent,
  consentAt,
  consentTriggers,
  embargoAt,
  mayTellDetails,
} from "../../src/domain/embargo/consent.ts";
import { afterTrigger, embargoTriggers } from "../../src/domain/embargo/em.ts";
import { hintsFor } from "../../src/domain/embargo/hints.ts";
import { checkProposal, mergedEnd, moveEmbargo, shortest } from "../../src/domain/embargo/rules.ts";
import { type Consent, consents, embargoStates } from "../../src/domain/embargo/states.ts";
import { deskAccepts, onOffer, partyAccepts, type Terms } from "../../src/domain/embargo/talks.ts";
import { defaultSettings, type Settings } from "../../src/domain/settings.ts";
import { Refusal } from "../../src/refusal.ts";

/** The machines as the model writes them (4.2, 4.3), typed here a second time. */
const em = [
  "propose none>proposed",
  "propose proposed>proposed",
  "propose active>revise",
  "propose revise>revise",
  "reject proposed>none",
  "reject revise>active",
  "accept proposed>active",
  "accept revise>active",
  "terminate active>exited",
  "terminate revise>exited",
];
const pec = [
  ...["none", "lapsed", "declined"].map((c) => `invite ${c}>invited`),
  ...["none", "invited", "lapsed"].map((c) => `accept ${c}>signatory`),
  ...["none", "invited", "lapsed"].map((c) => `decline ${c}>declined`),
  "revise signatory>lapsed",
  ...consents.map((c) => `reset ${c}>none`),
];
const settings = Object.fromEntries(Object.entries(defaultSettings).map(([k, v]) => [k, v.value])) as Settings;
const now = new Date("2026-12-01T00:00:00Z");
const inDays = (n: number) => new Date(now.getTime() + n * 86_400_000);

describe("every state by every trigger", () => {
  test("the embargo: 10 of 20 are allowed, the others refused with what is possible", () => {
    const allowed: string[] = [];
    let refused = 0;
    for (const trigger of embargoTriggers) {
      for (const state of embargoStates) {
        const to = afterTrigger(state, trigger);
        if (to !== undefined) {
          allowed.push(`${trigger} ${state}>${to}`);
          expect(moveEmbargo(state, trigger)).toBe(to);
        } else {
          refused += 1;
          expect(() => moveEmbargo(state, trigger)).toThrow(Refusal);
        }
      }
    }
    expect(allowed.sort()).toEqual([...em].sort());
    expect([allowed.length, refused]).toEqual([10, 10]);
  });

  test("consent: 15 of 25", () => {
    const allowed = consentTriggers.flatMap((trigger) =>
      consents.flatMap((c) => {
        const to = afterConsent(c, trigger);
        return to === undefined ? [] : [`${trigger} ${c}>${to}`];
      }),
    );
    expect(allowed.sort()).toEqual([...pec].sort());
    expect(allowed).toHaveLength(15);
  });
});

describe("what becomes of a vulnerability", () => {
  const states = allStates();
  test("32 states, 58 moves, 70 histories, 12 states that cannot last", () => {
    expect(new Set(states.map(written)).size).toBe(32);
    expect(states.flatMap(nextMoves)).toHaveLength(58);
    expect(histories()).toHaveLength(70);
    expect(states.filter((s) => forced(s) !== undefined)).toHaveLength(12);
  });

  test("a vendor's three come in order, in every history", () => {
    for (const h of histories()) {
      expect([...h].sort()).toEqual([...caseMoves].sort());
      expect(h.indexOf("V")).toBeLessThan(h.indexOf("F"));
      expect(h.indexOf("F")).toBeLessThan(h.indexOf("D"));
    }
  });

  test("hints fit what happened", () => {
    const en = (letters: string, e: "none" | "active") =>
      hintsFor(new Set(caseMoves.filter((m) => letters.includes(m))), e)
        .map((h) => h.en)
        .join(" ");
    expect(en("VP", "active")).toMatch(/end the embargo.*mitigation/);
    expect(en("VX", "none")).toContain("record that");
    expect(en("VA", "active")).toContain("weigh whether to end");
    expect(en("VFD", "none")).toContain("no new embargo");
    expect(en("V", "active")).toBe("");
  });
});

describe("rules", () => {
  const ground = { facts: [], fixReady: false, fixDeployed: false };
  test("none when public, exploited, attacked or deployed; brief when a fix is ready", () => {
    for (const fact of ["public", "exploit", "attacks"] as const)
      expect(() => checkProposal({ ...ground, facts: [fact] }, inDays(45), now, settings)).toThrow(
        "embargo.not-possible",
      );
    expect(() => checkProposal({ ...ground, fixDeployed: true }, inDays(45), now, settings)).toThrow(
      "embargo.not-possible",
    );
    expect(() => checkProposal({ ...ground, fixReady: true }, inDays(45), now, settings)).toThrow("args.invalid");
    checkProposal({ ...ground, fixReady: true }, inDays(14), now, settings);
    for (const n of [7, 45, 180]) checkProposal(ground, inDays(n), now, settings);
    for (const n of [-1, 6, 182]) expect(() => checkProposal(ground, inDays(n), now, settings)).toThrow("args.invalid");
  });

  const terms = fc.array(
    fc.date({ noInvalidDate: true }).map((endsAt) => ({ endsAt })),
    { minLength: 1 },
  );
  test("the shortest wins; a merge takes the earlier end", () => {
    fc.assert(fc.property(terms, (all) => all.every((x) => (shortest(all)?.endsAt ?? x.endsAt) <= x.endsAt)));
    fc.assert(
      fc.property(terms, terms, ([a], [b]) => {
        const end = mergedEnd(a, b)?.endsAt.getTime();
        return end === Math.min(a?.endsAt.getTime() ?? Infinity, b?.endsAt.getTime() ?? Infinity);
      }),
    );
  });

  test("nobody becomes a signatory without accepting, whatever happens in whatever order", () => {
    const acts = fc.array(fc.constantFrom(...consentTriggers.filter((x) => x !== "accept")), { maxLength: 30 });
    fc.assert(
      fc.property(
        acts,
        fc.constantFrom(...consents.filter((c) => c !== "signatory")),
        (all, start: Consent) => all.reduce<Consent>((c, x) => afterConsent(c, x) ?? c, start) !== "signatory",
      ),
    );
  });

  test("no details before acceptance, under any embargo; silence is no to the second", () => {
    const asked = { consent: "invited", answerBy: inDays(7) } as const;
    expect(consentAt(asked, new Date(inDays(7).getTime() - 1))).toBe("invited");
    expect(consentAt(asked, inDays(7))).toBe("declined");
    for (const state of embargoStates) {
      for (const consent of consents) {
        const may = mayTellDetails({ state, endsAt: inDays(9) }, { consent, answerBy: null }, now);
        const free = state === "none" || state === "exited";
        expect({ state, consent, may }).toEqual({
          state,
          consent,
          may: consent === "signatory" || (free && consent === "none"),
        });
      }
    }
    expect(embargoAt({ state: "active", endsAt: now }, now)).toBe("exited");
    expect(embargoAt({ state: "active", endsAt: inDays(1) }, now)).toBe("active");
  });
});

describe("whose word binds whom", () => {
  const term = (n: number, days: number, partyId: number | null): Terms => ({
    id: n,
    n,
    endsAt: inDays(days),
    state: "proposed",
    partyId,
  });
  const asked = (id: number) => ({ id, consent: "invited", answerBy: inDays(7) }) as const;
  const desks = term(1, 45, null);
  const counter = term(2, 10, 7);
  const talks = {
    state: "proposed",
    termsId: null,
    terms: [desks, counter],
    parties: [asked(7), asked(8), asked(9)],
  } as const;

  test("a party's own counter does not bind by its accepting, however short it is", () => {
    const made = partyAccepts(talks, asked(7), desks, inDays(14), now);
    expect(made.embargo.termsId).toBe(1);
    expect(made.terms).toContainEqual({ id: 1, state: "accepted" });
  });

  test("nobody signs what another party proposed, and nobody else signs with them", () => {
    const made = partyAccepts(talks, asked(8), desks, inDays(14), now);
    expect(made.parties.filter((p) => p.consent === "signatory")).toEqual([
      { id: 8, consent: "signatory", termsId: 1, answerBy: null },
    ]);
  });

  test("what one party proposed waits for the desk, also when another party's word makes the desk's terms bind", () => {
    for (const days of [10, 80]) {
      const made = partyAccepts({ ...talks, terms: [desks, term(2, days, 7)] }, asked(8), desks, inDays(14), now);
      expect(made.terms).toEqual([{ id: 1, state: "accepted" }]);
      expect(made.embargo).toEqual({ state: "revise", termsId: 1 });
    }
  });

  test("when the desk takes a counter, whoever has yet to answer is asked about that", () => {
    const made = deskAccepts(talks, counter, inDays(14), now);
    for (const id of [8, 9])
      expect(made.parties).toContainEqual({ id, consent: "invited", termsId: 2, answerBy: inDays(14) });
  });

  test("what is offered is the desk's, or what binds", () => {
    expect(onOffer(talks)?.id).toBe(1);
    expect(onOffer({ ...talks, terms: [counter] })).toBeUndefined();
    expect(
      onOffer({ ...talks, state: "active", termsId: 2, terms: [desks, { ...counter, state: "accepted" }] })?.id,
    ).toBe(2);
  });
});

test("a proposal may run two hours less or one day more than the settings, and no minute beyond", () => {
  const free = { facts: [], fixReady: false, fixDeployed: false };
  const [hour, minute] = [3_600_000, 60_000];
  const check = (days: number, more: number) => () =>
    checkProposal(free, new Date(inDays(days).getTime() + more), now, settings);
  const [min, max] = [settings["embargo.min-days"], settings["embargo.max-days"]];
  expect(check(min, -2 * hour)).not.toThrow();
  expect(check(min, -2 * hour - minute)).toThrow(Refusal);
  expect(check(max, 24 * hour)).not.toThrow();
  expect(check(max, 24 * hour + minute)).toThrow(Refusal);
});
