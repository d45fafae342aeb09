import { reportsToJudge } from "../../db/queries/lists.ts";
import { words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { optional, wordArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseRows, digits, pageFooter, pageKeyShape, readPageKey, rowButtons } from "../show.ts";

/** The `page` argument of every list: the key that the page before printed. */
export const pageArg = optional(
  wordArg(
    { ja: "次ページの鍵（一覧の末尾に表示）", en: "where to go on: printed below a list" },
    "1-abc-1",
    pageKeyShape,
  ),
);

export const reportList = command({
  name: "report list",
  summary: { ja: "受理・不受理を判断する届出を一覧する", en: "List the reports to judge, most urgent first" },
  effects: "read",
  max: "desk",
  args: { page: pageArg },
  async run(ctx, { page }) {
    const found = await reportsToJudge(ctx.tx, readPageKey(page));
    const [first] = found.rows;
    if (first === undefined) {
      return view(
        words({ ja: "判断待ちの届出", en: "Reports to judge" }),
        {
          kind: "para",
          text: words({
            ja: "判断待ちの届出はありません。新しい届出が届くとここに並びます。",
            en: "No report waits for a decision. New ones appear here as they arrive.",
          }),
        },
        { kind: "next", commands: ["report link", "case list"] },
      );
    }
    return view<"public" | "desk">(
      words({ ja: "判断待ちの届出", en: "Reports to judge" }),
      await caseRows(ctx, found.rows),
      rowButtons(found.rows, "report show"),
      ...pageFooter(found, "report list", { ja: "古い順", en: "oldest first" }),
      { kind: "next", commands: [`report show ${digits(first)}`, `report accept ${digits(first)} all`] },
    );
  },
});
