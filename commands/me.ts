import { unackedOf } from "../db/queries/deadlines.ts";
import { accountsOf } from "../db/queries/members.ts";
import { roleWords } from "../src/domain/roles.ts";
import { open } from "../src/label.ts";
import { foreign, join, say, t, words } from "../src/text.ts";
import { type Node, view } from "../src/view.ts";
import { moment } from "../src/when.ts";
import { command } from "./contract.ts";
import { deadlineWords, ref } from "./show.ts";

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
    );
  },
});
