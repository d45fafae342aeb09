import { appendDesk } from "../../db/queries/audit.ts";
import { addVendor, findVendors, nextVendorId, noteChange } from "../../db/queries/vendors.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { vendorName } from "../../src/domain/vendors.ts";
import { desk, open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { normal } from "../../src/search.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { choiceArg, optional, textArg } from "../args.ts";
import { command } from "../contract.ts";
import { nameOfVendor, tokensFor } from "./one.ts";

export const vendorAdd = command({
  name: "vendor add",
  summary: { ja: "開発者を名簿に加える", en: "Put a vendor into the directory" },
  effects: "write",
  max: "desk",
  args: {
    name: { ...textArg({ ja: "名前", en: "its name" }, '"Hoshi Soft"', 200), rest: false },
    products: optional({
      ...textArg(
        { ja: "製品や技術のキーワード", en: "products and keywords to find it by" },
        '"Hoshi Viewer, PNG decoder"',
        1000,
      ),
      rest: false,
    }),
    anyway: optional(
      choiceArg({ ja: "同じ名前があっても加える", en: "add it beside one of the same name" }, [
        { value: "yes", words: { ja: "はい", en: "yes" } },
      ]),
    ),
  },
  async run(ctx, { name, products = "", anyway }): Promise<View<"public" | "desk">> {
    const hashes = tokensFor(ctx, [name]);
    const same = (await findVendors(ctx.tx, hashes, Number.MAX_SAFE_INTEGER)).find(
      (v) => normal(nameOfVendor(ctx, v).open()) === normal(name),
    );
    if (same !== undefined && anyway === undefined)
      throw new Refusal(
        "args.invalid",
        say({
          ja: t`同じ名前の開発者がいます（番号 ${open(same.id)}）。`,
          en: t`A vendor of that name is there already: no. ${open(same.id)}.`,
        }),
        words({ ja: "別の会社なら anyway=yes を付けてください。", en: "If it is another company, add anyway=yes." }),
        "name",
      );
    const id = await nextVendorId(ctx.tx);
    const { key, wrapped } = ctx.keys.newKey(vendorName(id));
    await addVendor(ctx.tx, {
      id,
      key: wrapped,
      name: seal(key, "vendors.name", name),
      details: seal(key, "vendors.details", JSON.stringify({ products })),
      tokens: tokensFor(ctx, [name, products]),
      addedAt: ctx.now,
      addedBy: ctx.member.id,
    });
    await noteChange(ctx.tx, { vendorId: id, at: ctx.now, actor: ctx.actor, field: "added" });
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [{ action: "vendor.added", data: { vendor: id } }]);
    return view<"public" | "desk">(
      words({ ja: "開発者を加えました", en: "Vendor added" }),
      {
        kind: "para",
        text: say({
          ja: t`${foreign(desk(name))} を名簿に加えました（番号 ${open(id)}）。`,
          en: t`${foreign(desk(name))} is in the directory: no. ${open(id)}.`,
        }),
      },
      { kind: "next", commands: [`vendor contact ${id} "Tanaka Mei" mail=…`, `vendor show ${id}`] },
    );
  },
});
