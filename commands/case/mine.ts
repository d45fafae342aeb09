import { casesOf } from "../../db/queries/lists.ts";
import { words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { command } from "../contract.ts";
import { pageArg } from "../report/list.ts";
import { caseRows, digits, pageFooter, readPageKey, rowButtons } from "../show.ts";

export const caseMine = command({
  name: "case mine",
  summary: { ja: "自分が担当する届出と案件を一覧する", en: "List what you are responsible for" },
  effects: "read",
  max: "desk",
  args: { page: pageArg },
  async run(ctx, { page }) {
    const found = await casesOf(ctx.tx, ctx.member.id, readPageKey(page));
    const [first] = found.rows;
    const summary = words({ ja: "自分の担当", en: "Your cases" });
    if (first === undefined) {
      return view(
        summary,
        { kind: "para", text: words({ ja: "担当している案件はありません。", en: "You have no case." }) },
        { kind: "next", commands: ["report list", "case list"] },
      );
    }
    return view<"public" | "desk">(
      summary,
      await caseRows(ctx, found.rows),
      rowButtons(found.rows, "case show"),
      ...pageFooter(found, "case mine", { ja: "影響の大きい順、次に古い順", en: "greatest impact first, then oldest" }),
      { kind: "next", commands: [`case show ${digits(first)}`] },
    );
  },
});
