import calculator from "ae-cvss-calculator";
import type { Both } from "../locale.ts";
import { type CvssVersion, isUndefined, type MetricGroup, metricsOf } from "./metrics.ts";
import { scores2 } from "./v2.ts";
import { temporal3, untimed } from "./v3.ts";
import { parseVector, type Vector, vectorText } from "./vector.ts";

/** The score with the base metrics and those of one further group. */
interface PartScore {
  readonly group: MetricGroup;
  readonly score: number;
}

export interface CvssScore {
  readonly version: CvssVersion;
  /** The vector with its metrics in the order of the specification. */
  readonly vector: string;
  /** Base score (v2.0, v3.x) or the score of the given metrics (v4.0), 0.0–10.0. */
  readonly score: number;
  /** The base score first, then that of each further group of which a metric is defined. */
  readonly parts: readonly PartScore[];
  /** With everything that was given. */
  readonly overall: number;
}

type Scores = Readonly<Partial<Record<MetricGroup, number | undefined>>> & { readonly overall: number };

const { Cvss2, Cvss3P0, Cvss3P1, Cvss4P0 } = calculator;

/** Version → the scores of a vector, by group. */
const calculators: Readonly<Record<CvssVersion, (vector: string, given: ReadonlyMap<string, string>) => Scores>> = {
  // Only its base score is the library's: further ones it does not round in between, as the guide does.
  "2.0": (vector, given) => {
    const { base = 0 } = new Cvss2(vector).calculateScores();
    const further = scores2(given, base);
    return { base, ...further, overall: further.environmental };
  },
  // The library multiplies by the temporal metrics in floating point, which 3.0's way of rounding up does not forgive.
  "3.0": (_, given) => {
    const { base = 0, environmental } = new Cvss3P0(vectorText("3.0", untimed(given))).calculateScores();
    const temporal = temporal3(base, given);
    if (environmental === undefined) return { base, temporal, overall: temporal };
    const later = temporal3(environmental, given);
    return { base, temporal, environmental: later, overall: later };
  },
  "3.1": (vector) => new Cvss3P1(vector).calculateScores(),
  "4.0": (vector) => {
    const { baseMetricsOnly, ...scores } = new Cvss4P0(vector).calculateScores();
    return { ...scores, base: baseMetricsOnly };
  },
};

/** Scores a vector that was read. */
export function score({ version, given, text }: Vector): CvssScore {
  const scores = calculators[version](text, given);
  const parts: PartScore[] = [];
  for (const metric of metricsOf[version]) {
    const { group } = metric;
    const value = given.get(metric.key);
    const isFirst = parts.at(-1)?.group !== group;
    const partScore = isFirst && value !== undefined && !isUndefined(metric, value) ? scores[group] : undefined;
    if (partScore !== undefined) parts.push({ group, score: partScore });
  }
  const chosen = version === "4.0" ? scores.overall : scores.base;
  if (chosen === undefined) throw new Error("a complete vector got no score");
  return { version, vector: text, score: chosen, parts, overall: scores.overall };
}

/**
 * Reads and scores a CVSS vector, v2.0, v3.0, v3.1 or v4.0.
 * @throws Refusal `cvss.invalid` that names the first wrong metric and what is allowed there.
 */
export const scoreVector = (typed: string): CvssScore => score(parseVector(typed));

const severities = [
  { from: 9, words: { ja: "緊急", en: "Critical" } },
  { from: 7, words: { ja: "重要", en: "High" } },
  { from: 4, words: { ja: "警告", en: "Medium" } },
  { from: 0.1, words: { ja: "注意", en: "Low" } },
  { from: 0, words: { ja: "なし", en: "None" } },
] as const;

/** Severity names (the bands of CVSS v3 and v4 for every version; Japanese names as IPA uses them). */
export const severity = (value: number): Both => (severities.find((s) => value >= s.from) ?? severities[4]).words;
