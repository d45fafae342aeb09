import { type PointKey, pointOf } from "./points.ts";
import type { DecisionTable, Outcome } from "./tables.ts";

/** Decision point → value, by SSVC's keys. */
export type Answers = Readonly<Partial<Record<PointKey, string>>>;

/** The points of a table that nobody has answered with one of its values. */
export const unanswered = (table: DecisionTable, answers: Answers): readonly PointKey[] =>
  table.points.filter((key) => !pointOf(key).values.some((v) => v.key === answers[key]));

/** Letter of the outcome for answers to all points of the table, `undefined` while one is missing. */
export function lookUp(table: DecisionTable, answers: Answers): string | undefined {
  if (unanswered(table, answers).length > 0) return undefined;
  const down = table.points.slice(0, table.points.length - table.across);
  const row = table.rows[down.map((key) => answers[key]).join(" ")];
  const place = table.points.slice(-table.across).reduce((sum, key) => {
    const { values } = pointOf(key);
    return sum * values.length + values.findIndex((v) => v.key === answers[key]);
  }, 0);
  return row?.[place];
}

/** What a table says, or `undefined` while a point is open. */
export function decide(table: DecisionTable, answers: Answers): Outcome | undefined {
  const letter = lookUp(table, answers);
  return table.outcome.values.find((o) => o.key === letter);
}

export interface Flip {
  readonly point: PointKey;
  readonly from: string;
  readonly to: string;
  readonly outcome: Outcome;
}

/** Every single answer that, changed alone, changes the outcome. */
export function flips(table: DecisionTable, answers: Answers): readonly Flip[] {
  const now = decide(table, answers);
  return table.points.flatMap((point) =>
    pointOf(point).values.flatMap(({ key: to }) => {
      const outcome = decide(table, { ...answers, [point]: to });
      if (outcome === undefined || outcome.key === now?.key) return [];
      return [{ point, from: answers[point] ?? "", to, outcome }];
    }),
  );
}
