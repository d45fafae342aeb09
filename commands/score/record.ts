import type { StoredCase } from "../../db/queries/cases.ts";
import { addScore } from "../../db/queries/scores.ts";
import type { Vulnerability } from "../../db/queries/vulnerabilities.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { type Assessor, assessorWords } from "../../src/domain/assessors.ts";
import { scoreBeside, scoreCvss } from "../../src/domain/case.ts";
import { open } from "../../src/label.ts";
import { crossings } from "../../src/score/compare.ts";
import { type CvssScore, score } from "../../src/score/cvss.ts";
import type { Vector } from "../../src/score/vector.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import type { Ctx } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";
import { assessmentsOf, besideNodes, vulnerabilityWords } from "./assessments.ts";
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

const besideTheCase = words({
  ja: "案件の評価（影響度の表が使う値）は変えていません。",
  en: "The case's own score, by which the matrix decides, stays as it was.",
});

/** Whose score it is, and of which vulnerability; of the case itself when none is named. */
export interface Of {
  readonly assessor: Assessor;
  readonly it?: Vulnerability | undefined;
}

/** The line that scores for somebody, or takes up further metrics of their score. */
export const lineOf = (verb: "score cvss" | "score refine", c: StoredCase, { assessor, it }: Of): string =>
  [
    `${verb} ${digits(c)}`,
    ...(assessor === "desk" ? [] : [`by=${assessor}`]),
    ...(it === undefined ? [] : [`vulnerability=${it.n}`]),
  ].join(" ");

/** Stores somebody's score of a case that is locked, and shows it beside the others. */
export async function recordScore(
  ctx: Ctx,
  stored: StoredCase,
  of: Of,
  vector: Vector,
  why: string | undefined,
): Promise<View<"public">> {
  const { assessor, it } = of;
  const scored = score(vector);
  const decided =
    assessor === "desk" && it === undefined
      ? scoreCvss(stored, vector.text, scored.score)
      : scoreBeside(stored, assessor, vector.text, scored.score, it?.id);
  await apply(ctx, stored, decided);
  await addScore(ctx.tx, {
    caseId: stored.id,
    at: ctx.now,
    by: ctx.member.id,
    vector: vector.text,
    score: scored.score,
    assessor,
    vulnerabilityId: it?.id ?? null,
    made: calculator,
    ...(why !== undefined && { why: seal(caseKey(ctx, stored), "scores.why", why) }),
  });
  const all = await assessmentsOf(ctx, stored, ctx.now, it?.n ?? null);
  const parts = partsWords(scored);
  const d = digits(stored);
  const about = it === undefined ? [] : [vulnerabilityWords(it.n)];
  const head = join([whose(stored, assessor), ...about, versionedWords(scored)], "  ");
  return view(
    say({ ja: t`${ref(stored)} を評価しました`, en: t`${ref(stored)} scored` }),
    para(head),
    para(foreign(open(vector.text))),
    ...(parts === undefined ? [] : [para(parts)]),
    ...waysUp(vector, scored),
    ...(all.length > 1 ? await besideNodes(ctx, all) : []),
    ...(it === undefined ? [] : [para(besideTheCase)]),
    {
      kind: "next",
      commands: [`score impact ${d}`, lineOf("score refine", stored, of), `score explain ${d}`, `case show ${d}`],
    },
    {
      kind: "buttons",
      buttons: [
        { label: words({ ja: "影響度…", en: "Impact…" }), run: `score impact ${d}` },
        { label: words({ ja: "ほかの評価項目…", en: "Further metrics…" }), run: lineOf("score refine", stored, of) },
        { label: words({ ja: "評価の説明", en: "Explain" }), run: `score explain ${d}` },
        { label: words({ ja: "案件を見る", en: "Show the case" }), run: `case show ${d}` },
      ],
    },
  );
}
