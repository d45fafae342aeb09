import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { textArg } from "../args.ts";
import { seatCommand } from "../contract.ts";
import { redeemCode } from "../vendor/codes.ts";

export const replyLink = seatCommand({
  name: "reply link",
  by: "anyone",
  summary: {
    ja: "受け取ったコードで、自分のアカウントを開発者の担当者として登録する",
    en: "Tie your account to your vendor with the code you were given",
  },
  effects: "write",
  max: "public",
  args: {
    code: textArg({ ja: "一度だけ使えるコード", en: "the one-time code" }, "ABCD-EFGH-JKMN-PQRS-TVWX-YZ23-4567", 60),
  },
  async run(ctx, { code }) {
    await redeemCode(ctx, ctx.principal, code);
    return view(
      words({ ja: "登録しました", en: "Linked" }),
      {
        kind: "para",
        text: say({
          ja: t`このアカウントで、自社の案件に回答できるようになりました。コードはもう使えません。`,
          en: t`You can now answer for your vendor with this account. The code is used up.`,
        }),
      },
      { kind: "next", commands: ["reply list", "reply help"] },
    );
  },
});
