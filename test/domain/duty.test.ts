import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultLadder, type LadderRow, ladder, nextRung } from "../../src/domain/duty.ts";

const wait = 15;
const ids = (rows: readonly LadderRow[], lines: (number | null)[], assignee: number | null = null) =>
  ladder(rows, { lines, assignee }, wait).map((r) => r.memberId);

test.each<[string, readonly LadderRow[], (number | null)[], number | null, (number | null)[]]>([
  ["those on duty, then the room", defaultLadder, [1, 2], 7, [1, 2, null]],
  ["nobody on duty", defaultLadder, [], null, [null]],
  ["a line with nobody falls away", defaultLadder, [null, 2], null, [2, null]],
  ["one person in two lines is asked once", defaultLadder, [1, 1], null, [1, null]],
  [
    "a line, the assignee, another line",
    [
      { who: "line-1", after: 5 },
      { who: "assignee", after: 10 },
      { who: "line-2", after: 20 },
    ],
    [1, 2],
    7,
    [1, 7, 2, null],
  ],
  ["a case that nobody has", [{ who: "assignee", after: 5 }], [1], null, [null]],
  [
    "the room in the middle",
    [
      { who: "line-1", after: 5 },
      { who: "desk-room", after: 5 },
      { who: "line-2", after: 5 },
    ],
    [1, 2],
    null,
    [1, null, 2],
  ],
])("%s", (_, rows, lines, assignee, expected) => {
  expect(ids(rows, lines, assignee)).toEqual(expected);
});

test("a row's own minutes count, else the desk's", () => {
  const rows: LadderRow[] = [
    { who: "line-1", after: null },
    { who: "line-2", after: 3 },
  ];
  expect(ladder(rows, { lines: [1, 2], assignee: null }, wait).map((r) => r.after)).toEqual([15, 3, 15]);
});

const aRow = fc.record({
  who: fc.constantFrom("duty", "assignee", "desk-room", "line-1", "line-2", "line-3"),
  after: fc.option(fc.integer({ min: 1, max: 60 })),
}) as fc.Arbitrary<LadderRow>;
const aPerson = fc.option(fc.integer({ min: 1, max: 4 }));

test("whatever changes between two rungs, nobody is asked twice, and in the end the room was asked", () => {
  fc.assert(
    fc.property(
      fc.array(aRow, { maxLength: 5 }),
      fc.array(fc.record({ lines: fc.array(aPerson, { maxLength: 3 }), assignee: aPerson }), {
        minLength: 12,
        maxLength: 12,
      }),
      (rows, changes) => {
        const asked: (number | null)[] = [];
        for (const people of changes) {
          const next = nextRung(ladder(rows, people, wait), new Set(asked));
          if (next !== undefined) asked.push(next.memberId);
        }
        expect(new Set(asked).size).toBe(asked.length);
        expect(asked).toContain(null);
      },
    ),
  );
});
