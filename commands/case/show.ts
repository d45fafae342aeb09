import { lastOf } from "../../db/queries/audit.ts";
import { recordRead } from "../../db/queries/audit-reads.ts";
import type { StoredCase } from "../../db/queries/cases.ts";
import { getCase } from "../../db/queries/cases.ts";
import { deadlinesOfCase } from "../../db/queries/deadlines.ts";
import { readEmbargo } from "../../db/queries/embargo.ts";
import { readGrounds } from "../../db/queries/grounds.ts";
import { namesOf } from "../../db/queries/members.ts";
import { notesOf } from "../../db/queries/messages.ts";
import { linkedCases, partiesOf } from "../../db/queries/parties.ts";
import { weaknessesOf } from "../../db/queries/scores.ts";
import { vulnerabilitiesOf } from "../../db/queries/vulnerabilities.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { impactWords, spreadWords } from "../../src/domain/impact.ts";
import { stateOf } from "../../src/domain/lifecycle/states.ts";
import type { Role } from "../../src/domain/roles.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { type Button, type Node, view } from "../../src/view.ts";
import { day, moment } from "../../src/when.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { embargoText } from "../embargo/words.ts";
import { weaknessWords } from "../score/cwe.ts";
import { aboutDeadline, byDay, caseKey, deadlineHead, digits, kindWords, ref, titleOf } from "../show.ts";
import { linkWords, milestones, partiesText } from "./milestones.ts";
import { moveButtons, nextIs } from "./moved.ts";

type R = "public" | "desk";

const none = words({ ja: "なし", en: "none" });
const notScored = words({ ja: "未評価", en: "not scored" });

function scoreText(c: StoredCase): Text<R> {
  if (c.score === null || c.vector === null) return notScored;
  return foreign(open(`${c.score.toFixed(1)}  ${c.vector}`));
}

function impactText(c: StoredCase): Text<R> {
  if (c.impact === null) return notScored;
  if (c.spread === null) return words(impactWords[c.impact]);
  return say({
    ja: t`${words(impactWords[c.impact])}（影響範囲 ${words(spreadWords[c.spread])}）`,
    en: t`${words(impactWords[c.impact])} (spread ${words(spreadWords[c.spread])})`,
  });
}

function whatNext(c: StoredCase, roles: readonly Role[]): { commands: string[]; buttons: Button[] } {
  const d = digits(c);
  const judged = c.acceptedAt !== null && c.closedAt === null;
  const commands = [
    ...(c.assigneeId === null && c.closedAt === null ? [`case take ${d}`] : []),
    ...(judged || c.closedAt !== null ? [] : [`report show ${d}`, `report accept ${d} all`]),
    ...(judged && c.score === null ? [`score cvss ${d} CVSS:3.1/…`] : []),
    ...(judged && c.score !== null && c.impact === null ? [`score impact ${d}`] : []),
    `case note ${d} …`,
    `case history ${d}`,
  ];
  const take: Button[] =
    c.assigneeId === null && c.closedAt === null
      ? [{ label: words({ ja: "担当する", en: "Take" }), run: `case take ${d}`, style: "primary" }]
      : [];
  const work: Button[] = [
    ...(judged ? [{ label: words({ ja: "評価…", en: "Score…" }), run: `score cvss ${d}` }] : []),
    ...(judged && c.score !== null
      ? [{ label: words({ ja: "影響度…", en: "Impact…" }), run: `score impact ${d}` }]
      : []),
    { label: words({ ja: "担当を決める…", en: "Assign…" }), run: `case assign ${d}` },
    { label: words({ ja: "メモ…", en: "Note…" }), run: `case note ${d}` },
    { label: words({ ja: "期限を付ける…", en: "Set a deadline…" }), run: `deadline add ${d}` },
  ];
  return {
    commands: commands.slice(0, 4),
    buttons: [
      ...take,
      ...(judged ? moveButtons(c, roles) : []),
      { label: words({ ja: "届出を読む", en: "Read the report" }), run: `report show ${d}` },
      ...(c.closedAt === null ? work : []),
    ],
  };
}

