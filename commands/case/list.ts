import { openCases } from "../../db/queries/lists.ts";
import { words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { command } from "../contract.ts";
import { pageArg } from "../report/list.ts";
import { caseRows, digits, pageFooter, readPageKey, rowButtons } from "../show.ts";

export const caseList = command({
  name: "case list",
  summary: { ja: "取扱い中の案件を一覧する（影響の大きい順）", en: "List the open cases, greatest impact first" },
  effects: "read",
  max: "desk",
  args: { page: pageArg },
  async run(ctx, { page }) {
    const found = await openCases(ctx.tx, readPageKey(page));
    const [first] = found.rows;
    const summary = words({ ja: "取扱い中の案件", en: "Open cases" });
    if (first === undefined) {
      return view(
        summary,
        {
          kind: "para",
          text: words({
            ja: "取扱い中の案件はありません。届出を受理すると案件になります。",
            en: "No open case. A report becomes a case when it is accepted.",
          }),
        },
        { kind: "next", commands: ["report list"] },
      );
    }
    return view<"public" | "desk">(
      summary,
      await caseRows(ctx, found.rows),
      rowButtons(found.rows, "case show"),
      ...pageFooter(found, "case list", { ja: "影響の大きい順、次に古い順", en: "greatest impact first, then oldest" }),
      { kind: "next", commands: [`case show ${digits(first)}`, "case mine"] },
    );
  },
});
