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

/**
 * Where the exact product lies on a border of rounding, the library's floating point falls to the other side of it by 0.1. 3.0 leaves
 * that open (3.1 closed it with its Roundup). Only temporal and environmental scores are touched, never a base
 * score, by which the desk decides. Pinned, so that a change of the library is seen.
 */
const knownOnBorders: Readonly<Record<string, number>> = {
  "3.0 temporal": 37,
  "3.0 environmental": 16,
};

const agree = (what: string, compared: number): void => {
  expect(counts.get(what)).toMatchObject({ compared, differing: knownOnBorders[what] ?? 0 });
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

describe.each(["3.0", "3.1"] as const)("%s", (version) => {
  test("every base vector, and a sample with all metrics, by the specification's formula", () => {
    for (const given of every(bases(version))) {
      compare(
        `${version} base`,
        vectorText(version, given),
        ours(version, given).score,
        expected3(version, given).base,
      );
    }
    for (const given of sampled(version, 20_000)) {
      const [scored, expected, text] = [ours(version, given), expected3(version, given), vectorText(version, given)];
      compare(`${version} temporal`, text, part(scored, "temporal") ?? scored.score, expected.temporal);
      compare(`${version} environmental`, text, part(scored, "environmental"), expected.environmental);
    }
    agree(`${version} base`, 2592);
    agree(`${version} temporal`, 20_000);
    agree(`${version} environmental`, 20_000);
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
