import type { Both, Locale } from "../locale.ts";
import type { Text } from "../text.ts";

/** A message to the finder as plain text in the finder's language: stored sealed, shown on the status page, mailed later. */
export type MessageText = string;

/** What the desk tells a finder is confidential, too, as long as the case is open (guideline 2019; domain rules §10.9). */
const footer: Both = {
  ja: "取扱いが終わるまで、この連絡の内容も第三者に開示しないようお願いします。",
  en: "Please keep what we tell you here confidential, too, until our handling of the report has ended.",
};

export const inLanguage = (text: Text<"public">, locale: Locale): string =>
  text.parts[locale].map((p) => p.text).join("");

/** Paragraphs of a message while the case is open, with the footer below. */
export const message = (locale: Locale, ...paragraphs: readonly string[]): MessageText =>
  [...paragraphs, footer[locale]].join("\n\n");

/** The last message of a case: nothing is left to keep secret on our side, so it has no footer. */
export const lastMessage = (...paragraphs: readonly string[]): MessageText => paragraphs.join("\n\n");
