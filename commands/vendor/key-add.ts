import { z } from "zod";
import { addKey, keysOf, saveKey } from "../../db/queries/vendor-keys.ts";
import { lockVendor } from "../../db/queries/vendors.ts";
import { type KeyFault, longestKey, readPublicKey } from "../../src/crypto/openpgp.ts";
import { groupFingerprint } from "../../src/domain/vendors/keys.ts";
import { desk } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import type { Arg } from "../contract.ts";
import { command } from "../contract.ts";
import { recordChange } from "./entry.ts";
import { nameOfVendor, vendorArg, vendorKey } from "./one.ts";
import { fingerprintHash, keyNodes, sealKey } from "./openpgp.ts";

const another: Both = {
  ja: "使える公開鍵を送ってもらってください。",
  en: "Ask the vendor for a public key that can be used.",
};

const faults: Readonly<Record<KeyFault, { readonly why: Both; readonly next: Both }>> = {
  private: {
    why: {
      ja: "これは秘密鍵です。保存していません。持っている人はだれでも、この鍵あての文を読めます。",
      en: "This is a private key. It was not stored. Whoever has it can read what is encrypted to it.",
    },
    next: {
      ja: "貼り付けた発言を消し、鍵の持ち主に知らせてください。その鍵を失効させ、新しい鍵を作り、公開鍵だけを送ってもらいます。",
      en: "Delete the message it is in and tell its owner: they revoke it, make a new one, and send only the public key.",
    },
  },
  "not-a-key": {
    why: { ja: "OpenPGPの公開鍵として読めません。", en: "This cannot be read as an OpenPGP public key." },
    next: {
      ja: "-----BEGIN PGP PUBLIC KEY BLOCK----- から END の行までを、改行ごと貼り付けてください。",
      en: "Paste all of it, from -----BEGIN PGP PUBLIC KEY BLOCK----- to the END line, with its line breaks.",
    },
  },
  several: {
    why: { ja: "鍵が2つ以上入っています。", en: "There is more than one key in it." },
    next: { ja: "1つずつ加えてください。", en: "Add one at a time." },
  },
  "too-long": {
    why: {
      ja: `長すぎます。鍵は${longestKey / 1024} KBまでです。`,
      en: `Too long: a key has at most ${longestKey / 1024} kB.`,
    },
    next: {
      ja: "他人の署名を除いた鍵を送ってもらってください（gpg --export-options export-minimal）。",
      en: "Ask for it without other people's signatures (gpg --export-options export-minimal).",
    },
  },
  "no-user": {
    why: {
      ja: "この鍵には、有効なユーザーIDがありません。だれの鍵か分かりません。",
      en: "The key has no valid user ID, so nothing says whose it is.",
    },
    next: another,
  },
  revoked: { why: { ja: "この鍵は失効しています。", en: "The key was revoked by its owner." }, next: another },
  expired: {
    why: { ja: "この鍵は期限が切れています。", en: "The key has expired." },
    next: {
      ja: "期限を延ばした鍵か、新しい鍵を送ってもらってください。",
      en: "Ask for it with a later expiry, or for a new one.",
    },
  },
  weak: {
    why: {
      ja: "この鍵は弱すぎます（RSAは2048ビット以上。DSAとElGamalは使えません）。",
      en: "The key is too weak: RSA needs 2048 bits or more, and DSA and ElGamal are not used.",
    },
    next: another,
  },
  "no-encryption": {
    why: {
      ja: "この鍵には、いま暗号化に使える副鍵がありません。",
      en: "Nothing can be encrypted to this key now: it has no subkey for it that holds.",
    },
    next: another,
  },
};

/** Says what is wrong with a key, and nothing of what was pasted. */
const refusal = (fault: KeyFault): Refusal =>
  new Refusal("args.invalid", words(faults[fault].why), words(faults[fault].next), "pgp");

/** A refusal for its shape would repeat its beginning, and it may be a private one: `readPublicKey` alone judges it. */
const pgpArg: Arg<string, true> = {
  kind: "text",
  required: true,
  rest: true,
  summary: { ja: "公開鍵（BEGINからENDの行まで）", en: "the public key, from its BEGIN to its END line" },
  label: { ja: "公開鍵", en: "Public key" },
  example: "-----BEGIN PGP PUBLIC KEY BLOCK-----",
  max: longestKey,
  unreturned: true,
  schema: z.string(),
};

/** Keeps a vendor's public key. It is not written to before somebody has compared its fingerprint (`vendor key-verify`). */
export const vendorKeyAdd = command({
  name: "vendor key-add",
  summary: { ja: "開発者のOpenPGP公開鍵を加える", en: "Add an OpenPGP public key of a vendor" },
  effects: "write",
  max: "desk",
  args: { vendor: vendorArg, pgp: pgpArg },
  async run(ctx, { vendor: id, pgp }): Promise<View<"public" | "desk">> {
    const key = await readPublicKey(pgp, ctx.now);
    if (typeof key === "string") throw refusal(key);
    const v = await lockVendor(ctx.tx, id);
    const its = { id, key: vendorKey(ctx, v) };
    const fingerprint = fingerprintHash(ctx, key.fingerprint);
    const old = (await keysOf(ctx.tx, id)).find((k) => k.fingerprint === fingerprint);
    if (old !== undefined && old.revokedAt !== null) throw refusal("revoked");
    const armoured = sealKey(its.key, key);
    if (old === undefined)
      await addKey(ctx.tx, {
        vendorId: id,
        fingerprint,
        armoured,
        expiresAt: key.expiresAt,
        addedAt: ctx.now,
        addedBy: ctx.member.id,
      });
    // The same key with a later expiry: who compared its fingerprint has compared this, too.
    else await saveKey(ctx.tx, old.id, { armoured, expiresAt: key.expiresAt });
    await recordChange(ctx, id, ["key"]);
    const shown = foreign(desk(groupFingerprint(key.fingerprint)));
    return view<"public" | "desk">(
      words({ ja: "公開鍵を加えました", en: "Key added" }),
      { kind: "heading", text: foreign(nameOfVendor(ctx, v)) },
      ...(await keyNodes(ctx, its)).nodes,
      {
        kind: "para",
        text:
          old?.verifiedAt == null
            ? say({
                ja: t`電話など別の手段で、指紋 ${shown} を先方に読み上げてもらってください。聞いたとおりに入力すると、この鍵が使われます。`,
                en: t`Have the vendor read the fingerprint to you by another way, such as the phone: ${shown}. Type what you hear, and the key is used.`,
              })
            : words({
                ja: "指紋は確認済みの鍵です。新しい期限で使います。",
                en: "Its fingerprint was checked before; it is used with its new expiry.",
              }),
      },
      { kind: "next", commands: [`vendor key-verify ${id} …`, `vendor keys ${id}`] },
    );
  },
});
