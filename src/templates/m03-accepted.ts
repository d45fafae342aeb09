import type { ReportKind } from "../domain/intake/kinds.ts";
import type { Both, Locale } from "../locale.ts";
import { type MessageText, message } from "./message.ts";

/** When the request not to disclose ends by itself or on the finder's wish (guideline 2019, IV.3 and V.3). */
const secrecy: Readonly<Record<ReportKind, Both>> = {
  software: {
    ja: "脆弱性関連情報を、正当な理由なく第三者に開示しないでください（情報非開示依頼）。この依頼は公表をもって終わります。公表前でも、製品開発者への連絡を最初に試みた日（起算日）から1年を過ぎれば、取り下げを求めることができます。",
    en: "Please do not disclose the vulnerability to others without good reason (non-disclosure request). The request ends with publication. Before that, you may ask us to withdraw it once a year has passed since the first attempt to contact the vendor.",
  },
  website: {
    ja: "ウェブサイトの名称やURLを含む脆弱性関連情報を、正当な理由なく第三者に開示しないでください（情報非開示依頼）。この依頼は修正の完了または取扱いの終了をもって終わります。",
    en: "Please do not disclose the vulnerability, including the site's name and address, to others without good reason (non-disclosure request). The request ends when the site is fixed or our handling ends.",
  },
  "own-product": {
    ja: "公表日時を調整しますので、公表までは情報の取扱いにご注意ください。",
    en: "We will agree on the time of publication with you; please keep the information in a small circle until then.",
  },
};

/** M03 受理通知. @param acceptedOn the acceptance date (受理日), as text. */
export function accepted(locale: Locale, kind: ReportKind, reference: string, acceptedOn: string): MessageText {
  const opening: Both = {
    ja: `届出 ${reference} を受理しました。受理日は ${acceptedOn} です。関係者との調整を始めます。`,
    en: `We accepted your report ${reference} on ${acceptedOn} and now begin to work with those concerned.`,
  };
  return message(locale, opening[locale], secrecy[kind][locale]);
}
