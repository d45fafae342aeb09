import type { Both } from "../../src/locale.ts";

/** What each field of a vendor is called: as a row's head, and in its log of changes. */
export const fieldWords = {
  name: { ja: "名前", en: "Name" },
  products: { ja: "製品", en: "Products" },
  keywords: { ja: "技術キーワード", en: "Technologies" },
  purls: { ja: "パッケージURL", en: "Package URLs" },
  address: { ja: "住所", en: "Postal address" },
  intake: { ja: "届出の受付窓口", en: "Where reports go" },
  notes: { ja: "備考", en: "Notes" },
  registration: { ja: "登録区分", en: "Registration" },
  listed: { ja: "一般への掲載", en: "Listed in public" },
  "takes-reports": { ja: "届出の直接受付", en: "Takes reports directly" },
  distributor: { ja: "OSSの配布者", en: "Distributes open source" },
  specifier: { ja: "仕様の策定者", en: "Writes specifications" },
  agreed: { ja: "規約への同意", en: "Agreed to the terms" },
  met: { ja: "面談", en: "Met" },
  verified: { ja: "最終確認", en: "Last checked" },
} as const satisfies Record<string, Both>;

const otherWords: Readonly<Record<string, Both>> = {
  removed: { ja: "名簿から外した", en: "Removed" },
  added: { ja: "登録", en: "Entry made" },
  contact: { ja: "担当者", en: "People" },
  "contact-verified": { ja: "担当者の確認", en: "Person checked" },
  account: { ja: "担当者のアカウント", en: "Person's account" },
  key: { ja: "OpenPGP鍵", en: "OpenPGP key" },
  "key-verified": { ja: "鍵の指紋の確認", en: "Key's fingerprint checked" },
  "key-revoked": { ja: "鍵の失効", en: "Key revoked" },
  code: { ja: "登録コード", en: "Code for a person" },
};

/** What was changed, as its log says it. */
export const changeWords = (field: string): Both =>
  ({ ...otherWords, ...fieldWords })[field] ?? { ja: field, en: field };

/** Changes after which an entry must be checked again: of what it says, not of who answers in chat. */
export const checkedFields: readonly string[] = Object.keys(fieldWords).filter((f) => f !== "verified");
