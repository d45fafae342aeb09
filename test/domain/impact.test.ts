import { expect, test } from "vitest";
import { impactOf, spreadOf } from "../../src/domain/impact.ts";

test.each([
  ["wide", 0, "normal"],
  ["wide", 3.9, "normal"],
  ["wide", 4.0, "priority"],
  ["wide", 6.9, "priority"],
  ["wide", 7.0, "priority"],
  ["wide", 10, "priority"],
  ["medium", 3.9, "simple"],
  ["medium", 4.0, "normal"],
  ["medium", 6.9, "normal"],
  ["medium", 7.0, "priority"],
  ["narrow", 3.9, "simple"],
  ["narrow", 6.9, "simple"],
  ["narrow", 7.0, "normal"],
  ["narrow", 10, "normal"],
] as const)("appendix 4: %s × %s = %s", (spread, score, expected) => {
  expect(impactOf(spread, score)).toBe(expected);
});

test.each([
  [{ users: undefined, infrastructure: "unknown", exploited: "unknown" }, "wide"],
  [{ users: 10, infrastructure: "unknown", exploited: "yes" }, "wide"],
  [{ users: 10, infrastructure: "yes", exploited: "no" }, "wide"],
  [{ users: 999, infrastructure: "unknown", exploited: "unknown" }, "narrow"],
  [{ users: 1000, infrastructure: "no", exploited: "no" }, "medium"],
  [{ users: 99_999, infrastructure: "no", exploited: "no" }, "medium"],
  [{ users: 100_000, infrastructure: "no", exploited: "no" }, "wide"],
] as const)("spread of %o is %s", (known, expected) => {
  expect(spreadOf(known, { narrowBelow: 1000, mediumBelow: 100_000 }).spread).toBe(expected);
});
