import { getCase, lockCase, type StoredCase } from "../../db/queries/cases.ts";
import { addScore, scoresOf } from "../../db/queries/scores.ts";
import { type Impact, impacts, type Spread, scoreImpact, spreads } from "../../src/domain/case.ts";
import {
  decideImpact,
  type ImpactDecision,
  type ImpactInputs,
  impactRules,
  impactWords,
  type Known,
  spreadWords,
} from "../../src/domain/impact.ts";
import { governmentConcerned } from "../../src/domain/lifecycle/government.ts";
import { parseReference } from "../../src/domain/reference.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { type Node, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, knownArg, numberArg, optional } from "../args.ts";
import { type Ctx, command, type Raw } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { assessorOf } from "./assessments.ts";
import { impactReason } from "./replay.ts";
import { reportOf } from "./report.ts";

const known = (v: unknown): Known => (v === "yes" || v === "no" ? v : "unknown");

/** What the finder wrote about exploitation and infrastructure, where the coordinator says nothing. */
async function fromReport(ctx: Ctx, c: StoredCase): Promise<{ exploited: Known; infrastructure: Known }> {
  const values = await reportOf(ctx, c);
  const [code, attacks] = [known(values["exploit_public"]), known(values["exploited"])];
  const exploited = code === "yes" || attacks === "yes" ? "yes" : code === "no" && attacks === "no" ? "no" : "unknown";
  return { exploited, infrastructure: known(values["ci_impact"]) };
}

const needsV3 = (d: string): Refusal =>
  new Refusal(
    "case.wrong-state",
    words({
      ja: "影響度の表はCVSS v3の基本値を使います。この案件にはv3の値がありません。",
      en: "The impact matrix needs a CVSS v3 base score; this case has none.",
    }),
    say({
      ja: t`先に ${open(`score cvss ${d} CVSS:3.1/…`)}、または欄を直接指定: ${open(`score impact ${d} impact=normal`)}`,
      en: t`First ${open(`score cvss ${d} CVSS:3.1/…`)}, or name the cell yourself: ${open(`score impact ${d} impact=normal`)}`,
    }),
  );

interface Wishes {
  readonly spread: Spread | undefined;
  readonly users: number | undefined;
  readonly infrastructure: Known | undefined;
  readonly exploited: Known | undefined;
  readonly passive: Known | undefined;
  readonly impact: Impact | undefined;
}

/** The desk's CVSS v3 base score: the one in force, or the last before another version came into force. */
async function v3Score(ctx: Ctx, c: StoredCase): Promise<number | null> {
  if (c.vector?.startsWith("CVSS:3.") === true) return c.score;
  const rows = await scoresOf(ctx.tx, c.id, ctx.now);
  return (
    rows.findLast(
      (r) => r.vulnerability === null && assessorOf(r) === "desk" && r.vector?.startsWith("CVSS:3.") === true,
    )?.score ?? null
  );
}

/** Everything that the decision looks at: what a person says goes before the report. */
async function inputsFor(ctx: Ctx, c: StoredCase, wishes: Wishes): Promise<ImpactInputs> {
  const [told, score] = await Promise.all([fromReport(ctx, c), v3Score(ctx, c)]);
  return {
    score,
    users: wishes.users ?? null,
    infrastructure: wishes.infrastructure ?? told.infrastructure,
    exploited: wishes.exploited ?? told.exploited,
    passive: wishes.passive ?? "unknown",
    spread: wishes.spread ?? null,
    cell: wishes.impact ?? null,
    narrowBelow: ctx.settings["impact.narrow-below"],
    mediumBelow: ctx.settings["impact.medium-below"],
  };
}

interface Decided extends ImpactDecision {
  readonly inputs: ImpactInputs;
}

/** @throws Refusal `case.wrong-state` when there is nothing to look the cell up with. */
async function decide(ctx: Ctx, c: StoredCase, wishes: Wishes): Promise<Decided> {
  const inputs = await inputsFor(ctx, c, wishes);
  const decided = decideImpact(inputs);
  if (decided === undefined) throw needsV3(digits(c));
  return { ...decided, inputs };
}

/** Guideline 2019, appendix 4 and V.3.4: a website of medium spread and middle score may be ended when the attack is passive. */
const passiveNote = (c: StoredCase, d: Decided, passive: Known | undefined): Node<"public">[] =>
  c.kind === "website" && passive === "yes" && d.spread === "medium" && d.impact === "normal"
    ? [
        {
          kind: "para",
          text: words({
            ja: "受動型攻撃のため、取扱いを終了できます（ガイドライン付録4の例外）。",
            en: "The attack is passive, so the handling may be ended (exception of appendix 4).",
          }),
        },
      ]
    : [];

