import type { Both } from "../../../src/locale.ts";

export const tableWords = {
  title: { ja: "開発者の方のページ", en: "For vendors" },
  lead: {
    ja: "窓口から受け取った一度だけ使えるコード、またはお手元のリンクを入力してください。チャットに登録しなくても、自社の案件を読み、回答できます。",
    en: "Type the one-time code that the desk gave you, or paste your own link. You can read and answer your cases here without any chat account.",
  },
  code: { ja: "コードまたはリンク", en: "Code or link" },
  open: { ja: "開く", en: "Open" },
  wrong: {
    ja: "このコードまたはリンクでは開けません。間違い、期限切れ、使用済みのいずれかです。渡してくれた人に、新しいコードを頼んでください。",
    en: "This code or link opens nothing: it is wrong, expired or used up. Ask whoever gave it to you for a new one.",
  },
  notNow: {
    ja: "いまは開けませんでした。入力したコードはまだ使えるかもしれません。少し待って、同じコードをもう一度入力してください。",
    en: "This could not be opened just now. Your code may still be good: wait a moment and type the same one again.",
  },
  kept: { ja: "あなた専用のリンク", en: "Your own link" },
  keep: {
    ja: "コードは使い終わりました。これからはこのリンクで開きます。安全なところに保存してください。ここにしか表示しません。",
    en: "The code is used up. From now on this link opens your page. Keep it somewhere safe: it is shown only here.",
  },
  whoever: {
    ja: "リンクを知っている人は、だれでも御社として回答できます。人に渡さないでください。同僚は「できること」から加えられます。漏れたときは窓口に知らせてください。すぐに止めます。",
    en: "Whoever has the link can answer for your company, so pass it to nobody; a colleague gets a code of their own. If it got about, tell the desk, and it stops at once.",
  },
  copy: { ja: "コピー", en: "Copy" },
  copied: { ja: "コピーしました", en: "Copied" },
  cases: { ja: "自社の案件", en: "Your cases" },
  help: { ja: "できること", en: "What you can do" },
  back: { ja: "案件に戻る", en: "Back to the case" },
  quiet: {
    ja: "見えるのは自社のことだけです。他社の名前、数、回答、日程は、ここには出ません。公表されるまで第三者に伝えないようお願いします。",
    en: "You see your own side only: no other vendor's name, number, answer or date is on this page. Please tell nobody until it is published.",
  },
  required: { ja: "必須", en: "required" },
  choose: { ja: "選んでください", en: "Choose" },
  noAnswer: { ja: "（回答しない）", en: "(no answer)" },
  moment: {
    ja: "例: 2027-01-15 14:00。日だけなら18:00とします。どこの時刻かは、下のタイムゾーンで決まります。",
    en: "For example 2027-01-15 14:00; a day alone means 18:00. The time zone below says whose clock it is.",
  },
} as const satisfies Record<string, Both>;

/** How long a text may be. */
export const atMost = (max: number): Both => ({
  ja: `${max.toLocaleString("en")}文字まで。`,
  en: `At most ${max.toLocaleString("en")} characters.`,
});
