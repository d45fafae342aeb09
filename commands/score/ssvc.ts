import { lockCase } from "../../db/queries/cases.ts";
import { addSsvc } from "../../db/queries/scores.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { decideSsvc } from "../../src/domain/case.ts";
import { decide } from "../../src/domain/ssvc/decide.ts";
import { pointOf } from "../../src/domain/ssvc/points.ts";
import { type DecisionTable, decisionNames, decisionTables } from "../../src/domain/ssvc/tables.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { join, say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { whyArg } from "./args.ts";
import { ssvcForm } from "./ssvc-form.ts";
import { type Answered, answered, answersOf, factsFor, givenAnswers, openPoints, pointArgs } from "./ssvc-points.ts";
import { sealReasons } from "./ssvc-reasons.ts";
import { answeredNode, decisionNodes, outcomeWords, pointWords } from "./ssvc-words.ts";

/** Which of SSVC's decisions. */
export const tableArg = optional(
  choiceArg(
    { ja: "判断の種類（省略時は調整の要否）", en: "which decision; triage when left out" },
    decisionNames.map((value) => ({ value, words: decisionTables[value].name })),
  ),
);

/** The points that neither a person nor the case has answered, with what may be said. */
function notAnswered(table: DecisionTable, all: readonly Answered[], line: string): Refusal {
  const missing = openPoints(table, all);
  const names = join(missing.map(pointWords), " · ");
  const points = missing.map(pointOf);
  const example = [line, ...points.map((p) => `${p.arg}=${p.values.map((v) => v.typed).join("|")}`)].join(" ");
  return new Refusal(
    "args.missing",
    say({ ja: t`案件からは分からない項目があります: ${names}`, en: t`The case does not say: ${names}` }),
    say({ ja: t`それぞれ答えてください: ${open(example)}`, en: t`Answer each: ${open(example)}` }),
    points[0]?.arg,
  );
}

export const scoreSsvc = command({
  name: "score ssvc",
  summary: { ja: "SSVCで調整・公表の要否を決める", en: "Decide by SSVC whether to coordinate, or to publish" },
  effects: "write",
  max: "desk",
  args: { case: caseArg, table: tableArg, ...pointArgs, why: whyArg },
  form: ssvcForm,
  async run(ctx, { case: reference, table: name = "triage", why, ...given }) {
    const table = decisionTables[name];
    const stored = await lockCase(ctx.tx, reference);
    const all = answered(table, givenAnswers(given), await factsFor(ctx, stored));
    const answers = answersOf(all);
    const outcome = decide(table, answers);
    if (outcome === undefined)
      throw notAnswered(table, all, `score ssvc ${digits(stored)}${name === "triage" ? "" : ` table=${name}`}`);
    await apply(ctx, stored, decideSsvc(stored, table.key, table.version, outcome.key));
    await addSsvc(ctx.tx, {
      caseId: stored.id,
      at: ctx.now,
      by: ctx.member.id,
      table: table.key,
      version: table.version,
      answers,
      outcome: outcome.key,
      reasons: sealReasons(ctx, stored, all),
      ...(why !== undefined && { why: seal(caseKey(ctx, stored), "ssvc_decisions.why", why) }),
    });
    const d = digits(stored);
    const other = name === "triage" ? "publish" : "triage";
    return view(
      say({ ja: t`${ref(stored)} のSSVCを決めました`, en: t`SSVC decided for ${ref(stored)}` }),
      { kind: "heading", text: join([ref(stored), outcomeWords(table, outcome.key)], "  ") },
      answeredNode(all),
      ...decisionNodes(table, answers),
      { kind: "next", commands: [`score ssvc ${d} table=${other}`, `score export ${d}`, `score history ${d}`] },
      {
        kind: "buttons",
        buttons: [
          {
            label: words(
              other === "publish"
                ? { ja: "公表の要否…", en: "Publication…" }
                : { ja: "調整の要否…", en: "Coordination…" },
            ),
            run: `score ssvc ${d} table=${other}`,
          },
          { label: words({ ja: "評価の経過", en: "History" }), run: `score history ${d}` },
        ],
      },
    );
  },
});
