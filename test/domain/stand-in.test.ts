import fc from "fast-check";
import { expect, test } from "vitest";
import { wallIn } from "../../src/calendar.ts";
import { type Layer, onDuty, type Roster } from "../../src/domain/roster.ts";
import { gapsBetween } from "../../src/domain/stand-in.ts";

const begin = Date.parse("2026-11-30T00:00:00Z");
const hour = 3_600_000;
const people = [1, 2, 3] as const;
const aPerson = fc.constantFrom(...people);
const aSpan = fc
  .tuple(fc.integer({ min: -200, max: 600 }), fc.integer({ min: 1, max: 300 }))
  .map(([from, n]) => ({ startsAt: new Date(begin + from * hour), endsAt: new Date(begin + (from + n) * hour) }));
const aLayer = (line: string, position: number): fc.Arbitrary<Layer> =>
  fc.record({
    line: fc.constant(line),
    position: fc.constant(position),
    memberIds: fc.array(aPerson, { minLength: 1, maxLength: 3 }),
    days: fc.constantFrom(1, 7),
    minutes: fc.constantFrom(0, 600),
    zone: fc.constantFrom("Asia/Tokyo", "Europe/London"),
    anchorDay: fc.constant(20_787),
    hours: fc.constantFrom("always" as const, "office" as const),
    startsAt: fc.constant(new Date(begin - 1000 * hour)),
    endsAt: fc.constant(null),
  });
const aRoster: fc.Arbitrary<Roster> = fc.record({
  layers: fc.tuple(aLayer("first", 1), aLayer("second", 2)),
  overrides: fc.array(
    fc.tuple(aSpan, aPerson).map(([s, memberId]) => ({ ...s, memberId, line: "first", id: 1 })),
    { maxLength: 1 },
  ),
  absences: fc.array(
    fc.tuple(aSpan, aPerson).map(([s, memberId]) => ({ ...s, memberId })),
    { maxLength: 2 },
  ),
  shifts: fc.array(
    fc.tuple(aSpan, aPerson).map(([s, memberId]) => ({ ...s, memberIds: [memberId], id: 1 })),
    { maxLength: 1 },
  ),
});

test("at every moment of an absence each line that changes hands stands in one stretch, with whoever has it then", () => {
  let changed = 0;
  fc.assert(
    fc.property(
      aRoster,
      aSpan,
      aPerson,
      fc.array(fc.nat(1_000_000), { minLength: 5 }),
      (before, span, away, shares) => {
        const after: Roster = { ...before, absences: [...before.absences, { ...span, memberId: away }] };
        const gaps = gapsBetween(before, after, away, span, wallIn);
        for (const share of shares) {
          const at = new Date(
            span.startsAt.getTime() +
              Math.floor(((span.endsAt.getTime() - span.startsAt.getTime()) * share) / 1_000_001),
          );
          const then = onDuty(after, at, wallIn);
          for (const turn of onDuty(before, at, wallIn)) {
            const instead = then.find((t) => t.line === turn.line)?.memberId ?? null;
            const found = gaps.filter((g) => g.line === turn.line && g.startsAt <= at && at < g.endsAt);
            if (turn.memberId === null) continue;
            const hasChanged = turn.memberId === away && instead !== away;
            if (hasChanged) changed += 1;
            expect(found.map((g) => g.memberId)).toEqual(hasChanged ? [instead] : []);
          }
        }
      },
    ),
    { numRuns: 60, endOnFailure: true },
  );
  expect(changed).toBeGreaterThan(20);
});
