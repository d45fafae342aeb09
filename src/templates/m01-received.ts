import type { Locale } from "../locale.ts";
import { type MessageText, message } from "./message.ts";

/** M01 受信連絡: the report has arrived (domain rules §11). @param decideBy as text with its zone. */
export function received(locale: Locale, reference: string, receivedAt: string, decideBy: string): MessageText {
  return locale === "ja"
    ? message(
        "ja",
        `届出を受け付けました。受付番号は ${reference}、受付日時は ${receivedAt} です。`,
        `内容を確認し、${decideBy} までに受理または不受理をお知らせする予定です。確認は営業日（土日祝日と12月29日から1月3日を除く）に行います。不明な点があれば、この状況確認ページでお尋ねします。`,
        "受理の前後を問わず、製品開発者やウェブサイト運営者に修正を強制することはできません。協力をお願いする立場です。",
      )
    : message(
        "en",
        `Your report has arrived. Its reference is ${reference}; it was received on ${receivedAt}.`,
        `We read it next and mean to tell you by ${decideBy} whether we accept it. We work on business days (not on weekends, Japanese public holidays and 29 December to 3 January). If something is unclear, we ask on this status page.`,
        "We cannot force a vendor or a website operator to fix anything; we ask for their cooperation.",
      );
}
