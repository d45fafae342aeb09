import type { Answers } from "../domain/ssvc/decide.ts";
import { pointOf } from "../domain/ssvc/points.ts";
import type { DecisionTable } from "../domain/ssvc/tables.ts";

export interface Decision {
  readonly table: DecisionTable;
  readonly answers: Answers;
  /** Key of the outcome's value. */
  readonly outcome: string;
  readonly at: Date;
}

/**
 * One decision as an SSVC SelectionList 2.0.0: what was answered and what came out, each by namespace, key and version. SSVC has no
 * vector string in version 2, so there is none.
 * @param target the reference of the case, such as TDK#48213377.
 */
export function selectionList(target: string, { table, answers, outcome, at }: Decision): string {
  const selection = (key: string, version: string, value: string) => ({
    namespace: "ssvc",
    key,
    version,
    values: [{ key: value }],
  });
  const list = {
    timestamp: at.toISOString(),
    schemaVersion: "2.0.0",
    target_ids: [target],
    selections: [
      ...table.points.flatMap((key) => {
        const value = answers[key];
        return value === undefined ? [] : [selection(key, pointOf(key).version, value)];
      }),
      selection(table.outcome.key, table.outcome.version, outcome),
    ],
  };
  return JSON.stringify(list, null, 2);
}
