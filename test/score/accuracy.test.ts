import { afterAll, describe, expect, test } from "vitest";
import { type CvssScore, score, scoreVector } from "../../src/score/cvss.ts";
import { type CvssVersion, type Metric, metricsOf } from "../../src/score/metrics.ts";
import { vectorText } from "../../src/score/vector.ts";
import { expected2, expected3 } from "../support/cvss-formulas.ts";
import { expected4 } from "../support/cvss4.ts";

type Given = ReadonlyMap<string, string>;

/** Every combination of the values of these metrics. */
function* every(metrics: readonly Metric[], given: Given = new Map()): Generator<Given> {
  const [metric, ...rest] = metrics;
  if (metric === undefined) yield given;
  else for (const value of metric.values) yield* every(rest, new Map(given).set(metric.key, value));
}

/** Values of all metrics in a fixed sequence that looks random (a linear congruence), so that a failure can be run again. */
function* sampled(version: CvssVersion, count: number): Generator<Given> {
  let state = 20_261_126;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  for (let i = 0; i < count; i++) {
    yield new Map(metricsOf[version].map((m) => [m.key, m.values[next(m.values.length)] ?? ""]));
  }
}

const bases = (version: CvssVersion): readonly Metric[] => metricsOf[version].filter((m) => m.base);
const ours = (version: CvssVersion, given: Given): CvssScore =>
  score({ version, given, text: vectorText(version, given) });
const part = (s: CvssScore, group: string): number | undefined => s.parts.find((p) => p.group === group)?.score;

/** What was compared, printed at the end. */
const counts = new Map<string, { compared: number; differing: number; first?: string }>();

function compare(what: string, vector: string, ourScore: number | undefined, theirs: number): void {
  const count = counts.get(what) ?? { compared: 0, differing: 0 };
  count.compared += 1;
  if (ourScore !== theirs) {
    count.differing += 1;
    expect(Math.abs((ourScore ?? Number.NaN) - theirs), vector).toBeCloseTo(0.1, 9);
    count.first ??= `${vector}: ${ourScore}, not ${theirs}`;
  }
  counts.set(what, count);
}

const agree = (what: string, compared: number): void => {
  expect(counts.get(what)).toMatchObject({ compared, differing: 0 });
};

afterAll(() => {
  for (const [what, { compared, differing, first }] of counts) {
    console.log(
      `CVSS ${what}: ${compared} compared, ${differing} differing${first === undefined ? "" : ` (${first})`}`,
    );
  }
});

test("2.0: every base vector, and a sample with all metrics, by the guide's formula", () => {
  for (const given of every(bases("2.0"))) {
    compare("2.0 base", vectorText("2.0", given), ours("2.0", given).score, expected2(given).base);
  }
  for (const given of sampled("2.0", 20_000)) {
    const [scored, expected, text] = [ours("2.0", given), expected2(given), vectorText("2.0", given)];
    compare("2.0 temporal", text, part(scored, "temporal") ?? scored.score, expected.temporal);
    compare("2.0 environmental", text, part(scored, "environmental") ?? scored.overall, expected.environmental);
  }
  agree("2.0 base", 729);
  agree("2.0 temporal", 20_000);
  agree("2.0 environmental", 20_000);
});

/** The three examples of the guide, §3.3, each with the environment in which it names the highest score. */
test.each([
  ["AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H", [7.8, 6.4, 9.2]],
  ["AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:L", [10, 8.3, 9]],
  ["AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:M", [6.2, 4.9, 7.5]],
  ["AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:N/TD:N", [6.2, 4.9, 0]],
  // Nothing is below 0.
  ["AV:L/AC:H/Au:M/C:P/I:N/A:N/E:U/CR:L", [0.8, 0.7, 0]],
])("2.0: %s scores %j", (vector, expected) => {
  expect(scoreVector(vector).parts.map((p) => p.score)).toEqual(expected);
});

/** Products that lie on a border of rounding exactly, which floating point takes over it: 10.0 × 0.92 is 9.2, not 9.3. */
test.each([
  ["CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/RC:U", [10, 9.2]],
  ["CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:N/A:N/E:H/RL:U/RC:U", [5, 4.6]],
  ["CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:N/A:N/RC:U/CR:M/MAV:N", [5, 4.6, 4.6]],
  ["CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/MS:C", [9.8, 9, 9.1]],
])("3.0: %s scores %j", (vector, expected) => {
  expect(scoreVector(vector).parts.map((p) => p.score)).toEqual(expected);
});

describe.each(["3.0", "3.1"] as const)("%s", (version) => {
  const ofGroup = (group: string): Metric[] => metricsOf[version].filter((m) => m.group === group);

  test("every base vector, every temporal one of every base score, and a sample with all metrics", () => {
    const baseScores = new Map<number, Given>();
    for (const given of every(bases(version))) {
      const expected = expected3(version, given).base;
      compare(`${version} base`, vectorText(version, given), ours(version, given).score, expected);
      baseScores.set(expected, given);
    }
    for (const base of baseScores.values()) {
      for (const given of every(ofGroup("temporal"), base)) {
        const [scored, expected] = [ours(version, given), expected3(version, given)];
        compare(`${version} temporal`, vectorText(version, given), scored.overall, expected.temporal);
      }
    }
    for (const given of sampled(version, 20_000)) {
      const [scored, expected, text] = [ours(version, given), expected3(version, given), vectorText(version, given)];
      compare(`${version} all metrics`, text, part(scored, "temporal") ?? scored.score, expected.temporal);
      compare(`${version} all metrics`, text, part(scored, "environmental"), expected.environmental);
    }
    agree(`${version} base`, 2592);
    agree(`${version} temporal`, baseScores.size * 100);
    agree(`${version} all metrics`, 40_000);
  });

  test("every environmental one, before the temporal metrics", { timeout: 60_000 }, () => {
    // Medium is the same as not defined, and the modified metrics say whatever base metrics can.
    const demands = ofGroup("environmental").filter((m) => m.key.length === 2 && m.key.endsWith("R"));
    const levels = demands.map((m) => ({ ...m, values: m.values.filter((v) => v !== "M") }));
    const [base] = every(bases(version));
    for (const modified of every(bases(version))) {
      const start = new Map([...(base ?? []), ...[...modified].map(([key, v]) => [`M${key}`, v] as const)]);
      for (const given of every(levels, start)) {
        const text = vectorText(version, given);
        compare(
          `${version} environmental`,
          text,
          ours(version, given).overall,
          expected3(version, given).environmental,
        );
      }
    }
    agree(`${version} environmental`, 69_984);
  });
});

describe("4.0", () => {
  test.each(["N", "A", "L", "P"])("every base vector with AV:%s, by the macro vectors", { timeout: 120_000 }, (av) => {
    const what = `4.0 base, AV:${av}`;
    const [, ...rest] = bases("4.0");
    for (const given of every(rest, new Map([["AV", av]]))) {
      compare(what, vectorText("4.0", given), ours("4.0", given).score, expected4(given) / 10);
    }
    agree(what, 104_976 / 4);
  });

  test("a sample with all metrics", { timeout: 60_000 }, () => {
    for (const given of sampled("4.0", 2000)) {
      compare("4.0 all metrics", vectorText("4.0", given), ours("4.0", given).score, expected4(given) / 10);
    }
    agree("4.0 all metrics", 2000);
  });
});
