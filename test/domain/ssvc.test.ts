import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answers, decide, flips, lookUp, unanswered } from "../../src/domain/ssvc/decide.ts";
import { type PointKey, pointKeys, pointOf } from "../../src/domain/ssvc/points.ts";
import { type KnownFacts, prefill } from "../../src/domain/ssvc/prefill.ts";
import { type DecisionTable, decisionTables, publicSafety, utility } from "../../src/domain/ssvc/tables.ts";
import { selectionList } from "../../src/exports/selection-list.ts";
import { aCase, aParty } from "../support/case.ts";

const folder = path.resolve(import.meta.dirname, "../../../shared/data/ssvc");
const absent = !existsSync(folder);
if (absent) console.log("skipped: SSVC's own tables, because ../shared/data/ssvc is not here");

/** RFC 3339, and a day that exists. */
function isDateTime(text: string): boolean {
  const [, day = ""] = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/** Every way to answer all points of a table. */
const every = (table: DecisionTable): Answers[] =>
  table.points.reduce<Answers[]>(
    (all, key) => all.flatMap((a) => pointOf(key).values.map((v) => ({ ...a, [key]: v.key }))),
    [{}],
  );

interface Upstream {
  readonly key: string;
  readonly version: string;
  readonly outcome: string;
  readonly decision_points: Readonly<Record<string, { readonly values: readonly { readonly key: string }[] }>>;
  readonly mapping: readonly Readonly<Record<string, string>>[];
}

describe.skipIf(absent)("SSVC's own tables", () => {
  test.each([
    ["coordinator_triage_1_0_0.json", decisionTables.triage, 192],
    ["coordinator_publish_decision_table_1_0_0.json", decisionTables.publish, 27],
    ["utility_1_0_0.json", utility, 4],
    ["public_safety_impact_1_0_0.json", publicSafety, 4],
  ] as const)("%s: every row, key and version", (file, table, rows) => {
    const theirs = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Upstream;
    expect([table.key, table.version]).toEqual([theirs.key, theirs.version]);
    expect(`ssvc:${table.outcome.key}:${table.outcome.version}`).toBe(theirs.outcome);
    const name = (key: PointKey) => `ssvc:${key}:${pointOf(key).version}`;
    expect([...table.points.map(name), theirs.outcome].sort()).toEqual(Object.keys(theirs.decision_points).sort());
    for (const key of table.points) {
      expect(
        pointOf(key)
          .values.map((v) => v.key)
          .sort(),
        key,
      ).toEqual(theirs.decision_points[name(key)]?.values.map((v) => v.key).sort());
    }
    expect(theirs.mapping).toHaveLength(rows);
    let differing = 0;
    for (const row of theirs.mapping) {
      const answers = Object.fromEntries(table.points.map((key) => [key, row[name(key)] ?? ""])) as Answers;
      if (lookUp(table, answers) !== row[theirs.outcome]) differing += 1;
    }
    console.log(`${table.key}: ${theirs.mapping.length} rows compared, ${differing} differing`);
    expect(differing).toBe(0);
  });

  test("an export is a SelectionList by its schema", () => {
    const schema = JSON.parse(readFileSync(path.join(folder, "SelectionList_2_0_0.schema.json"), "utf8")) as object;
    // The two formats that it names; one that ajv does not know would throw here.
    const formats = { "date-time": isDateTime, uri: URL.canParse };
    const validate = new Ajv2020({ strict: false, allErrors: true, formats }).compile(schema);
    for (const table of Object.values(decisionTables)) {
      for (const answers of every(table)) {
        const outcome = decide(table, answers)?.key ?? "";
        const list: unknown = JSON.parse(selectionList("TDK#48213377", { table, answers, outcome, at: new Date(0) }));
        expect(validate(list), JSON.stringify(validate.errors)).toBe(true);
      }
    }
    const table = decisionTables.triage;
    const made = (at: string): object => ({
      ...JSON.parse(selectionList("TDK#1", { table, answers: every(table)[0] ?? {}, outcome: "D", at: new Date(0) })),
      timestamp: at,
    });
    expect(validate(made("2026-11-26T00:00:00Z"))).toBe(true);
    for (const at of ["x", "2026-02-30T00:00:00Z", "2026-11-26", "2026-11-26T25:00:00Z"])
      expect(validate(made(at)), at).toBe(false);
  });
});

test.each([
  ["triage", 192, { D: 150, T: 15, C: 27 }],
  ["publish", 27, { N: 13, P: 14 }],
] as const)("%s is total: %i rows, and so many of each outcome", (name, rows, counts) => {
  const table = decisionTables[name];
  const outcomes = every(table).map((a) => decide(table, a)?.key ?? "none");
  expect(outcomes).toHaveLength(rows);
  expect(
    Object.fromEntries(Object.entries(Object.groupBy(outcomes, (o) => o)).map(([k, v]) => [k, v?.length])),
  ).toEqual(counts);
});

test("a point that is open leaves the decision open, whatever stands there", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(decisionTables)), fc.string(), fc.nat(6), (table, junk, n) => {
      const point = table.points[n % table.points.length] ?? "RP";
      const known = pointOf(point).values.some((v) => v.key === junk);
      const answers = { ...every(table)[0], [point]: junk };
      expect(decide(table, answers) === undefined).toBe(!known);
      expect(unanswered(table, answers)).toEqual(known ? [] : [point]);
    }),
  );
});