/** Where the desk handles notices to the government: that one should be weighed. */
async function governmentNote(
  ctx: Ctx,
  c: StoredCase,
  { impact }: Decided,
  wishes: Pick<Wishes, "exploited" | "infrastructure">,
): Promise<Node<"public">[]> {
  if (ctx.settings["government.notice"] === 0) return [];
  const told = await fromReport(ctx, c);
  const { exploited = told.exploited, infrastructure = told.infrastructure } = wishes;
  if (!governmentConcerned(c, exploited, infrastructure, impact)) return [];
  return [
    {
      kind: "para",
      text: words({
        ja: "悪用の情報、または重要インフラへの大きな影響があります。政府への通知を検討してください（自動では送りません）。",
        en: "It is exploited, or weighs on critical infrastructure: consider a notice to the government. Nothing is sent by itself.",
      }),
    },
    { kind: "next", commands: [`case government ${digits(c)} …`] },
  ];
}

/** The cell as far as it is known from what was chosen, or why there is none. */
async function outcome(ctx: Ctx, given: Raw): Promise<Text<"public">> {
  const reference = parseReference(given["case"] ?? "");
  if (reference === undefined)
    return words({ ja: "案件を選ぶと結果が出ます。", en: "Choose a case to see the result." });
  const c = await getCase(ctx.tx, reference);
  const users = given["users"] === undefined ? undefined : Number(given["users"]);
  try {
    const decided = await decide(ctx, c, {
      spread: spreads.find((s) => s === given["spread"]),
      users: Number.isNaN(users) ? undefined : users,
      infrastructure: given["infrastructure"] === undefined ? undefined : known(given["infrastructure"]),
      exploited: given["exploited"] === undefined ? undefined : known(given["exploited"]),
      passive: given["passive"] === undefined ? undefined : known(given["passive"]),
      impact: impacts.find((i) => i === given["impact"]),
    });
    const why = impactReason(decided.inputs, decided);
    return say({
      ja: t`→ ${words(impactWords[decided.impact])}  ${why}`,
      en: t`→ ${words(impactWords[decided.impact])}  ${why}`,
    });
  } catch (error) {
    if (error instanceof Refusal) return error.says as Text<"public">; // `needsV3`, made of fixed words
    throw error;
  }
}

const inForm = ["spread", "users", "infrastructure", "exploited", "passive", "impact"];

export const scoreImpactCommand = command({
  name: "score impact",
  summary: { ja: "影響度（優先・通常・簡易）を決める", en: "Decide the impact: priority, normal or simple" },
  effects: "write",
  max: "desk",
  args: {
    case: caseArg,
    spread: optional(
      choiceArg(
        { ja: "影響範囲", en: "spread" },
        spreads.map((value) => ({ value, words: spreadWords[value] })),
      ),
    ),
    users: optional(numberArg({ ja: "利用者数", en: "number of users" }, "5000", 0, 10_000_000_000)),
    infrastructure: optional(knownArg({ ja: "重要インフラで利用", en: "used in critical infrastructure" })),
    exploited: optional(knownArg({ ja: "攻撃コード公表または攻撃あり", en: "exploit code public or attacks seen" })),
    passive: optional(knownArg({ ja: "受動型攻撃（ウェブサイト）", en: "passive attack (websites)" })),
    impact: optional(
      choiceArg({ ja: "影響度を直接指定", en: "the cell itself, by hand" }, [
        { value: "priority", words: impactWords.priority },
        { value: "normal", words: impactWords.normal },
        { value: "simple", words: impactWords.simple },
      ]),
    ),
  },
  form: {
    when: inForm,
    live: inForm,
    fill: async (ctx, given) => ({ before: [], after: [{ kind: "para", text: await outcome(ctx, given) }] }),
  },
  async run(ctx, { case: reference, passive, spread, users, infrastructure, exploited, impact }) {
    const stored = await lockCase(ctx.tx, reference);
    const decided = await decide(ctx, stored, { spread, users, infrastructure, exploited, passive, impact });
    await apply(ctx, stored, scoreImpact(stored, decided.spread, decided.impact));
    await addScore(ctx.tx, {
      caseId: stored.id,
      at: ctx.now,
      by: ctx.member.id,
      spread: decided.spread,
      impact: decided.impact,
      inputs: decided.inputs,
      made: impactRules,
    });
    const d = digits(stored);
    const why = impactReason(decided.inputs, decided);
    return view(
      say({ ja: t`${ref(stored)} の影響度を決めました`, en: t`Impact of ${ref(stored)} decided` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)} 影響度: ${words(impactWords[decided.impact])}  ${why}`,
          en: t`${ref(stored)} impact: ${words(impactWords[decided.impact])}  ${why}`,
        }),
      },
      ...passiveNote(stored, decided, passive),
      ...(await governmentNote(ctx, stored, decided, { exploited, infrastructure })),
      { kind: "next", commands: [`score impact ${d} spread=medium`, `case show ${d}`] },
    );
  },
});