/** One look that answers "what now?": state, who, score, clocks, last notes, next act. */
export const caseShow = command({
  name: "case show",
  summary: { ja: "案件の概要を表示する", en: "Show a case at a glance" },
  effects: "read",
  max: "desk",
  args: { case: caseArg },
  async run(ctx, { case: reference }) {
    const c = await getCase(ctx.tx, reference);
    const [clocks, notes, names, parties, links, government, grounds, cwes, vulnerabilities, embargo] =
      await Promise.all([
        deadlinesOfCase(ctx.tx, c.id),
        notesOf(ctx.tx, c.id, 3),
        namesOf(ctx.tx, c.assigneeId === null ? [] : [c.assigneeId]),
        partiesOf(ctx.tx, c.id),
        linkedCases(ctx.tx, c.id),
        lastOf(ctx.tx, c.id, ["case.government-told"]),
        c.endCode === null ? new Map<string, never>() : readGrounds(ctx.tx),
        weaknessesOf(ctx.tx, c.id),
        vulnerabilitiesOf(ctx.tx, c.id),
        readEmbargo(ctx.tx, c.id),
        recordRead(ctx.tx, ctx.member.id, c.id, "case", ctx.now),
      ]);
    const key = caseKey(ctx, c);
    const authors = await namesOf(
      ctx.tx,
      notes.map((n) => n.by),
    );
    const next = whatNext(c, ctx.member.roles);
    const after = c.acceptedAt === null ? undefined : nextIs(c);
    const noteNodes: Node<R>[] = notes.reverse().flatMap((n): Node<R>[] => [
      {
        kind: "heading",
        text: say({
          ja: t`メモ ${moment(n.at, ctx.zone)} ${open(authors.get(n.by) ?? "?")}`,
          en: t`Note ${moment(n.at, ctx.zone)} ${open(authors.get(n.by) ?? "?")}`,
        }),
      },
      { kind: "quote", text: foreign(desk(unseal(key, "notes.body", n.body))) },
    ]);
    return view<R>(
      ref(c),
      { kind: "heading", text: say({ ja: t`${ref(c)} ${titleOf(ctx, c)}`, en: t`${ref(c)} ${titleOf(ctx, c)}` }) },
      {
        kind: "fields",
        rows: [
          [words({ ja: "種類", en: "Kind" }), words(kindWords[c.kind])],
          [words({ ja: "状態", en: "State" }), words(stateOf(c).words)],
          [
            words({ ja: "担当", en: "Assignee" }),
            c.assigneeId === null ? none : foreign(open(names.get(c.assigneeId) ?? "?")),
          ],
          [words({ ja: "CVSS", en: "CVSS" }), scoreText(c)],
          [words({ ja: "影響度", en: "Impact" }), impactText(c)],
          ...(cwes.length === 0 ? [] : [[foreign(open("CWE")), join(cwes.map(weaknessWords), " · ")] as const]),
          ...(vulnerabilities.length === 0
            ? []
            : [
                [
                  words({ ja: "脆弱性", en: "Vulnerabilities" }),
                  say({
                    ja: t`${open(vulnerabilities.length)}件（一覧: ${open(`vuln list ${digits(c)}`)}）`,
                    en: t`${open(vulnerabilities.length)} (${open(`vuln list ${digits(c)}`)})`,
                  }),
                ] as const,
              ]),
          [words({ ja: "受付", en: "Received" }), moment(c.receivedAt, ctx.zone)],
          ...milestones(ctx, c, grounds),
          ...(government === undefined
            ? []
            : [[words({ ja: "政府への通知", en: "Government told" }), day(government.at, ctx.zone)] as const]),
          ...(parties.length === 0 ? [] : [[words({ ja: "関係者", en: "Parties" }), partiesText(parties)] as const]),
          ...(embargo.state === "none"
            ? []
            : [[words({ ja: "エンバーゴ", en: "Embargo" }), embargoText(ctx, embargo)] as const]),
          ...links.map((l) => [words(l.out ? linkWords[l.kind].out : linkWords[l.kind].back), ref(l)] as const),
          ...clocks.map((deadline) => {
            const about = aboutDeadline(ctx, c, deadline);
            const when = byDay(ctx, deadline.dueAt);
            const custom = deadline.label !== null;
            return [
              deadlineHead(deadline.kind),
              custom ? say({ ja: t`${when}  ${about}`, en: t`${when}  ${about}` }) : when,
            ] as const;
          }),
        ],
      },
      ...(after === undefined ? [] : [{ kind: "para", text: after } as const]),
      ...noteNodes,
      { kind: "next", commands: next.commands },
      {
        kind: "buttons",
        buttons: [
          ...next.buttons,
          ...(vulnerabilities.length === 0
            ? []
            : [{ label: words({ ja: "脆弱性の一覧", en: "Vulnerabilities" }), run: `vuln list ${digits(c)}` }]),
        ],
      },
    );
  },
});
