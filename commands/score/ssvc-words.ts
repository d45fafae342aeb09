import { type Answers, decide, type Flip, flips } from "../../src/domain/ssvc/decide.ts";
import { type PointKey, pointKeys, pointOf, valueOfPoint } from "../../src/domain/ssvc/points.ts";
import type { DecisionTable } from "../../src/domain/ssvc/tables.ts";
import { open } from "../../src/label.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import type { Answered } from "./ssvc-points.ts";

type Words = Text<"public">;

export const pointWords = (key: PointKey): Words =>
  say({ ja: t`${words(pointOf(key).name)}（${open(key)}）`, en: t`${words(pointOf(key).name)} (${open(key)})` });

const valueText = (key: PointKey, value: string): Words =>
  words(valueOfPoint(key, value)?.words ?? { ja: "未回答", en: "open" });

/** "coordinator triage (DT_COORD_TRIAGE 1.0.0): coordinate". */
export function outcomeWords(table: DecisionTable, outcome: string): Words {
  const found = table.outcome.values.find((o) => o.key === outcome);
  const says = words(found?.words ?? { ja: "未定", en: "open" });
  const name = words(table.name);
  return say({
    ja: t`${name}（${open(`${table.key} ${table.version}`)}）: ${says}`,
    en: t`${name} (${open(`${table.key} ${table.version}`)}): ${says}`,
  });
}

/** "from automatable (A): cannot be automated · value density (VD): diffuse"; decisions from before these were kept name none. */
function finerWords(finer: Answers = {}): Words {
  const each = pointKeys.flatMap((key) => {
    const value = finer[key];
    return value === undefined
      ? []
      : [
          say({
            ja: t`${pointWords(key)} ${valueText(key, value)}`,
            en: t`${pointWords(key)}: ${valueText(key, value)}`,
          }),
        ];
  });
  if (each.length === 0) return words({ ja: "細目の表から", en: "from its finer points" });
  const list = join(each, " · ");
  return say({ ja: t`細目から: ${list}`, en: t`from ${list}` });
}

/** Why a point has its value: a person's answer, finer points, or a fact; and where person and facts disagree. */
export function reason({ point, value, from, fact, finer }: Answered): Words {
  const because = words(fact?.because ?? { ja: "", en: "" });
  if (from === "open")
    return words({ ja: "案件からは分かりません。答えてください", en: "the case does not say; please answer" });
  if (from === "helper") return finerWords(finer);
  if (from === "facts") return because;
  if (fact === undefined) return words({ ja: "担当者の回答", en: "answered by a person" });
  if (fact.value === value)
    return say({ ja: t`担当者の回答。案件とも一致: ${because}`, en: t`answered; the case agrees: ${because}` });
  const other = valueText(point, fact.value);
  return say({
    ja: t`担当者の回答。案件からは「${other}」: ${because}`,
    en: t`answered; the case would say "${other}": ${because}`,
  });
}

export const answeredWords = (a: Answered): Words => {
  const [name, value, why] = [pointWords(a.point), valueText(a.point, a.value ?? ""), reason(a)];
  return say({ ja: t`${name}: ${value} — ${why}`, en: t`${name}: ${value} — ${why}` });
};

/** Each point with its value and the reason. */
export const answeredNode = (all: readonly Answered[]): Node<"public"> => ({
  kind: "items",
  rows: all.map((a) => ({ text: answeredWords(a) })),
});

const flipWords = ({ point, from, to, outcome }: Flip): Words => {
  const [name, was, becomes] = [pointWords(point), valueText(point, from), valueText(point, to)];
  const says = words(outcome.words);
  return say({ ja: t`${name}: ${was} → ${becomes}  ⇒ ${says}`, en: t`${name}: ${was} → ${becomes}  ⇒ ${says}` });
};

/** The row of the table that was used, and which single answer would lead elsewhere. */
export function decisionNodes(table: DecisionTable, answers: Answers): Node<"public">[] {
  const outcome = decide(table, answers);
  const found = flips(table, answers);
  const row = table.points.map((key) => open(`${key}=${answers[key] ?? "?"}`));
  const used = join(
    row.map((r) => say({ ja: t`${r}`, en: t`${r}` })),
    " ",
  );
  return [
    {
      kind: "para",
      text: say({
        ja: t`表の該当行: ${used} → ${open(`${table.outcome.key}=${outcome?.key ?? "?"}`)}`,
        en: t`Row used: ${used} → ${open(`${table.outcome.key}=${outcome?.key ?? "?"}`)}`,
      }),
    },
    {
      kind: "heading",
      text: say({
        ja: t`一つ変えるだけで結果が変わる回答（${open(found.length)}通り）`,
        en: t`Single answers that would change it (${open(found.length)})`,
      }),
    },
    found.length === 0
      ? { kind: "para", text: words({ ja: "回答を一つ変えても、結果は変わりません。", en: "No single answer would." }) }
      : { kind: "items", rows: found.map((f) => ({ text: flipWords(f) })) },
  ];
}
