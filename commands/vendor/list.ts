import { countLimit, pageSize } from "../../db/queries/lists.ts";
import { vendorPage } from "../../db/queries/vendors.ts";
import { checkKeys, checks, oldBefore } from "../../src/domain/vendors/checked.ts";
import { open } from "../../src/label.ts";
import { queryWords } from "../../src/search.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { choiceArg, optional, textArg, wordArg } from "../args.ts";
import { command, type Raw } from "../contract.ts";
import { writeLine } from "../text.ts";
import { nameOfVendor } from "./one.ts";
import { line, oldCheck } from "./rows.ts";

const title = words({ ja: "開発者の名簿", en: "Vendors" });

const nobody = (text: { readonly ja: string; readonly en: string }): View<"public"> =>
  view(title, { kind: "para", text: words(text) }, { kind: "next", commands: ['vendor add "Hoshi Soft"'] });

/** "21-40 of 212", with the command for the next page. */
function footer(page: Awaited<ReturnType<typeof vendorPage>>, asked: Raw): Node<"public">[] {
  const { rows, before, total } = page;
  const all = total > countLimit ? `${countLimit}+` : String(total);
  const span = `${before + 1}-${before + rows.length}`;
  const count: Node<"public"> = {
    kind: "para",
    text: say({ ja: t`${open(all)}件中${open(span)}件目`, en: t`${open(span)} of ${open(all)}` }),
  };
  const last = rows.at(-1);
  if (!page.more || last === undefined) return [count];
  const next = writeLine(vendorList, { page: String(last.id), ...asked });
  return [
    count,
    { kind: "next", commands: [next] },
    { kind: "buttons", buttons: [{ label: words({ ja: `次の${pageSize}件`, en: `Next ${pageSize}` }), run: next }] },
  ];
}

/** The directory in the order of its numbers. A search compares keyed hashes: the database never sees what was asked. */
export const vendorList = command({
  name: "vendor list",
  summary: { ja: "名簿の開発者を一覧・検索する", en: "List the directory's vendors, or find one" },
  effects: "read",
  max: "desk",
  args: {
    find: optional(
      textArg({ ja: "名前・製品・技術の語", en: "words of the name, a product or a technology" }, "hoshi", 200),
    ),
    verified: optional(
      choiceArg(
        { ja: "最後の確認", en: "when it was last checked" },
        checkKeys.map((value) => ({ value, words: checks[value] })),
      ),
    ),
    page: optional(
      wordArg(
        { ja: "次ページの鍵（一覧の末尾に表示）", en: "where to go on: printed below a list" },
        "25",
        /^\d{1,9}$/,
      ),
    ),
  },
  async run(ctx, { find = "", verified, page = "0" }): Promise<View<"public" | "desk">> {
    const hashes = [...queryWords(find)].map((x) => ctx.keys.blind(x));
    const unread = find !== "" && hashes.length === 0;
    const found = unread
      ? { rows: [], before: 0, total: 0, more: false }
      : await vendorPage(
          ctx.tx,
          hashes,
          Number(page),
          verified && { check: verified, oldBefore: oldBefore(ctx.now, ctx.settings["vendor.verified-days"]) },
        );
    const { rows, total } = found;
    if ((find !== "" || verified !== undefined) && total === 0)
      return nobody({ ja: "合う開発者はいません。", en: "No vendor fits." });
    if (total === 0) return nobody({ ja: "名簿はまだ空です。", en: "The directory is empty." });
    if (rows.length === 0) return nobody({ ja: "この先には誰もいません。", en: "Nobody comes after that." });
    return view<"public" | "desk">(
      title,
      {
        kind: "items",
        rows: rows.map((v) => ({
          text: line(
            foreign(open(v.id)),
            foreign(nameOfVendor(ctx, v)),
            ...(v.verifiedAt === null ? [words(checks.never)] : oldCheck(ctx, v.verifiedAt)),
          ),
        })),
      },
      ...footer(found, { find, ...(verified !== undefined && { verified }) }),
      { kind: "next", commands: rows.slice(0, 3).map((v) => `vendor show ${v.id}`) },
    );
  },
});
