import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "../../src/refusal.ts";
import { scoreVector } from "../../src/score/cvss.ts";
import { cvssVersions, groupsOf, isUndefined, metricsOf } from "../../src/score/metrics.ts";
import { parseVector, refined } from "../../src/score/vector.ts";

const base3 = "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H";
const base2 = "AV:N/AC:L/Au:N/C:P/I:P/A:P";

test.each([
  [base3, "E:P/CR:H", `${base3}/E:P/CR:H`],
  [`${base3}/E:P/CR:H`, "E:X", `${base3}/CR:H`],
  [`${base3}/E:X/RL:X`, "rc:c", `${base3}/RC:C`],
  [base3, "AV:N", base3.replace("AV:L", "AV:N")],
  [base2, "TD:H/E:POC", `${base2}/E:POC/TD:H`],
  [`${base2}/E:POC/TD:H`, "E:ND/TD:ND", base2],
  [base3, "/Ｅ:Ｐ", `${base3}/E:P`],
])("%s with %s is %s", (before, changes, after) => {
  expect(refined(parseVector(before), changes).text).toBe(after);
});

test.each([
  ["E:Q", 'Metric 1, "E:Q" is not a value of Exploit Code Maturity'],
  ["E:P/AU:Y", 'Metric 2, "AU:Y": AU is no metric of CVSS 3.1'],
  ["E:P/E:U", "E is given twice"],
  ["AV:X", "is not a value of Attack Vector in CVSS 3.1 (base)"],
])("%s is refused by the metric that is wrong", (changes, expected) => {
  try {
    refined(parseVector(base3), changes);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.says.parts.en.map((p) => p.text).join("")).toContain(expected);
  }
});

const aVersion = fc.constantFrom(...cvssVersions);
const metricsIn = (version: (typeof cvssVersions)[number], isBase: boolean) =>
  fc
    .tuple(...metricsOf[version].filter((m) => m.base === isBase).map((m) => fc.constantFrom(...m.values)))
    .map((values) => metricsOf[version].filter((m) => m.base === isBase).map((m, i) => [m, values[i] ?? ""] as const));

test("saying every further metric anew, group by group, is the vector with exactly those that are defined", () => {
  fc.assert(
    fc.property(
      aVersion.chain((v) => fc.tuple(fc.constant(v), metricsIn(v, true), metricsIn(v, false), metricsIn(v, false))),
      ([version, base, before, after]) => {
        const written = (all: typeof base) => all.map(([m, value]) => `${m.key}:${value}`);
        let vector = parseVector([`CVSS:${version}`, ...written(base), ...written(before)].join("/"));
        for (const group of groupsOf(version).filter((g) => g !== "base"))
          vector = refined(vector, written(after.filter(([m]) => m.group === group)).join("/"));
        const short = after.filter(([m, value]) => !isUndefined(m, value));
        expect(vector).toEqual(parseVector([`CVSS:${version}`, ...written(base), ...written(short)].join("/")));
        // Shorter, and worth the same.
        const long = scoreVector([`CVSS:${version}`, ...written(base), ...written(after)].join("/"));
        expect(scoreVector(vector.text)).toMatchObject({ score: long.score, overall: long.overall });
      },
    ),
    { numRuns: 300 },
  );
});
