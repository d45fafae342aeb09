import { appendDesk } from "../../db/queries/audit.ts";
import { addVendor, nextVendorId, noteChange } from "../../db/queries/vendors.ts";
import { noDetails } from "../../src/domain/vendors/details.ts";
import { vendorName } from "../../src/domain/vendors.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { optional, textArg } from "../args.ts";
import { command } from "../contract.ts";
import { sealEntry } from "./entry.ts";
import { getList } from "./lists.ts";
import { anywayArg, freeName } from "./same-name.ts";

export const vendorAdd = command({
  name: "vendor add",
  summary: { ja: "開発者を名簿に加える", en: "Put a vendor into the directory" },
  effects: "write",
  max: "desk",
  args: {
    name: { ...textArg({ ja: "名前", en: "its name" }, '"Hoshi Soft"', 200), rest: false },
    products: optional({
      ...textArg({ ja: "製品（コンマ区切り）", en: "its products, with commas" }, '"Hoshi Viewer, Hoshi Cart"', 1000),
      rest: false,
    }),
    anyway: anywayArg,
  },
  async run(ctx, { name, products = "", anyway }): Promise<View<"public" | "desk">> {
    await freeName(ctx, name, anyway);
    const id = await nextVendorId(ctx.tx);
    const { key, wrapped } = ctx.keys.newKey(vendorName(id));
    await addVendor(ctx.tx, {
      id,
      key: wrapped,
      ...sealEntry(ctx, { key, name, details: { ...noDetails, products: getList(products, "products") } }),
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
      { kind: "next", commands: [`vendor contact ${id} "…" mail=…`, `vendor product ${id}`, `vendor show ${id}`] },
    );
  },
});
