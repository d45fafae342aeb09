import { lockCase, type StoredCase } from "../../db/queries/cases.ts";
import { open } from "../../src/label.ts";
import { score } from "../../src/score/cvss.ts";
import { groupsOf, type MetricGroup, metricsOf } from "../../src/score/metrics.ts";
import { refined, type Vector } from "../../src/score/vector.ts";
import { foreign, join, say, type Text, t } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { caseArg, choiceArg, optional } from "../args.ts";
import { command } from "../contract.ts";
import { choiceLabel } from "../form-words.ts";
import { ref } from "../show.ts";
import { getVulnerability, numberOfIt } from "../vuln/one.ts";
import { assessorArg, vectorArg, whyArg } from "./args.ts";
import { assessmentsOf } from "./assessments.ts";
import { lineOf, type Of, recordScore } from "./record.ts";
import { currentOf, groupIn, refineForm } from "./refine-form.ts";
import { groupWords, metricWords, valueText, versionedWords } from "./words.ts";

/** One metric with what it may say; what it says now stands before that. */
function metricRow({ version, given }: Vector, key: string): readonly [Text<"public">, Text<"public">][] {
  const metric = metricsOf[version].find((m) => m.key === key);
  if (metric === undefined) return [];
  const now = valueText(version, metric, given.get(key) ?? metric.values[0]);
  const may = open(metric.values.join(" · "));
  return [[metricWords(metric), say({ ja: t`いま ${now}（${may}）`, en: t`now ${now} (${may})` })]];
}

/** Where there is no form: a group's metrics as they are and as they may be, and the line that changes one. */
function menu(c: StoredCase, whose: Of, vector: Vector, group: MetricGroup | undefined): View<"public"> {
  const line = lineOf("score refine", c, whose);
  const shown = groupsOf(vector.version).filter((g) => g === group || (group === undefined && g !== "base"));
  const of = (g: MetricGroup) => metricsOf[vector.version].filter((m) => m.group === g);
  const head = join([ref(c), versionedWords(score(vector)), foreign(open(vector.text))], "  ");
  return view<"public">(
    say({ ja: t`${ref(c)} の評価項目`, en: t`Metrics of ${ref(c)}` }),
    { kind: "para", text: head },
    ...shown.flatMap((g): Node<"public">[] => [
      { kind: "heading", text: choiceLabel(g, groupWords[g]) },
      { kind: "fields", rows: of(g).flatMap((m) => metricRow(vector, m.key)) },
    ]),
    {
      kind: "buttons",
      buttons: groupsOf(vector.version).map((g) => ({
        label: join([choiceLabel(g, groupWords[g]), foreign(open("…"))], ""),
        run: `${line} group=${g}`,
      })),
    },
    { kind: "next", commands: shown.map((g) => `${line} metrics=${of(g)[0]?.key}:${of(g)[0]?.values[1]}`) },
  );
}

/** Temporal or threat, environmental and supplemental metrics on top of a score that is there. */
export const scoreRefine = command({
  name: "score refine",
  summary: {
    ja: "CVSSの評価項目を一部だけ変える（現状・脅威・環境・補足も）",
    en: "Change single CVSS metrics: temporal or threat, environmental, supplemental",
  },
  effects: "write",
  max: "desk",
  needs: ["metrics"],
  args: {
    case: caseArg,
    metrics: optional(
      vectorArg(
        { ja: "変える項目（X・NDで未評価に戻す）", en: "metrics to change; X or ND takes one out" },
        "E:P/CR:H",
      ),
    ),
    group: optional(
      choiceArg(
        { ja: "項目の種類", en: "which group of metrics" },
        (["base", "temporal", "threat", "environmental", "supplemental"] as const).map((value) => ({
          value,
          words: groupWords[value],
        })),
      ),
    ),
    by: assessorArg,
    why: whyArg,
    vulnerability: optional(numberOfIt),
  },
  form: refineForm,
  async run(ctx, { case: reference, metrics, group, by: assessor = "desk", why, vulnerability: n }) {
    const stored = await lockCase(ctx.tx, reference);
    const it = n === undefined ? undefined : await getVulnerability(ctx, stored, n);
    const of = { assessor, it };
    const all = await assessmentsOf(ctx, stored, ctx.now, n ?? null);
    const { vector } = currentOf(all, stored, of);
    if (metrics === undefined) return menu(stored, of, vector, groupIn(vector.version, group));
    const next = refined(vector, metrics);
    if (next.text !== vector.text) return await recordScore(ctx, stored, of, next, why);
    return view(
      say({ ja: t`${ref(stored)} の評価は変わりません`, en: t`${ref(stored)} scores as before` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)} の評価はすでにそのとおりです。何も記録していません。`,
          en: t`${ref(stored)} says so already: nothing was recorded.`,
        }),
      },
      { kind: "para", text: foreign(open(vector.text)) },
    );
  },
});
