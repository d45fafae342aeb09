import { score as scoreOf, severity } from "./cvss.ts";
import { isUndefined, type Metric, metricsOf } from "./metrics.ts";
import { type Vector, vectorText } from "./vector.ts";

/** A metric with what a vector says of it. */
export interface Said {
  readonly metric: Metric;
  readonly value: string;
}

/** Every metric of a vector that says something, in the specification's order. */
export const saidIn = ({ version, given }: Vector): readonly Said[] =>
  metricsOf[version].flatMap((metric) => {
    const value = given.get(metric.key);
    return value === undefined || isUndefined(metric, value) ? [] : [{ metric, value }];
  });

export interface Difference {
  readonly metric: Metric;
  /** What each of the two says; `undefined` where it says nothing. */
  readonly values: readonly [string | undefined, string | undefined];
}

/**
 * The metrics on which two vectors differ, or `undefined` when they cannot be laid side by side: only 3.0 and 3.1 share their metrics.
 */
export function differences(a: Vector, b: Vector): readonly Difference[] | undefined {
  const metrics = metricsOf[a.version];
  if (metrics !== metricsOf[b.version]) return undefined;
  const value = (v: Vector, key: string): string | undefined => saidIn(v).find((s) => s.metric.key === key)?.value;
  return metrics
    .map((metric) => ({ metric, values: [value(a, metric.key), value(b, metric.key)] as const }))
    .filter(({ values: [one, other] }) => one !== other);
}

/** One metric changed. */
export interface Change {
  readonly metric: Metric;
  readonly from: string;
  readonly to: string;
}

/** One metric changed alone, and the score that follows. */
export interface Crossing extends Change {
  readonly score: number;
}

/** Two metrics changed together, and the score that follows. */
export interface PairCrossing {
  readonly changes: readonly [Change, Change];
  readonly score: number;
}

/** The score of a vector with some metrics changed. */
function changedScore(vector: Vector, changes: readonly Change[]): number {
  const given = new Map([...vector.given, ...changes.map(({ metric, to }) => [metric.key, to] as const)]);
  return scoreOf({ ...vector, given, text: vectorText(vector.version, given) }).score;
}

/** Every change of a single base metric, in 4.0 of the exploit maturity too. */
function* singles(vector: Vector): Generator<Crossing> {
  const decisive = metricsOf[vector.version].filter((m) => m.base || m.group === "threat");
  for (const metric of decisive) {
    const from = vector.given.get(metric.key) ?? metric.values[0] ?? "";
    for (const to of metric.values) {
      if (to !== from) yield { metric, from, to, score: changedScore(vector, [{ metric, from, to }]) };
    }
  }
}

/**
 * "What would make it High?": every single change that takes the score over a border of severity. The smallest change of the score first,
 * upward before downward.
 */
export function crossings(vector: Vector): readonly Crossing[] {
  const now = scoreOf(vector).score;
  const rank = (c: Crossing): number => (c.score > now ? c.score - now : 20 + now - c.score);
  return [...singles(vector)].filter((c) => severity(c.score) !== severity(now)).sort((a, b) => rank(a) - rank(b));
}

/**
 * Where no single change raises the severity: the changes of two metrics together that do, the smallest change of the score first. Each of
 * the two alone lowers nothing, since no metric's worse value is made good by another's.
 */
export function raisingPairs(vector: Vector): readonly PairCrossing[] {
  const now = scoreOf(vector).score;
  const worse = [...singles(vector)].filter((c) => c.score >= now);
  return worse
    .flatMap((a, i) =>
      worse.slice(i + 1).flatMap((b): PairCrossing[] => {
        if (a.metric === b.metric) return [];
        const score = changedScore(vector, [a, b]);
        return score > now && severity(score) !== severity(now) ? [{ changes: [a, b], score }] : [];
      }),
    )
    .sort((a, b) => a.score - b.score);
}
