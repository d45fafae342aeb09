import type { StoredVendor } from "../../db/queries/vendors.ts";
import { checkOf, checks } from "../../src/domain/vendors/checked.ts";
import type { Details } from "../../src/domain/vendors/details.ts";
import { registrationWords } from "../../src/domain/vendors/registration.ts";
import { desk } from "../../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { day } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { fieldWords } from "./words.ts";

export type Row = readonly [Text<"public">, Text<"public" | "desk">];

export const none = words({ ja: "なし", en: "none" });
const yesNo = (is: boolean) => (is ? words({ ja: "はい", en: "yes" }) : words({ ja: "いいえ", en: "no" }));

const row = (field: keyof typeof fieldWords, value: string | undefined): Row => [
  words(fieldWords[field]),
  value === undefined || value === "" ? none : foreign(desk(value)),
];

/** By what it is found. */
export const listRows = (d: Details): Row[] => [
  row("products", d.products.join(", ")),
  row("keywords", d.keywords.join(", ")),
  row("purls", d.purls.join(", ")),
];

/** The rest of what is known of a vendor. */
export const detailRows = (d: Details): Row[] => [
  row("address", d.address),
  row("intake", d.intake),
  row("notes", d.notes),
];

/** How it is registered (domain rules §7.3). */
export const registrationRows = (v: StoredVendor, zone: string): Row[] => [
  [words(fieldWords.registration), words(registrationWords[v.registration])],
  [words(fieldWords.agreed), v.agreedAt === null ? none : day(v.agreedAt, zone)],
  [words(fieldWords.met), v.metAt === null ? none : day(v.metAt, zone)],
  ...(
    [
      ["listed", v.listedInPublic],
      ["takes-reports", v.takesReports],
      ["distributor", v.distributor],
      ["specifier", v.specifier],
    ] as const
  ).map(([field, is]): Row => [words(fieldWords[field]), yesNo(is)]),
];

/** "last checked long ago, on Fri 3 Jan 2025"; nothing for one that is fresh. */
export function oldCheck(act: Pick<Act, "now" | "zone" | "settings">, at: Date | null): Text<"public">[] {
  if (at === null || checkOf(at, act.now, act.settings["vendor.verified-days"]) !== "old") return [];
  const on = day(at, act.zone);
  return [say({ ja: t`${words(checks.old)}（最後の確認 ${on}）`, en: t`${words(checks.old)}, on ${on}` })];
}

/** Short parts of one line. */
export const line = (...parts: readonly Text<"public" | "desk">[]): Text<"public" | "desk"> => join(parts, " · ");