test("a flip is one answer that, changed alone, changes the outcome: none is missing, none is extra", () => {
  for (const table of Object.values(decisionTables)) {
    for (const answers of every(table)) {
      const found = flips(table, answers).map((f) => `${f.point}=${f.to}:${f.outcome.key}`);
      const expected = table.points.flatMap((p) =>
        pointOf(p).values.flatMap((v) => {
          const outcome = decide(table, { ...answers, [p]: v.key })?.key;
          return outcome === decide(table, answers)?.key ? [] : [`${p}=${v.key}:${outcome}`];
        }),
      );
      expect(found).toEqual(expected);
    }
  }
});

const facts = (over: Partial<KnownFacts> = {}): KnownFacts => ({
  c: aCase(),
  report: {},
  parties: [],
  metrics: new Map(),
  ...over,
});
const says = (point: PointKey, over: Partial<KnownFacts> = {}) => prefill(point, facts(over))?.value;

test.each([
  ["RP", {}, "N"],
  ["RP", { c: aCase({ state: "PUB" }) }, "Y"],
  ["RP", { report: { exploit_public: "yes" } }, "Y"],
  ["SCON", {}, "N"],
  ["SCON", { report: { reported_to_vendor: "yes" } }, "Y"],
  ["SCON", { c: aCase({ baseOn: new Date(0) }) }, "Y"],
  ["RC", {}, undefined],
  ["RC", { c: aCase({ acceptedAt: new Date(0) }) }, "C"],
  ["SC", { parties: [aParty(), aParty({ id: 2, n: 2 })] }, "M"],
  ["SC", {}, "O"],
  ["SE", { parties: [aParty({ work: "verifying" })] }, "A"],
  ["SE", { c: aCase({ listing: 1 }) }, "U"],
  ["A", { metrics: new Map([["AU", "Y"]]) }, "Y"],
  ["VD", { metrics: new Map([["V", "C"]]) }, "C"],
  ["PSI", {}, undefined],
  ["PSI", { metrics: new Map([["MSI", "S"]]) }, "S"],
  // S is the scope in 3.1, and safety in 4.0 alone.
  [
    "PSI",
    {
      metrics: new Map([
        ["version", "3.1"],
        ["S", "C"],
      ]),
    },
    undefined,
  ],
  [
    "PSI",
    {
      metrics: new Map([
        ["version", "4.0"],
        ["S", "N"],
      ]),
    },
    "M",
  ],
  ["SINV", { parties: [aParty({ work: "fix_ready" })] }, "FR"],
  ["SINV", { parties: [aParty({ work: "no_fix" })] }, "UU"],
  ["SINV", { parties: [aParty({ work: "verifying" })] }, "C"],
  ["E", { report: { exploited: "yes", exploit_public: "yes" } }, "A"],
  ["E", { report: { exploited: "no", exploit_public: "no" } }, "N"],
  ["E", { report: { exploited: "unknown" } }, undefined],
  ["PVA", {}, "P"],
  ["PVA", { c: aCase({ state: "PUB" }), parties: [aParty({ work: "fix_ready" })] }, "L"],
  ["PVA", { c: aCase({ state: "PUB" }) }, "A"],
] as const)("%s from %j is %s", (point, over, value) => {
  expect(says(point, over)).toBe(value);
});

test("what the facts suggest is a value of its point, with a reason in both languages", () => {
  for (const point of pointKeys) {
    const found = prefill(
      point,
      facts({
        report: { exploited: "yes" },
        metrics: new Map([
          ["AU", "N"],
          ["V", "D"],
        ]),
      }),
    );
    if (found === undefined) continue;
    expect(pointOf(point).values.map((v) => v.key)).toContain(found.value);
    expect(found.because.ja && found.because.en).not.toBe("");
  }
});
