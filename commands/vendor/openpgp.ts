import { namesOf } from "../../db/queries/members.ts";
import { keysOf, type StoredKey } from "../../db/queries/vendor-keys.ts";
import { seal, unseal } from "../../src/crypto/keyring.ts";
import type { PublicKey } from "../../src/crypto/openpgp.ts";
import { groupFingerprint, type KeyState, keyState, readFingerprint } from "../../src/domain/vendors/keys.ts";
import { desk, open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { textArg } from "../args.ts";
import type { Act } from "../desk.ts";
import { line } from "./rows.ts";

/** What is sealed of a key: a public key names its owner, and so does its fingerprint at any key server. */
type Sealed = Pick<PublicKey, "fingerprint" | "armoured" | "users" | "algorithm">;

export const sealKey = (vendorKey: Buffer, { fingerprint, armoured, users, algorithm }: Sealed): Buffer =>
  seal(vendorKey, "vendor_keys.armoured", JSON.stringify({ fingerprint, armoured, users, algorithm }));

const openKey = (vendorKey: Buffer, k: Pick<StoredKey, "armoured">): Sealed =>
  // We sealed what our own code had made, so the shape is known.
  JSON.parse(unseal(vendorKey, "vendor_keys.armoured", k.armoured)) as Sealed;

/** A fingerprint's place in the table: its keyed hash. */
export const fingerprintHash = (act: Pick<Act, "keys">, fingerprint: string): string =>
  act.keys.blind(`openpgp ${fingerprint}`).toString();

export const fingerprintArg = {
  ...textArg(
    { ja: "指紋（空白があってもよい）", en: "its fingerprint; spaces do no harm" },
    "D1A6 6E1A 23B1 82C9 980F 788C FBFC C82A 015E 7330",
    200,
  ),
  label: { ja: "指紋", en: "Fingerprint" },
};

/** The end of a fingerprint that is enough to tell a vendor's own keys apart. */
const shortest = 8;

/** The vendor's key of that fingerprint, or of that end of one. @throws Refusal `args.invalid`. */
export async function getKey(act: Act, vendor: { readonly id: number; readonly key: Buffer }, typed: string) {
  const wanted = readFingerprint(typed);
  const all = (await keysOf(act.tx, vendor.id)).map((stored) => ({ stored, ...openKey(vendor.key, stored) }));
  const found = wanted.length < shortest ? [] : all.filter((k) => k.fingerprint.endsWith(wanted));
  const [one] = found;
  if (one !== undefined && found.length === 1) return { ...one, isWhole: one.fingerprint === wanted };
  throw new Refusal(
    "args.invalid",
    words({
      ja: "この開発者に、その指紋の鍵はありません。別人の鍵かもしれません。",
      en: "This vendor has no key of that fingerprint. It may be somebody else's.",
    }),
    say({
      ja: t`登録されている鍵: ${open(`vendor keys ${vendor.id}`)}`,
      en: t`Its keys: ${open(`vendor keys ${vendor.id}`)}`,
    }),
    "fingerprint",
  );
}

const stateWords: Readonly<Record<KeyState, Both>> = {
  usable: { ja: "指紋確認済み", en: "fingerprint checked" },
  unverified: { ja: "指紋未確認（まだ使われません）", en: "fingerprint not checked, so not used yet" },
  expired: { ja: "期限切れ", en: "expired" },
  revoked: { ja: "失効", en: "revoked" },
};

/** A vendor's keys, the newest first: fingerprint, whose, until when, and whether it is used. */
export async function keyNodes(act: Act, vendor: { readonly id: number; readonly key: Buffer }) {
  const stored = (await keysOf(act.tx, vendor.id)).reverse();
  const names = await namesOf(
    act.tx,
    stored.flatMap((k) => k.verifiedBy ?? []),
  );
  const nodes: Node<"public" | "desk"> = {
    kind: "items",
    rows: stored.map((k) => {
      const { fingerprint, users, algorithm } = openKey(vendor.key, k);
      const state = keyState(k, act.now);
      const by = k.verifiedBy === null || state !== "usable" ? undefined : names.get(k.verifiedBy);
      return {
        mark: state === "usable" ? "done" : state === "unverified" ? "due" : "waiting",
        text: line(
          foreign(desk(groupFingerprint(fingerprint))),
          words(stateWords[state]),
          ...(by === undefined ? [] : [foreign(open(by))]),
          k.expiresAt === null
            ? words({ ja: "期限なし", en: "no expiry" })
            : say({
                ja: t`${moment(k.expiresAt, act.zone)} まで`,
                en: t`until ${moment(k.expiresAt, act.zone)}`,
              }),
          foreign(open(algorithm)),
          foreign(desk(users.join(", "))),
        ),
      };
    }),
  };
  return { nodes: stored.length === 0 ? [] : [nodes], count: stored.length };
}

/** Whether there is a key that one may encrypt to. */
export const hasUsableKey = async (act: Act, vendorId: number): Promise<boolean> =>
  (await keysOf(act.tx, vendorId)).some((k) => keyState(k, act.now) === "usable");
