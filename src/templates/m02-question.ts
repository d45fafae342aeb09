import type { Locale } from "../locale.ts";
import { type MessageText, message } from "./message.ts";

/** M02 不明点の確認: the desk's question, with a wished date. @param answerBy as text with its zone. */
export function question(locale: Locale, asked: string, answerBy: string): MessageText {
  return locale === "ja"
    ? message(
        "ja",
        "届出の内容について、次の点を教えてください。",
        asked,
        `このページの回答欄から、${answerBy} ごろまでにお答えいただけると助かります。分からない場合は「不明」で構いません。`,
      )
    : message(
        "en",
        "We have a question about your report:",
        asked,
        `Please answer in the box on this page, if you can by ${answerBy}. "Unknown" is an answer.`,
      );
}
