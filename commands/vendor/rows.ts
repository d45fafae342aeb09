import type { Details } from "../../src/domain/vendors/details.ts";
import { desk } from "../../src/label.ts";
import { foreign, type Text, words } from "../../src/text.ts";
import { fieldWords } from "./words.ts";

export type Row = readonly [Text<"public">, Text<"public" | "desk">];

const none = words({ ja: "なし", en: "none" });

const row = (field: keyof typeof fieldWords, value: string | undefined): Row => [
  words(fieldWords[field]),
  value === undefined || value === "" ? none : foreign(desk(value)),
];

/** What is known of a vendor, a row for each; the lists first. */
export const detailRows = (d: Details): Row[] => [
  row("products", d.products.join(", ")),
  row("keywords", d.keywords.join(", ")),
  row("purls", d.purls.join(", ")),
  row("address", d.address),
  row("intake", d.intake),
  row("notes", d.notes),
];
