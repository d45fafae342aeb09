import { everyone, open } from "../../src/label.ts";
import type { Both, Locale } from "../../src/locale.ts";
import { type Rendered, render } from "../../src/render.ts";
import { say, type Text, t, words } from "../../src/text.ts";

/** The few things that the adapter itself has to say: about the request, never about a case. */
const one = (text: Text<"public">, locale: Locale): Rendered =>
  render({ summary: text, nodes: [{ kind: "para", text }] }, everyone, locale);

const fixed =
  (both: Both) =>
  (locale: Locale): Rendered =>
    one(words(both), locale);

export const says = {
  expired: fixed({
    ja: "これはもう使えません。期限が切れたか、内容が変わったか、ほかの人のものです。コマンドを打つと同じことができます。",
    en: "This no longer works: it has expired, was changed, or is somebody else's. Typing the command does the same.",
  }),
  elsewhere: fixed({
    ja: "ここでは使えません。デスクのサーバーの中か、わたしとのダイレクトメッセージで使ってください。",
    en: "This does not work here. Use it in the desk's server, or in a direct message with me.",
  }),
  slow: fixed({
    ja: "フォームの準備に時間がかかりました。下のボタンで開けます。",
    en: "The form took too long to prepare. The button below opens it.",
  }),
  more: (page: number, of: number, locale: Locale): Rendered =>
    one(
      say({
        ja: t`${open(page)}ページ目まで受け取りました（全${open(of)}ページ）。続きを入力してください。15分たつと最初からになります。`,
        en: t`Page ${open(page)} of ${open(of)} is in. Go on with the next; after 15 minutes it starts anew.`,
      }),
      locale,
    ),
  otherFields: fixed({
    ja: "その選択で項目が変わりました。選んだものを残して、1ページ目から入力し直してください。",
    en: "With that choice other things are asked. What you chose is kept; begin again with the first page.",
  }),
  away: fixed({
    ja: "データベースが応答しません。何も実行できたとは確認できていません。しばらくしてからもう一度送ってください。",
    en: "The database does not answer, and nothing is certain to have been done. Please try again in a while.",
  }),
  broke: (id: string, locale: Locale): Rendered =>
    one(
      say({
        ja: t`こちらの不具合で実行できませんでした。管理者に記録番号 ${open(id)} を伝えてください。`,
        en: t`This did not work, through a fault of ours. Tell your administrator log number ${open(id)}.`,
      }),
      locale,
    ),
} as const;
