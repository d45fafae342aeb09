import type { StoredCase } from "../../db/queries/cases.ts";
import { partiesOf } from "../../db/queries/parties.ts";
import { type Answers, lookUp, unanswered } from "../../src/domain/ssvc/decide.ts";
import { type PointKey, pointKeys, pointOf, type points } from "../../src/domain/ssvc/points.ts";
import { type KnownFacts, prefill, type Suggested } from "../../src/domain/ssvc/prefill.ts";
import { type DecisionTable, publicSafety, utility } from "../../src/domain/ssvc/tables.ts";
import { parseVector } from "../../src/score/vector.ts";
import { choiceArg, optional } from "../args.ts";
import type { Arg, Ctx, Raw } from "../contract.ts";
import { reportOf } from "./report.ts";

export type PointArg = (typeof points)[PointKey]["arg"];

const argOf = (key: PointKey): Arg<string, false> => {
  const { name, values } = pointOf(key);
  return optional(
    choiceArg(
      { ja: `${name.ja}（${key}）`, en: `${name.en} (${key})` },
      values.map((v) => ({ value: v.typed, words: v.words })),
    ),
  );
};

/** An argument for each decision point. Keys and values are those of the table of points, which the types of fromEntries lose. */
export const pointArgs = Object.fromEntries(pointKeys.map((key) => [pointOf(key).arg, argOf(key)])) as Readonly<
  Record<PointArg, Arg<string, false>>
>;

export const pointArgNames: readonly string[] = Object.keys(pointArgs);

/** What was typed or chosen, by SSVC's keys. */
export const givenAnswers = (given: Raw | Partial<Record<PointArg, string | undefined>>): Answers => {
  const typed: Readonly<Record<string, string | undefined>> = given;
  return Object.fromEntries(
    pointKeys.flatMap((key) => {
      const { arg, values } = pointOf(key);
      const found = values.find((v) => v.typed === typed[arg]);
      return found === undefined ? [] : [[key, found.key]];
    }),
  );
};

/** Facts of the case where SSVC's points may be answered from them. */
export async function factsFor(ctx: Ctx, c: StoredCase): Promise<KnownFacts> {
  const [report, parties] = await Promise.all([reportOf(ctx, c), partiesOf(ctx.tx, c.id)]);
  const vector = c.vector === null ? undefined : parseVector(c.vector);
  const metrics = new Map([...(vector?.given ?? []), ["version", vector?.version ?? ""] as const]);
  return { c, report, parties, metrics };
}

/** One point as it is answered: by a person, by two finer points, or by the case's facts. */
export interface Answered {
  readonly point: PointKey;
  readonly value: string | undefined;
  readonly from: "given" | "helper" | "facts" | "open";
  readonly fact: Suggested | undefined;
  /** The finer points from which it follows, where it does. */
  readonly finer?: Answers;
}

/** Points that follow from finer ones. */
const helpers: Readonly<Partial<Record<PointKey, DecisionTable>>> = { U: utility, PSI: publicSafety };

function answer(point: PointKey, given: Answers, facts: KnownFacts): Answered {
  const fact = prefill(point, facts);
  if (given[point] !== undefined) return { point, value: given[point], from: "given", fact };
  const helper = helpers[point];
  if (helper !== undefined) {
    const finer: Answers = Object.fromEntries(
      helper.points.flatMap((p) => {
        const value = given[p] ?? prefill(p, facts)?.value;
        return value === undefined ? [] : [[p, value]];
      }),
    );
    const value = lookUp(helper, finer);
    if (value !== undefined) return { point, value, from: "helper", fact, finer };
  }
  return fact === undefined
    ? { point, value: undefined, from: "open", fact }
    : { point, value: fact.value, from: "facts", fact };
}

/** Every point of a table: what was given goes before what follows from finer points, and that before the facts. */
export const answered = (table: DecisionTable, given: Answers, facts: KnownFacts): readonly Answered[] =>
  table.points.map((point) => answer(point, given, facts));

export const answersOf = (all: readonly Answered[]): Answers =>
  Object.fromEntries(all.flatMap((a) => (a.value === undefined ? [] : [[a.point, a.value]])));

export const openPoints = (table: DecisionTable, all: readonly Answered[]): readonly PointKey[] =>
  unanswered(table, answersOf(all));
