import type { Both } from "../../locale.ts";

/** Raised with every change of the text below; stored with the agreement, so that we know what was agreed to. */
export const policyVersion = "2026-11-22";

/** The handling policy: what we do with a report and what nobody can promise (domain rules §10). */
export const policy: readonly { readonly title: Both; readonly body: readonly Both[] }[] = [
  {
    title: { ja: "届出を何に使うか", en: "What a report is used for" },
    body: [
      {
        ja: "製品開発者またはウェブサイト運営者への連絡、内容の分析、対応状況の公表、統計、公表判定のためだけに使います。ほかの目的には使いません。",
        en: "To tell the developer or site operator, to analyse it, to publish the state of the response, for statistics, and for the judgement whether to publish. For nothing else.",
      },
      {
        ja: "公表前の内容を見られるのは、あなた、この窓口、関係する開発者または運営者だけです。ほかの人に伝えるのは正当な理由がある場合に限り、記録を残します。",
        en: "Before publication only you, this desk and the developers or operator concerned see it. Anyone else is told only for a good reason, which is put on record.",
      },
      {
        ja: "検証や攻撃の方法は公表しません。統計に、サイト名や運営者がわかる形では載せません。",
        en: "How to verify or attack is never published. Statistics never show a site or its operator in a recognisable way.",
      },
    ],
  },
  {
    title: { ja: "あなたの情報", en: "Who you are" },
    body: [
      {
        ja: "お名前と連絡先は届出の内容と分けて暗号化し、同意された範囲でだけ伝えます。",
        en: "Your name and contact are encrypted apart from the report and passed on only as far as you agreed.",
      },
      {
        ja: "お名前と連絡先は、取扱いが終わってから1年を目安に消去します。届出の内容は5年、取扱いの記録は7年を目安に保存します。",
        en: "We mean to erase your name and contact about one year after the case is closed, to keep the report for about five years, and the record of what we did for about seven.",
      },
    ],
  },
  {
    title: { ja: "お願いすることと、できないこと", en: "What we ask for and what we cannot do" },
    body: [
      {
        ja: "修正も秘密の保持も、お願いするものです。命令する権限はなく、修正されることや期日を約束することはできません。",
        en: "Fixing and keeping silent are requests. We have no power to order either, and can promise neither a fix nor a date.",
      },
      {
        ja: "脆弱性に関する情報と、そこからわかる対応の状況は、公表または取扱いの終了まで、正当な理由なく第三者に伝えないようお願いします。公表したいときは、先にご相談ください。",
        en: "Until publication or the end of handling, please do not pass on the information, nor what you learn from us about the response, without good reason. If you wish to publish, speak with us first.",
      },
      {
        ja: "受理しない場合や、途中で取扱いを終える場合があります。そのときは理由をお知らせします。",
        en: "We may decline a report or stop handling it. We then tell you why.",
      },
    ],
  },
  {
    title: { ja: "法律について", en: "The law" },
    body: [
      {
        ja: "この窓口は、情報の入手方法が適法かどうかを判断しません。届出を受理しても、適法であると認めたことにはなりません。不正アクセス禁止法などの責任は届出者にあります。",
        en: "This desk does not judge whether information was obtained lawfully. Accepting a report is no legal clearance; responsibility under the law, such as that on unauthorised access, stays with the finder.",
      },
    ],
  },
];
