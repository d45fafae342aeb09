import { saveKey } from "../../db/queries/vendor-keys.ts";
import { lockVendor } from "../../db/queries/vendors.ts";
import { foreign, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { command } from "../contract.ts";
import { recordChange } from "./entry.ts";
import { nameOfVendor, vendorArg, vendorKey } from "./one.ts";
import { fingerprintArg, getKey, keyNodes } from "./openpgp.ts";

/** Nothing is encrypted to this key any more, and it cannot come back. */
export const vendorKeyRevoke = command({
  name: "vendor key-revoke",
  summary: { ja: "開発者のOpenPGP鍵を使わないようにする", en: "Stop using a key of a vendor, for good" },
  effects: "write",
  max: "desk",
  args: { vendor: vendorArg, fingerprint: { ...fingerprintArg, example: "015E7330" } },
  async run(ctx, { vendor: id, fingerprint }): Promise<View<"public" | "desk">> {
    const v = await lockVendor(ctx.tx, id);
    const its = { id, key: vendorKey(ctx, v) };
    const { stored } = await getKey(ctx, its, fingerprint);
    if (stored.revokedAt === null) {
      await saveKey(ctx.tx, stored.id, { revokedAt: ctx.now });
      await recordChange(ctx, id, ["key-revoked"]);
    }
    return view<"public" | "desk">(
      words({ ja: "鍵を失効にしました", en: "Key revoked" }),
      { kind: "heading", text: foreign(nameOfVendor(ctx, v)) },
      ...(await keyNodes(ctx, its)).nodes,
      { kind: "next", commands: [`vendor key-add ${id} …`, `vendor keys ${id}`] },
    );
  },
});
