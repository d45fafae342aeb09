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

/** One metric changed alone, and the score that follows. */
export interface Crossing {
  readonly metric: Metric;
  readonly from: string;
  readonly to: string;
  readonly score: number;
}

/**
 * "What would make it High?": every change of a single base metric, in 4.0 of the exploit maturity too, that takes the score over a
 * border of severity. The smallest change of the score first, upward before downward.
 */
export function crossings(vector: Vector): readonly Crossing[] {
  const now = scoreOf(vector).score;
  const decisive = metricsOf[vector.version].filter((m) => m.base || m.group === "threat");
  const all = decisive.flatMap((metric) => {
    const from = vector.given.get(metric.key) ?? metric.values[0] ?? "";
    return metric.values.flatMap((to) => {
      const given = new Map(vector.given).set(metric.key, to);
      const score = to === from ? now : scoreOf({ ...vector, given, text: vectorText(vector.version, given) }).score;
      return severity(score) === severity(now) ? [] : [{ metric, from, to, score }];
    });
  });
  const rank = (c: Crossing): number => (c.score > now ? c.score - now : 20 + now - c.score);
  return all.sort((a, b) => rank(a) - rank(b));
}
