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
} as const satisfies Record<string, Both>;
