import { recordRead } from "../../db/queries/audit-reads.ts";
import { lockCase, type StoredCase, sealedReport } from "../../db/queries/cases.ts";
import { deadlinesOfCase } from "../../db/queries/deadlines.ts";
import { findFinder } from "../../db/queries/finders.ts";
import { attachmentsOf, messagesOf } from "../../db/queries/messages.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { openReport } from "../../src/domain/case.ts";
import type { ReportValues } from "../../src/domain/intake/kinds.ts";
import { laneWords } from "../../src/domain/intake/lane.ts";
import { type Answer, wordsFor } from "../../src/domain/intake/words.ts";
import { stateOf } from "../../src/domain/lifecycle/states.ts";
import { desk, open, personal } from "../../src/label.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { mayReadIdentity } from "../policy.ts";
import { byDay, caseKey, deadlineHead, digits, kindWords, ref, titleOf } from "../show.ts";
import { evidenceNodes } from "./evidence.ts";

type R = "public" | "desk" | "personal";

/** Short answers as fields, long ones as quotes below their label. */
const longer = 80;

function answerNodes(answers: readonly Answer[]): Node<R>[] {
  const text = (a: Answer): Text<R> => {
    const mark = a.personal ? personal : desk;
    return say({ ja: t`${mark(a.value.ja)}`, en: t`${mark(a.value.en)}` });
  };
  const isShort = (a: Answer): boolean => [...a.value.ja].length <= longer && !a.value.ja.includes("\n");
  const short = answers.filter(isShort);
  const long = answers.filter((a) => !isShort(a));
  return [
    ...(short.length === 0
      ? []
      : [{ kind: "fields" as const, rows: short.map((a) => [words(a.label), text(a)] as const) }]),
    ...long.flatMap((a): Node<R>[] => [
      { kind: "heading", text: words(a.label) },
      { kind: "quote", text: text(a) },
    ]),
  ];
}

/** The values of a report; with the finder's identity for those who may know it, as long as it was not erased. */
async function valuesOf(ctx: Ctx, c: StoredCase, key: Buffer): Promise<{ values: ReportValues; erased: boolean }> {
  // We sealed what our own parser had made, so the shape is known.
  const report = JSON.parse(unseal(key, "cases.report", await sealedReport(ctx.tx, c.id))) as ReportValues;
  if (!mayReadIdentity(ctx.member.roles)) return { values: report, erased: false };
  const finder = await findFinder(ctx.tx, c.finderId);
  if (finder?.key == null) return { values: report, erased: true };
  const finderKey = ctx.keys.unwrap(finder.key, `finder/${digits({ reference: finder.owner ?? c.reference })}`);
  const identity = JSON.parse(unseal(finderKey, "finders.identity", finder.identity)) as ReportValues;
  return { values: { ...identity, ...report }, erased: false };
}

const size = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

async function talk(ctx: Ctx, c: StoredCase, key: Buffer): Promise<Node<R>[]> {
  const [said, files] = await Promise.all([messagesOf(ctx.tx, c.id), attachmentsOf(ctx.tx, c.id)]);
  const answers = said.filter((m) => m.sender === "finder");
  return [
    ...(files.length === 0
      ? []
      : [
          {
            kind: "heading" as const,
            text: words({
              ja: "添付（開かないでください。封印したまま保管しています）",
              en: "Files (kept sealed; treat them as hostile)",
            }),
          },
          {
            kind: "items" as const,
            rows: files.map((f) => ({
              text: say({
                ja: t`${desk(unseal(key, "attachments.name", f.name))} ${open(size(f.size))}`,
                en: t`${desk(unseal(key, "attachments.name", f.name))} ${open(size(f.size))}`,
              }),
            })),
          },
        ]),
    ...answers.flatMap((m): Node<R>[] => [
      {
        kind: "heading",
        text: say({
          ja: t`発見者の回答 ${moment(m.at, ctx.zone)}`,
          en: t`The finder answered ${moment(m.at, ctx.zone)}`,
        }),
      },
      { kind: "quote", text: foreign(desk(unseal(key, "messages.body", m.body))) },
    ]),
  ];
}

