import { getCase } from "../../db/queries/cases.ts";
import { parseReference } from "../../src/domain/reference.ts";
import { decide } from "../../src/domain/ssvc/decide.ts";
import { pointOf, valueOfPoint } from "../../src/domain/ssvc/points.ts";
import { type DecisionTable, decisionNames, decisionTables } from "../../src/domain/ssvc/tables.ts";
import type { Field } from "../../src/form.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import type { CommandForm, Raw } from "../contract.ts";
import { choiceLabel } from "../form-words.ts";
import { whyField } from "./fields.ts";
import { type Answered, answered, answersOf, factsFor, givenAnswers, pointArgNames } from "./ssvc-points.ts";
import { outcomeWords, reason } from "./ssvc-words.ts";

const tableOf = (given: Raw): DecisionTable =>
  decisionTables[decisionNames.find((n) => n === given["table"]) ?? "triage"];

const pointField = (answer: Answered): Field => {
  const { point, value, from } = answer;
  const { arg, name, values } = pointOf(point);
  const chosen = valueOfPoint(point, value ?? "");
  return {
    name: arg,
    label: say({ ja: t`${words(name)}（${open(point)}）`, en: t`${choiceLabel(arg, name)} (${open(point)})` }),
    ...(from === "open" ? {} : { hint: reason(answer) }),
    required: true,
    live: true,
    input: { kind: "choice", options: values.map((v) => ({ value: v.typed, label: choiceLabel(v.typed, v.words) })) },
    ...(chosen !== undefined && { initial: open(chosen.typed) }),
  };
};

const outcome = (table: DecisionTable, all: readonly Answered[]): Node<"public"> => {
  const found = decide(table, answersOf(all));
  return {
    kind: "para",
    text:
      found === undefined
        ? words({ ja: "すべて答えると結果が出ます。", en: "The outcome appears when all are answered." })
        : outcomeWords(table, found.key),
  };
};

/** SSVC by selects: each point as the case's facts answer it, with the reason, and the outcome as one chooses. */
export const ssvcForm: CommandForm = {
  when: pointArgNames,
  async fill(ctx, given) {
    const reference = parseReference(given["case"] ?? "");
    const table = tableOf(given);
    if (reference === undefined) {
      const bare = table.points.map((point): Answered => ({ point, value: undefined, from: "open", fact: undefined }));
      return { before: [], fields: bare.map(pointField), after: [] };
    }
    const facts = await factsFor(ctx, await getCase(ctx.tx, reference));
    const all = answered(table, givenAnswers(given), facts);
    return {
      before: [],
      fields: [...all.map(pointField), whyField(given)],
      after: [outcome(table, all)],
    };
  },
};
