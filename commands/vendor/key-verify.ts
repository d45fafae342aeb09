import { saveKey } from "../../db/queries/vendor-keys.ts";
import { lockVendor } from "../../db/queries/vendors.ts";
import { keyState } from "../../src/domain/vendors/keys.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { command } from "../contract.ts";
import { recordChange } from "./entry.ts";
import { nameOfVendor, vendorArg, vendorKey } from "./one.ts";
import { fingerprintArg, getKey, keyNodes } from "./openpgp.ts";

const no = (ja: string, en: string): Refusal =>
  new Refusal(
    "args.invalid",
    words({ ja, en }),
    words({
      ja: "先方が読み上げたとおりに、指紋をすべて入力してください。",
      en: "Type the whole fingerprint as the vendor read it to you.",
    }),
    "fingerprint",
  );

/** Somebody heard the fingerprint from the vendor and typed it: only a key that was compared like this is written to. */
export const vendorKeyVerify = command({
  name: "vendor key-verify",
  summary: {
    ja: "先方から聞いた指紋を入力して、鍵を確認済みにする",
    en: "Type the fingerprint that the vendor told you, so that its key is used",
  },
  effects: "write",
  max: "desk",
  args: { vendor: vendorArg, fingerprint: fingerprintArg },
  async run(ctx, { vendor: id, fingerprint }): Promise<View<"public" | "desk">> {
    const v = await lockVendor(ctx.tx, id);
    const its = { id, key: vendorKey(ctx, v) };
    const { stored, isWhole } = await getKey(ctx, its, fingerprint);
    if (!isWhole)
      throw no(
        "指紋の一部しか入力されていません。短い一致は偽の鍵でも作れます。",
        "That is only a part of the fingerprint, and a false key can be made to fit a part.",
      );
    const state = keyState(stored, ctx.now);
    if (state === "revoked" || state === "expired")
      throw no("この鍵は失効したか、期限が切れています。", "This key was revoked or has expired.");
    await saveKey(ctx.tx, stored.id, { verifiedAt: ctx.now, verifiedBy: ctx.member.id });
    await recordChange(ctx, id, ["key-verified"]);
    return view<"public" | "desk">(
      words({ ja: "指紋を確認しました", en: "Fingerprint checked" }),
      { kind: "heading", text: foreign(nameOfVendor(ctx, v)) },
      ...(await keyNodes(ctx, its)).nodes,
      { kind: "next", commands: [`vendor keys ${id}`, `vendor show ${id}`] },
    );
  },
});
