import { findVendors, vendorsNumbered } from "../../db/queries/vendors.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { foldWidth } from "../../src/domain/reference.ts";
import { vendorName } from "../../src/domain/vendors.ts";
import { desk, type Labelled, open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { queryWords } from "../../src/search.ts";
import { say, t, words } from "../../src/text.ts";
import { numberArg, wordArg } from "../args.ts";
import type { Arg } from "../contract.ts";
import type { Act } from "../desk.ts";

/** A vendor by its number; where one picks from a list, by its name too. */
export const vendorArg: Arg<number, true> = {
  ...numberArg(
    { ja: "開発者の番号（vendor list に表示）", en: "number of the vendor, from vendor list" },
    "12",
    1,
    999_999_999,
  ),
  kind: "vendor",
  label: { ja: "開発者", en: "Vendor" },
};

export const contactArg = {
  ...numberArg(
    { ja: "担当者の番号（vendor show に表示）", en: "number of the person, from vendor show" },
    "1",
    1,
    9999,
  ),
  label: { ja: "担当者", en: "Person" },
};

export const mailArg = wordArg(
  { ja: "メールアドレス", en: "e-mail address" },
  "mei@vendor.example",
  /^[^\s@]{1,64}@[^\s@]{1,190}$/,
);

/** @param id of the vendor, whose people `vendor show` lists. */
export const noSuchPerson = (id: number): Refusal =>
  new Refusal(
    "vendor.not-found",
    words({ ja: "その番号の担当者はいません。", en: "That vendor has no person of that number." }),
    say({ ja: t`番号を見る: ${open(`vendor show ${id}`)}`, en: t`See the numbers: ${open(`vendor show ${id}`)}` }),
    "contact",
  );

/** An account as people type it: "slack:T1:U1". */
export const accountName = (a: { readonly platform: string; readonly tenant: string; readonly account: string }) =>
  `${a.platform}:${a.tenant}:${a.account}`;

interface Sealed {
  readonly id: number;
  readonly key: Buffer;
  readonly name: Buffer;
}

/** The key of one vendor, to open its sealed columns with. */
export const vendorKey = (act: Pick<Act, "keys">, v: Pick<Sealed, "id" | "key">): Buffer =>
  act.keys.unwrap(v.key, vendorName(v.id));

export const nameOfVendor = (act: Pick<Act, "keys">, v: Sealed): Labelled<string, "desk"> =>
  desk(unseal(vendorKey(act, v), "vendors.name", v.name));

/** A person at a vendor, as sealed. */
export interface Person {
  readonly name: string;
  readonly mail?: string | undefined;
  readonly phone?: string | undefined;
}

export const personOf = (key: Buffer, sealed: Buffer): Person =>
  // We sealed what our own code had made, so the shape is known.
  JSON.parse(unseal(key, "vendor_contacts.person", sealed)) as Person;

/** What fits something typed where a vendor is meant: its number begins so, or its entry has those words; all for nothing typed. */
export async function matchingVendors(act: Pick<Act, "tx" | "keys">, typed: string, limit: number) {
  const digits = /^\d{1,9}$/.exec(foldWidth(typed).trim())?.[0];
  if (digits !== undefined) return await vendorsNumbered(act.tx, digits, limit);
  const hashes = [...queryWords(typed)].map((w) => act.keys.blind(w));
  return await findVendors(act.tx, hashes, limit);
}
