import { expect, test } from "vitest";
import { type Answer, holding, wholeStatus } from "../../src/domain/answers.ts";
import type { PartyStatus } from "../../src/domain/parties.ts";

let day = 0;
const said = (status: PartyStatus, vulnerabilityId: number | null = null, product: string | null = null): Answer => {
  day += 1;
  return { status, vulnerabilityId, product, at: new Date(Date.UTC(2026, 10, day)) };
};

test.each<readonly [string, readonly Answer[], readonly number[], string | undefined]>([
  ["nothing was said", [], [1, 2], undefined],
  ["all at once", [said("not_affected")], [1, 2], "not_affected"],
  ["a case that lists none", [said("affected")], [], "affected"],
  ["one of two", [said("not_affected", 1)], [1, 2], "not_affected_investigating"],
  ["one affected, one not", [said("affected", 1), said("not_affected", 2)], [1, 2], "affected"],
  ["one affected, nothing of the other", [said("affected", 1)], [1, 2], "affected_investigating"],
  ["one product alone", [said("affected", null, "A")], [], "affected_investigating"],
  ["all, then one product otherwise", [said("not_affected"), said("affected", null, "A")], [], "affected"],
  [
    "a newer word about all takes the place of those before",
    [said("affected", 1), said("not_affected")],
    [1, 2],
    "not_affected",
  ],
  ["still looking", [said("not_affected_investigating")], [1], "not_affected_investigating"],
])("%s", (_, answers, vulnerabilities, status) => {
  expect(wholeStatus(answers, vulnerabilities)).toBe(status);
});

test("the newest word about each product holds, since the last word about all", () => {
  const answers = [
    said("affected", 1, "A"),
    said("not_affected"),
    said("affected", 2, "B"),
    said("not_affected", 2, "B"),
  ];
  expect(holding(answers, 1)).toEqual([answers[1]]);
  expect(holding(answers, 2)).toEqual([answers[1], answers[3]]);
});
