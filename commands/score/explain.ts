import { recordRead } from "../../db/queries/audit-reads.ts";
import { getCase, type StoredCase } from "../../db/queries/cases.ts";
import { open } from "../../src/label.ts";
import { type Crossing, crossings, raisingPairs, saidIn } from "../../src/score/compare.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";
import { type Node, view } from "../../src/view.ts";
import { caseArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { asOf, asOfArg, untilWords } from "./args.ts";
import {
  type Assessment,
  assessmentsOf,
  assessmentsOfEach,
  besideNodes,
  vulnerabilityWords,
  whyOf,
} from "./assessments.ts";
import { type Decided, decisionsOf, replayed } from "./decisions.ts";
import { answeredNode } from "./ssvc-words.ts";
import { crossingWords, metricRows, pairWords, partsWords, versionedWords } from "./words.ts";

type R = "public" | "desk";

/** Changes that are listed; more do not help anybody. */
const mostChanges = 12;
const mostPairs = 3;

/** Where no single metric raises the severity: which two together do. */
function pairNodes({ vector, scored }: Assessment, singly: readonly Crossing[]): Node<"public">[] {
  if (scored.score >= 9 || singly.some((c) => c.score > scored.score)) return [];
  const pairs = raisingPairs(vector);
  const none = words({
    ja: "二つの項目を変えても、深刻度は上がりません。",
    en: "Nor do any two metrics together raise it.",
  });
  if (pairs.length === 0) return [{ kind: "para", text: none }];
  const [some, all] = [open(Math.min(pairs.length, mostPairs)), open(pairs.length)];
  return [
    {
      kind: "heading",
      text: say({
        ja: t`二つ変えると深刻度が上がる項目（${all}通り中${some}）`,
        en: t`Two metrics that together raise the severity (${some} of ${all})`,
      }),
    },
    { kind: "items", rows: pairs.slice(0, mostPairs).map((p) => ({ text: pairWords(vector.version, p) })) },
  ];
}

/** Which single metric takes it over a border. */
function borderNodes(a: Assessment): Node<"public">[] {
  const { vector } = a;
  const found = crossings(vector);
  const [some, all] = [open(Math.min(found.length, mostChanges)), open(found.length)];
  return [
    {
      kind: "heading",
      text: say({
        ja: t`一つ変えるだけで深刻度が変わる項目（${all}通り中${some}）`,
        en: t`Single metrics that change the severity (${some} of ${all})`,
      }),
    },
    found.length === 0
      ? { kind: "para", text: words({ ja: "一つの項目では変わりません。", en: "No single metric does." }) }
      : { kind: "items", rows: found.slice(0, mostChanges).map((c) => ({ text: crossingWords(vector.version, c) })) },
    ...pairNodes(a, found),
  ];
}

/** The vector in words, metric by metric, and what it scores. */
function vectorNodes(a: Assessment, why: Text<R> | undefined): Node<R>[] {
  const parts = partsWords(a.scored);
  return [
    {
      kind: "para",
      text: say({
        ja: t`${versionedWords(a.scored)}  ${open(a.vector.text)}`,
        en: t`${versionedWords(a.scored)}  ${open(a.vector.text)}`,
      }),
    },
    ...(parts === undefined ? [] : [{ kind: "para", text: parts } as const]),
    ...(why === undefined ? [] : [{ kind: "fields", rows: [[words({ ja: "根拠", en: "Why" }), why]] } as const]),
    { kind: "fields", rows: metricRows(a.vector.version, saidIn(a.vector)) },
    ...borderNodes(a),
  ];
}

/** The scores of each of several vulnerabilities, side by side. */
async function eachNodes(ctx: Ctx, c: StoredCase, until: Date): Promise<Node<"public">[]> {
  const each = await assessmentsOfEach(ctx, c, until);
  const nodes = await Promise.all(
    each.map(
      async ({ n, all }): Promise<Node<"public">[]> => [
        { kind: "heading", text: vulnerabilityWords(n) },
        ...(await besideNodes(ctx, all)),
      ],
    ),
  );
  return nodes.flat();
}

/** The last impact and the last decision by SSVC, as of that time, and whether deciding again gives the same. */
function otherNodes(rows: readonly Decided[]): Node<R>[] {
  const last = (kind: Decided["kind"]) => rows.findLast((r) => r.kind === kind);
  const answered = last("ssvc")?.answered ?? [];
  const found = [last("impact"), last("ssvc")].filter((r) => r !== undefined);
  if (rows.length === 0) return [];
  return [
    ...(found.length === 0
      ? []
      : [
          { kind: "heading", text: words({ ja: "影響度とSSVC", en: "Impact and SSVC" }) } as const,
          { kind: "items", rows: found.map(({ text }) => ({ text })) } as const,
        ]),
    ...(answered.length === 0
      ? []
      : [
          {
            kind: "heading",
            text: words({ ja: "SSVCの各項目（判断した時点）", en: "SSVC, as it was answered then" }),
          } as const,
          answeredNode(answered),
        ]),
    { kind: "para", text: replayed(rows) },
  ];
}

/** Where the matrix was asked with another score than the present one: nothing is decided anew by itself. */
function staleNodes(own: Assessment | undefined, rows: readonly Decided[], d: string): Node<"public">[] {
  const before = rows.findLast((r) => r.kind === "impact")?.score ?? undefined;
  if (own === undefined || before === undefined || !own.vector.version.startsWith("3.")) return [];
  if (before === own.scored.score) return [];
  const [then, now] = [open(before.toFixed(1)), open(own.scored.score.toFixed(1))];
  return [
    {
      kind: "para",
      text: say({
        ja: t`影響度は ${then} で決めたもので、今の評価は ${now} です。必要なら決め直してください。`,
        en: t`The impact was decided with ${then}; the score is ${now} now. Decide it again if need be.`,
      }),
    },
    { kind: "next", commands: [`score impact ${d}`] },
  ];
}

/** Why a case is scored as it is, as of now or of a day: in words that a person can defend. */
export const scoreExplain = command({
  name: "score explain",
  summary: { ja: "評価を言葉で説明する", en: "Explain a case's scores in words" },
  effects: "read",
  max: "desk",
  args: { case: caseArg, at: asOfArg },
  async run(ctx, { case: reference, at }) {
    const c = await getCase(ctx.tx, reference);
    await recordRead(ctx.tx, ctx.member.id, c.id, "case", ctx.now);
    const until = asOf(ctx, at);
    const all = await assessmentsOf(ctx, c, until);
    const own = all.find((a) => a.assessor === "desk");
    const why = own?.row === undefined ? undefined : whyOf(ctx, c, own.row);
    const d = digits(c);
    const decisions = await decisionsOf(ctx, c, until);
    return view<R>(
      say({ ja: t`${ref(c)} の評価`, en: t`Scores of ${ref(c)}` }),
      { kind: "heading", text: say({ ja: t`${ref(c)} の評価`, en: t`Scores of ${ref(c)}` }) },
      ...(at === undefined
        ? []
        : [
            {
              kind: "para" as const,
              text: say({
                ja: t`${untilWords(ctx, at, until)} 時点の評価です。`,
                en: t`As of ${untilWords(ctx, at, until)}.`,
              }),
            },
          ]),
      ...(own === undefined
        ? [
            {
              kind: "para" as const,
              text: say({
                ja: t`デスクのCVSS評価はまだありません。${foreign(open(`score cvss ${d}`))} で評価できます。`,
                en: t`The desk has not scored it with CVSS yet: ${foreign(open(`score cvss ${d}`))}.`,
              }),
            },
          ]
        : vectorNodes(own, why)),
      ...(all.length === 0
        ? []
        : [{ kind: "heading" as const, text: words({ ja: "だれの評価か", en: "Whose scores" }) }]),
      ...(all.length === 0 ? [] : await besideNodes(ctx, all)),
      ...(await eachNodes(ctx, c, until)),
      ...otherNodes(decisions),
      ...staleNodes(own, decisions, d),
      { kind: "next", commands: [`score history ${d}`, `score refine ${d}`, `score cvss ${d}`] },
    );
  },
});
