import type { Both } from "../../../src/locale.ts";

export const statusWords = {
  title: { ja: "届出の状況", en: "Your report" },
  lead: {
    ja: "届け出たときにお渡しした受付コードを入力してください。大文字と小文字、空白、「-」の違いは問いません。",
    en: "Type the receipt code that you got when you reported. Upper or lower case, spaces and hyphens do not matter.",
  },
  code: { ja: "受付コード", en: "Receipt code" },
  open: { ja: "状況を見る", en: "Open" },
  state: { ja: "現在の状況", en: "State" },
  kind: { ja: "届出の種類", en: "Kind" },
  timeline: { ja: "これまでの経過", en: "What has happened" },
  messages: { ja: "やりとり", en: "Messages" },
  noMessages: { ja: "まだありません。", en: "None yet." },
  fromDesk: { ja: "窓口から", en: "From the desk" },
  fromFinder: { ja: "あなたから", en: "From you" },
  answerTitle: { ja: "窓口があなたの回答を待っています", en: "The desk waits for your answer" },
  toAnswer: { ja: "回答する", en: "Answer" },
  answer: { ja: "回答", en: "Your answer" },
  send: { ja: "回答を送る", en: "Send the answer" },
  sent: { ja: "回答を受け付けました。", en: "We have your answer." },
  notAsked: {
    ja: "いま回答をお待ちしている質問はありません。送られた文章は保存していません。",
    en: "No question is open at the moment, so your text was not stored.",
  },
  confidential: {
    ja: "このページの内容も、公表されるまで第三者に伝えないようお願いします。",
    en: "Please keep what this page tells you to yourself as well, until it is published.",
  },
} as const satisfies Record<string, Both>;
