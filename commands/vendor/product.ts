import { lockVendor, saveVendor } from "../../db/queries/vendors.ts";
import { changeLists, splitList } from "../../src/domain/vendors/details.ts";
import { desk, open } from "../../src/label.ts";
import { readPurl } from "../../src/purl.ts";
import { Refusal } from "../../src/refusal.ts";
import { normal } from "../../src/search.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { optional, textArg } from "../args.ts";
import { command } from "../contract.ts";
import * as refuse from "../refusals.ts";
import { openEntry, recordChange, sealEntry } from "./entry.ts";
import { checkEntries, getList, getPurls } from "./lists.ts";
import { vendorArg } from "./one.ts";
import { listRows } from "./rows.ts";

const list = (ja: string, en: string, example: string) =>
  optional({ ...textArg({ ja, en }, example, 2000), rest: false });

const args = {
  vendor: vendorArg,
  add: optional(
    textArg(
      { ja: "加える製品（コンマ区切り）", en: "products to add, with commas" },
      '"Hoshi Viewer, Hoshi Cart"',
      2000,
    ),
  ),
  keyword: list("加える技術キーワード（コンマ区切り）", "technologies to add, with commas", '"PNG, TIFF"'),
  purl: list("加えるパッケージURL（コンマ区切り）", "package URLs to add, with commas", "pkg:npm/hoshi-viewer"),
  remove: list(
    "一覧から外す製品・キーワード・パッケージURL",
    "products, keywords or package URLs to take out",
    '"Hoshi Cart"',
  ),
};

const notThere = (missing: string): Refusal =>
  new Refusal(
    "args.invalid",
    say({
      ja: t`「${open(missing)}」は、製品・キーワード・パッケージURLのどれにもありません。何も変えていません。`,
      en: t`"${open(missing)}" is none of its products, keywords or package URLs. Nothing was changed.`,
    }),
    words({ ja: "登録されているものは vendor show にあります。", en: "vendor show lists them." }),
    "remove",
  );

/** By what a vendor is found for a case: its products, the technologies that it uses, and package URLs. */
export const vendorProduct = command({
  name: "vendor product",
  summary: {
    ja: "開発者の製品・技術キーワード・パッケージURLを加える・外す",
    en: "Add or take out a vendor's products, technologies and package URLs",
  },
  effects: "write",
  max: "desk",
  form: { when: ["add", "keyword", "purl", "remove"] },
  needs: ["add"],
  args,
  async run(ctx, { vendor: id, add, keyword, purl, remove }): Promise<View<"public" | "desk">> {
    if ([add, keyword, purl, remove].every((x) => x === undefined))
      throw refuse.missingArgument(vendorProduct, "add", args.add);
    const stored = await lockVendor(ctx.tx, id);
    const entry = openEntry(ctx, stored);
    const gone = splitList(remove ?? "").map((e) => readPurl(e) ?? e);
    const { details, changed, missing } = changeLists(
      entry.details,
      {
        add: {
          products: getList(add ?? "", "add"),
          keywords: getList(keyword ?? "", "keyword"),
          purls: getPurls(purl ?? "", "purl"),
        },
        remove: gone,
      },
      normal,
    );
    const [first] = missing;
    if (first !== undefined) throw notThere(first);
    checkEntries(details.products, "add");
    checkEntries(details.keywords, "keyword");
    checkEntries(details.purls, "purl");
    if (changed.length > 0) {
      await saveVendor(ctx.tx, stored, sealEntry(ctx, { ...entry, details }));
      await recordChange(ctx, id, changed);
    }
    return view<"public" | "desk">(
      changed.length > 0
        ? words({ ja: "製品の一覧を変えました", en: "Products changed" })
        : words({ ja: "変わりはありません", en: "Nothing to change" }),
      { kind: "heading", text: foreign(desk(entry.name)) },
      { kind: "fields", rows: listRows(details) },
      { kind: "next", commands: [`vendor show ${id}`] },
    );
  },
});
