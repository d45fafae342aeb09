import { unackedOf } from "../db/queries/deadlines.ts";
import { accountsOf, namesOf } from "../db/queries/members.ts";
import { openSwapsOf } from "../db/queries/swaps.ts";
import { roleWords } from "../src/domain/roles.ts";
import { open } from "../src/label.ts";
import { foreign, join, say, t, words } from "../src/text.ts";
import { type Node, view } from "../src/view.ts";
import { moment } from "../src/when.ts";
import { type Ctx, command } from "./contract.ts";
import { shareText } from "./duty/shares.ts";
import { deadlineWords, ref } from "./show.ts";

/** Offers to swap duty that wait for an answer: by them or to them. */
async function swaps(ctx: Ctx): Promise<Node<"public">[]> {
  const waiting = await openSwapsOf(ctx.tx, ctx.member.id, ctx.now);
  if (waiting.length === 0) return [];
  const names = await namesOf(
    ctx.tx,
    waiting.flatMap((s) => [s.proposedBy, s.otherId]),
  );
  const rows = waiting.map((s) => {
    const given = shareText(ctx, s);
    const taken = shareText(ctx, { line: s.otherLine, startsAt: s.otherStartsAt, endsAt: s.otherEndsAt });
    const until = moment(s.expiresAt, ctx.zone);
    const [no, by, to] = [open(s.id), open(names.get(s.proposedBy) ?? "?"), open(names.get(s.otherId) ?? "?")];
    const text = say({
      ja: t`交換の申し出 ${no}（${by} から ${to} へ、${until} まで有効）: ${given} ⇄ ${taken}`,
      en: t`swap no. ${no}, ${by} asks ${to}, open until ${until}: ${given} ⇄ ${taken}`,
    });
    return { mark: "open" as const, text };
  });
  const answers = waiting.map((s) =>
    s.otherId === ctx.member.id ? `duty confirm ${s.id}` : `duty confirm ${s.id} no`,
  );
  return [
    { kind: "items", rows },
    { kind: "next", commands: answers.slice(0, 3) },
  ];
}

export const me = command({
  name: "me",
  summary: { ja: "自分の登録内容と、待っている通知を表示する", en: "Show who you are here and what waits for you" },
  effects: "read",
  max: "public",
  args: {},
  async run(ctx) {
    const [accounts, waiting] = await Promise.all([
      accountsOf(ctx.tx, [ctx.member.id]),
      unackedOf(ctx.tx, ctx.member.id, 10),
    ]);
    const pings: Node<"public">[] =
      waiting.length === 0
        ? [{ kind: "para", text: words({ ja: "確認待ちの通知はありません。", en: "No ping waits for you." }) }]
        : [
            {
              kind: "items",
              rows: waiting.map(({ ping, deadline, reference }) => ({
                mark: "due",
                text: say({
                  ja: t`${ref({ reference })} ${deadlineWords(deadline.kind)} ${moment(deadline.dueAt, ctx.zone)} まで · 通知 ${open(ping.id)}`,
                  en: t`${ref({ reference })} ${deadlineWords(deadline.kind)} due ${moment(deadline.dueAt, ctx.zone)} · ping ${open(ping.id)}`,
                }),
              })),
            },
            { kind: "next", commands: waiting.slice(0, 3).map(({ ping }) => `duty ack ${ping.id}`) },
          ];
    return view(
      foreign(open(ctx.member.name)),
      {
        kind: "fields",
        rows: [
          [words({ ja: "名前", en: "Name" }), foreign(open(`${ctx.member.name} (${ctx.member.handle})`))],
          [
            words({ ja: "役割", en: "Roles" }),
            join(
              ctx.member.roles.map((r) => words(roleWords[r])),
              " · ",
            ),
          ],
          [
            words({ ja: "アカウント", en: "Accounts" }),
            foreign(open(accounts.map((a) => `${a.platform}:${a.tenant}:${a.account}`).join(" · "))),
          ],
          [words({ ja: "時間帯", en: "Time zone" }), foreign(open(ctx.zone))],
        ],
      },
      ...pings,
      ...(await swaps(ctx)),
    );
  },
});
