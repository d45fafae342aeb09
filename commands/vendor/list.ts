import { findVendors } from "../../db/queries/vendors.ts";
import { open } from "../../src/label.ts";
import { queryWords } from "../../src/search.ts";
import { foreign, join, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { optional, textArg } from "../args.ts";
import { command } from "../contract.ts";
import { nameOfVendor } from "./one.ts";

const most = 50;

export const vendorList = command({
  name: "vendor list",
  summary: { ja: "名簿の開発者を一覧・検索する", en: "List the directory's vendors, or find one" },
  effects: "read",
  max: "desk",
  args: { find: optional(textArg({ ja: "名前や製品の語", en: "words of the name or a product" }, "hoshi", 200)) },
  async run(ctx, { find = "" }): Promise<View<"public" | "desk">> {
    const hashes = [...queryWords(find)].map((x) => ctx.keys.blind(x));
    const rows = await findVendors(ctx.tx, hashes, most + 1);
    const title = words({ ja: "開発者の名簿", en: "Vendors" });
    if (rows.length === 0)
      return view(
        title,
        {
          kind: "para",
          text:
            find === ""
              ? words({ ja: "名簿はまだ空です。", en: "The directory is empty." })
              : words({ ja: "合う開発者はいません。", en: "No vendor fits." }),
        },
        { kind: "next", commands: ['vendor add "Hoshi Soft"'] },
      );
    const shown = rows.slice(0, most);
    return view<"public" | "desk">(
      title,
      {
        kind: "items",
        rows: shown.map((v) => ({
          text: join<"public" | "desk">([foreign(open(v.id)), foreign(nameOfVendor(ctx, v))], " · "),
        })),
      },
      {
        kind: "para",
        text:
          rows.length > most
            ? say({
                ja: t`はじめの${open(most)}件です。語を足すと絞れます。`,
                en: t`The first ${open(most)}. Add a word to narrow it down.`,
              })
            : say({ ja: t`${open(shown.length)}件`, en: t`${open(shown.length)} in all` }),
      },
      { kind: "next", commands: shown.slice(0, 3).map((v) => `vendor show ${v.id}`) },
    );
  },
});
