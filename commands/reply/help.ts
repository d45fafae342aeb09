import { open } from "../../src/label.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { seatCommand } from "../contract.ts";
import { commands } from "../index.ts";
import { usage } from "../refusals.ts";

export const replyHelp = seatCommand({
  name: "reply help",
  by: "anyone",
  summary: { ja: "開発者の担当者が使えるコマンドを表示する", en: "Show what a vendor's people can do" },
  effects: "read",
  max: "public",
  args: {},
  async run(ctx) {
    const mine = commands.filter((c) => c.by !== undefined);
    return view(
      words({ ja: "ヘルプ", en: "Help" }),
      {
        kind: "para",
        text: say({
          ja: t`できること ${open(mine.length)}件。案件のカードのスレッドでは番号を省けます。見えるのは自社のことだけです。時刻は ${open(ctx.zone)}。`,
          en: t`${open(mine.length)} things you can do. In the thread of a case's card you can leave its number out. You see your own side only. Times: ${open(ctx.zone)}.`,
        }),
      },
      { kind: "fields", rows: mine.map((c) => [foreign(open(usage(c))), words(c.summary)] as const) },
      {
        kind: "buttons",
        buttons: [
          { label: words({ ja: "同僚を加える…", en: "Add a colleague…" }), run: "reply colleague" },
          { label: words({ ja: "ほかの開発者を知らせる…", en: "Name another vendor…" }), run: "reply suggest" },
          { label: words({ ja: "部屋の共有…", en: "Share a room…" }), run: "reply share" },
        ],
      },
      { kind: "next", commands: ["reply list"] },
    );
  },
});
