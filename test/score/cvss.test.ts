import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "../../src/refusal.ts";
import { scoreVector, severity } from "../../src/score/cvss.ts";
import { cvssVersions, metricsOf } from "../../src/score/metrics.ts";
import { valueWords } from "../../src/score/values.ts";

test.each([
  ["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 7.8],
  ["CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0],
  ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3],
  ["AV:N/AC:L/Au:N/C:P/I:P/A:P", 7.5],
  ["AV:N/AC:L/Au:N/C:P/I:P/A:P/E:U/RL:OF/CDP:H", 7.5],
  // Temporal metrics do not change the base score that the matrix uses.
  ["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/E:P/RL:O", 7.8],
])("%s scores %s", (vector, score) => {
  expect(scoreVector(vector)).toMatchObject({ vector, score });
});

test("metrics in any order and full-width letters are put in the specification's order", () => {
  expect(scoreVector("ＣＶＳＳ:3.1/A:H/I:H/C:H/S:U/UI:R/PR:N/AC:L/AV:L").vector).toBe(
    "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
  );
});

test.each([
  "(AV:N/AC:L/Au:N/C:P/I:P/A:P)",
  "CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P",
  "CVSS2#AV:N/AC:L/Au:N/C:P/I:P/A:P",
  "av:n/ac:l/au:n/c:p/i:p/a:p",
])("2.0 may be written as %s, and is kept as its guide writes it", (typed) => {
  expect(scoreVector(typed).vector).toBe("AV:N/AC:L/Au:N/C:P/I:P/A:P");
});

test("each group that is defined has its own score; supplemental metrics have none", () => {
  const parts = (vector: string) => scoreVector(vector).parts.map((p) => [p.group, p.score]);
  expect(parts("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/RL:X/CR:L")).toEqual([
    ["base", 9.8],
    ["temporal", 9],
    ["environmental", 8.7],
  ]);
  expect(parts("AV:N/AC:L/Au:N/C:P/I:P/A:P/E:U/CDP:H")).toEqual([
    ["base", 7.5],
    ["temporal", 6.4],
    ["environmental", 8.2],
  ]);
  expect(parts("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U/AU:Y")).toEqual([
    ["base", 9.3],
    ["threat", 8.1],
  ]);
});

test("every value of every metric has its words in both languages", () => {
  for (const version of cvssVersions) {
    for (const m of metricsOf[version]) {
      for (const v of m.values) {
        const { ja, en } = valueWords(version, m.key, v);
        expect(ja && en, `${version} ${m.key}:${v}`).not.toBe("");
      }
    }
  }
});

const aVector = fc
  .constantFrom(...cvssVersions)
  .chain((version) =>
    fc
      .tuple(
        ...metricsOf[version].map((m) =>
          (m.base ? fc.constantFrom(...m.values) : fc.option(fc.constantFrom(...m.values), { nil: undefined })).map(
            (v) => v && `${m.key}:${v}`,
          ),
        ),
      )
      .map((parts) => ({ version, parts: parts.filter((p) => p !== undefined) })),
  );

test("order and case of metrics change nothing", () => {
  fc.assert(
    fc.property(aVector, fc.infiniteStream(fc.nat()), fc.boolean(), ({ version, parts }, order, isLower) => {
      const mixed = parts.map((p) => ({ p, at: order.next().value })).sort((a, b) => a.at - b.at);
      const typed = [`CVSS:${version}`, ...mixed.map((m) => m.p)].join("/");
      const straight = scoreVector([`CVSS:${version}`, ...parts].join("/"));
      expect(scoreVector(isLower ? typed.toLowerCase() : typed)).toEqual(straight);
      // What was written is read again as the same.
      expect(scoreVector(straight.vector)).toEqual(straight);
    }),
    { numRuns: 200 },
  );
});

test("any string is scored or refused with a reason and what is allowed", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "CVSS:3.1",
      "CVSS:2.0",
      "CVSS:4.0",
      "AV:N",
      "Au:N",
      "A:X",
      "",
      ":",
      "A",
      "(",
      ")",
      "__proto__:N",
      "AV:constructor",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      try {
        expect(scoreVector(pieces.join("/")).score).toBeGreaterThanOrEqual(0);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        expect(error.code).toBe("cvss.invalid");
        expect(error.hint?.parts.en.length).toBeGreaterThan(0);
        expect(error.hint?.parts.ja.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 2000 },
  );
});

const words = (v: string): string => {
  try {
    scoreVector(v);
    return "no refusal";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.says, error.hint].map((x) => x?.parts.en.map((p) => p.text).join("") ?? "").join(" ");
  }
};

test.each([
  [
    "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:X",
    '"A:X" is not a value of Availability in CVSS 3.1 (base). Use A:H · A:L · A:N.',
  ],
  ["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H", "Base metrics are missing: A (Availability)"],
  ["CVSS:3.1/AV:L/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", "AV is given twice"],
  ["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/ZZ:1", "ZZ is no metric of CVSS 3.1"],
  ["CVSS:2.0/AV:L", "Base metrics are missing: AC (Access Complexity), Au (Authentication)"],
  ["CVSS:1.0/AV:L", 'A vector that begins with "CVSS:1.0" cannot be read.'],
  ["CVSS:3.1/AV:L//AC:L", 'Metric 2 is empty: there is a "/" too many.'],
  ["CVSS:3.1/AV:L/AC:L:L", 'Metric 2, "AC:L:L" is not a value of Attack Complexity'],
  [
    "AV:N/AC:L/Au:N/C:P/I:P/A:H",
    'Metric 6, "A:H" is not a value of Availability Impact in CVSS 2.0 (base). Use A:N · A:P · A:C.',
  ],
  ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/U:Blue", "Use U:X · U:Clear · U:Green"],
  ["AV:N/AC:L", 'begins with "AV:N"'],
  ["", "cannot be read"],
  [
    "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:R/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
    '"UI:R" is not a value of User Interaction in CVSS 4.0',
  ],
  ["CVSS:3.1/AV/AC:L", '"AV" is not a value of Attack Vector'],
])("%s is refused by the metric that is wrong", (vector, expected) => {
  expect(words(vector)).toContain(expected);
});

test.each([
  [0, "None"],
  [0.1, "Low"],
  [3.9, "Low"],
  [4, "Medium"],
  [6.9, "Medium"],
  [7, "High"],
  [8.9, "High"],
  [9, "Critical"],
])("severity of %s is %s", (score, expected) => expect(severity(score).en).toBe(expected));
