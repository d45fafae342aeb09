import type { Both, Locale } from "../locale.ts";
import type { Text } from "../text.ts";

/** A message to the finder as plain text in the finder's language: stored sealed, shown on the status page, mailed later. */
export type MessageText = string;

/** Ends every message: what the desk tells a finder is confidential, too (guideline 2019; domain rules §10.9). */
const footer: Both = {
  ja: "この連絡の内容も、脆弱性が公表されるまで第三者に開示しないようお願いします。",
  en: "Please keep what we tell you here confidential, too, until the vulnerability is published.",
};

export const inLanguage = (text: Text<"public">, locale: Locale): string =>
  text.parts[locale].map((p) => p.text).join("");

/** Paragraphs with the footer below. */
export const message = (locale: Locale, ...paragraphs: readonly string[]): MessageText =>
  [...paragraphs, footer[locale]].join("\n\n");