const isJudged = (state: string): boolean => !["RCV", "CHK", "ASK"].includes(state);

/** What one decides after reading, each with its form where the surface has forms. */
const buttonsFor = (c: StoredCase, state: string): Node<"public"> => {
  const d = digits(c);
  const take = { label: words({ ja: "担当する", en: "Take" }), run: `case take ${d}` };
  const judge = [
    { label: words({ ja: "受理…", en: "Accept…" }), run: `report accept ${d}`, style: "primary" as const },
    { label: words({ ja: "不受理…", en: "Decline…" }), run: `report decline ${d}` },
    { label: words({ ja: "発見者に質問…", en: "Ask the finder…" }), run: `report ask ${d}` },
  ];
  const handle = [{ label: words({ ja: "案件を見る", en: "Show the case" }), run: `case show ${d}` }];
  return {
    kind: "buttons",
    buttons: [...(isJudged(state) ? handle : judge), ...(c.assigneeId === null && c.closedAt === null ? [take] : [])],
  };
};

const nextSteps = (c: StoredCase, _state: string): Node<"public"> => {
  const d = digits(c);
  return c.acceptedAt !== null
    ? { kind: "next", commands: [`case show ${d}`, `case take ${d}`, `score cvss ${d} CVSS:3.1/…`] }
    : { kind: "next", commands: [`report accept ${d} all`, `report decline ${d} R-…`, `report ask ${d} …`] };
};

/** The whole report for one person alone. The first look of a person of the desk ends the clock of the first look. */
export const reportShow = command({
  name: "report show",
  summary: { ja: "届出の全文を表示する", en: "Read a report in full" },
  effects: "write",
  max: "personal",
  args: { case: caseArg },
  async run(ctx, { case: reference }): Promise<View<R>> {
    const stored = await lockCase(ctx.tx, reference);
    const step = openReport(stored);
    await apply(ctx, stored, step);
    await recordRead(ctx.tx, ctx.member.id, stored.id, "report", ctx.now);
    const key = caseKey(ctx, stored);
    const [{ values, erased }, clocks, rest] = await Promise.all([
      valuesOf(ctx, stored, key),
      deadlinesOfCase(ctx.tx, stored.id),
      talk(ctx, stored, key),
    ]);
    return view<R>(
      say({ ja: t`${ref(stored)} の届出`, en: t`Report ${ref(stored)}` }),
      {
        kind: "heading",
        text: say({ ja: t`${ref(stored)} ${titleOf(ctx, stored)}`, en: t`${ref(stored)} ${titleOf(ctx, stored)}` }),
      },
      {
        kind: "fields",
        rows: [
          [words({ ja: "種類", en: "Kind" }), words(kindWords[stored.kind])],
          [words({ ja: "状態", en: "State" }), words(stateOf(step.after).words)],
          [words({ ja: "受付", en: "Received" }), moment(stored.receivedAt, ctx.zone)],
          ...(stored.lane === null || isJudged(step.after.state)
            ? []
            : [[words({ ja: "確認レーン", en: "Review lane" }), words(laneWords[stored.lane])] as const]),
          ...clocks.map((d) => [deadlineHead(d.kind), byDay(ctx, d.dueAt)] as const),
        ],
      },
      ...answerNodes(wordsFor(stored.kind, values)),
      ...(erased
        ? [
            {
              kind: "para" as const,
              text: words({ ja: "発見者の情報は消去されています。", en: "Who the finder is has been erased." }),
            },
          ]
        : []),
      ...rest,
      ...(isJudged(step.after.state) ? [] : await evidenceNodes(ctx, stored, values)),
      buttonsFor(stored, step.after.state),
      nextSteps(stored, step.after.state),
    );
  },
});
