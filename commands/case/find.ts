import { getCase, noSuchCase } from "../../db/queries/cases.ts";
import { findCases, pageSize, searchLimit } from "../../db/queries/lists.ts";
import { parseReference } from "../../src/domain/reference.ts";
import { open } from "../../src/label.ts";
import { queryWords } from "../../src/search.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { textArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseRows, digits, rowButtons } from "../show.ts";

/** A search looks at keyed hashes of words only: the database never sees what was asked (decision 11). */
export const caseFind = command({
  name: "case find",
  summary: { ja: "番号・製品・開発者・件名で探す", en: "Find by reference, product, vendor or title" },
  effects: "read",
  max: "desk",
  args: { words: textArg({ ja: "探す語", en: "words to look for" }, "画像ビューア", 200) },
  async run(ctx, { words: typed }) {
    const reference = parseReference(typed);
    const summary = words({ ja: "検索結果", en: "Search result" });
    if (reference !== undefined) {
      const c = await getCase(ctx.tx, reference);
      return view<"public" | "desk">(summary, await caseRows(ctx, [c]), {
        kind: "next",
        commands: [`case show ${digits(c)}`],
      });
    }
    const hashes = [...queryWords(typed)].map((w) => ctx.keys.blind(w));
    if (hashes.length === 0) throw noSuchCase();
    const found = await findCases(ctx.tx, hashes);
    const [first] = found.rows;
    if (first === undefined) {
      return view(
        summary,
        {
          kind: "para",
          text: say({
            ja: t`「${open(typed)}」に合う案件はありません。語の一部（英数字は3文字以上の先頭、日本語は2文字以上）でも探せます。`,
            en: t`Nothing matches "${open(typed)}". Beginnings of words (3 letters or more; 2 characters in Japanese) work, too.`,
          }),
        },
        { kind: "next", commands: ["report list", "case list"] },
      );
    }
    const total = found.total > searchLimit ? `${searchLimit}+` : String(found.total);
    return view<"public" | "desk">(
      summary,
      await caseRows(ctx, found.rows),
      rowButtons(found.rows, "case show"),
      {
        kind: "para",
        text: found.more
          ? say({
              ja: t`${open(total)}件のうち新しい${open(pageSize)}件。語を足すと絞れます。`,
              en: t`The newest ${open(pageSize)} of ${open(total)}. Add a word to narrow it down.`,
            })
          : say({ ja: t`${open(total)}件`, en: t`${open(total)} found` }),
      },
      { kind: "next", commands: [`case show ${digits(first)}`] },
    );
  },
});
