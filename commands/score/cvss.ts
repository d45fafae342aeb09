import { lockCase, type StoredCase } from "../../db/queries/cases.ts";
import { addScore } from "../../db/queries/scores.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { type Assessor, assessorWords } from "../../src/domain/assessors.ts";
import { scoreBeside, scoreCvss } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { crossings } from "../../src/score/compare.ts";
import { type CvssScore, score } from "../../src/score/cvss.ts";
import { parseVector, type Vector } from "../../src/score/vector.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { type Node, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { assessorArg, vectorArg, whyArg } from "./args.ts";
import { assessmentsOf, besideNodes } from "./assessments.ts";
import { cvssForm } from "./cvss-form.ts";
import { calculator } from "./made.ts";
import { crossingWords, partsWords, versionedWords } from "./words.ts";

const para = (text: Text<"public">): Node<"public"> => ({ kind: "para", text });

/** Ways up that a first answer names; `score explain` has all of them. */
const fewWays = 3;

/** "What would make it High?", in short. */
function waysUp(vector: Vector, scored: CvssScore): Node<"public">[] {
  const up = crossings(vector).filter((c) => c.score > scored.score);
  if (scored.score >= 9) return [];
  if (up.length === 0)
    return [
      para(
        words({ ja: "一つの項目だけでは深刻度は上がりません。", en: "No single metric alone raises the severity." }),
      ),
    ];
  const shown = join(
    up.slice(0, fewWays).map((c) => crossingWords(vector.version, c)),
    " · ",
  );
  const [some, all] = [open(Math.min(up.length, fewWays)), open(up.length)];
  return [
    para(
      say({
        ja: t`深刻度が上がる変更（${all}通り中${some}）: ${shown}`,
        en: t`Single changes that raise the severity (${some} of ${all}): ${shown}`,
      }),
    ),
  ];
}

const whose = (c: StoredCase, assessor: Assessor): Text<"public"> =>
  assessor === "desk"
    ? ref(c)
    : say({
        ja: t`${ref(c)} ${words(assessorWords[assessor])}の評価`,
        en: t`${ref(c)} score of the ${words(assessorWords[assessor])}`,
      });

export const scoreCvssCommand = command({
  name: "score cvss",
  summary: { ja: "CVSS（2.0〜4.0）で評価する", en: "Score a case with CVSS 2.0, 3.0, 3.1 or 4.0" },
  effects: "write",
  max: "desk",
  args: {
    case: caseArg,
    vector: vectorArg({ ja: "CVSSベクタ", en: "CVSS vector" }, "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"),
    by: assessorArg,
    why: whyArg,
  },
  form: cvssForm,
  async run(ctx, { case: reference, vector: typed, by: assessor = "desk", why }) {
    const vector = parseVector(typed);
    const scored = score(vector);
    const stored = await lockCase(ctx.tx, reference);
    const decided =
      assessor === "desk"
        ? scoreCvss(stored, vector.text, scored.score)
        : scoreBeside(stored, assessor, vector.text, scored.score);
    await apply(ctx, stored, decided);
    await addScore(ctx.tx, {
      caseId: stored.id,
      at: ctx.now,
      by: ctx.member.id,
      vector: vector.text,
      score: scored.score,
      assessor,
      made: calculator,
      ...(why !== undefined && { why: seal(caseKey(ctx, stored), "scores.why", why) }),
    });
    const all = await assessmentsOf(ctx, stored, ctx.now);
    const parts = partsWords(scored);
    const d = digits(stored);
    const head = join([whose(stored, assessor), versionedWords(scored)], "  ");
    return view(
      say({ ja: t`${ref(stored)} を評価しました`, en: t`${ref(stored)} scored` }),
      para(head),
      para(foreign(open(vector.text))),
      ...(parts === undefined ? [] : [para(parts)]),
      ...waysUp(vector, scored),
      ...(all.length > 1 ? await besideNodes(ctx, all) : []),
      { kind: "next", commands: [`score impact ${d}`, `score explain ${d}`, `case show ${d}`] },
      {
        kind: "buttons",
        buttons: [
          { label: words({ ja: "影響度…", en: "Impact…" }), run: `score impact ${d}` },
          { label: words({ ja: "評価の説明", en: "Explain" }), run: `score explain ${d}` },
          { label: words({ ja: "案件を見る", en: "Show the case" }), run: `case show ${d}` },
        ],
      },
    );
  },
});
