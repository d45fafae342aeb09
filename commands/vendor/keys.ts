import { getVendor } from "../../db/queries/vendors.ts";
import { foreign, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { command } from "../contract.ts";
import { nameOfVendor, vendorArg, vendorKey } from "./one.ts";
import { keyNodes } from "./openpgp.ts";

export const vendorKeys = command({
  name: "vendor keys",
  summary: { ja: "開発者のOpenPGP鍵を一覧する", en: "List a vendor's OpenPGP keys" },
  effects: "read",
  max: "desk",
  args: { vendor: vendorArg },
  async run(ctx, { vendor: id }): Promise<View<"public" | "desk">> {
    const v = await getVendor(ctx.tx, id);
    const { nodes, count } = await keyNodes(ctx, { id, key: vendorKey(ctx, v) });
    return view<"public" | "desk">(
      words({ ja: "OpenPGP鍵", en: "OpenPGP keys" }),
      { kind: "heading", text: foreign(nameOfVendor(ctx, v)) },
      ...(count > 0
        ? nodes
        : [{ kind: "para" as const, text: words({ ja: "鍵はまだありません。", en: "It has no key yet." }) }]),
      { kind: "next", commands: [`vendor key-add ${id} …`, `vendor key-verify ${id} …`, `vendor show ${id}`] },
    );
  },
});
