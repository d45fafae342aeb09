import { everyone, open } from "../../src/label.ts";
import type { Both, Locale } from "../../src/locale.ts";
import { type Rendered, render } from "../../src/render.ts";
import { say, type Text, t, words } from "../../src/text.ts";

/** The few things that the adapter itself has to say: about the request, never about a case. */

const one = (text: Text<"public">, locale: Locale, ...next: readonly string[]): Rendered =>
  render(
    {
      summary: text,
      nodes: [
        { kind: "para", text },
        { kind: "next", commands: next },
      ],
    },
    everyone,
    locale,
  );

const fixed =
  (both: Both, ...next: readonly string[]) =>
  (locale: Locale): Rendered =>
    one(words(both), locale, ...next);

export const says = {
  /** In a view, before anything was looked up. */
  loading: fixed({ ja: "準備しています…", en: "One moment…" }),
  working: fixed({
    ja: "処理しています。終わりしだい、ここに返します。",
    en: "Working on it. The answer will come here.",
  }),
  away: fixed({
    ja: "データベースが応答しません。まだ何も確定していません。15分間は自動で試し、結果をここに返します。",
    en: "The database does not answer; nothing is certain to have been done yet. I keep trying for 15 minutes and answer here.",
  }),
  gaveUp: fixed({
    ja: "データベースが応答しないままなので、試すのをやめました。実行されたとは確認できていません。戻ってから、結果を確かめてもう一度送ってください。",
    en: "The database still does not answer, so I stopped trying. I cannot tell that this was done: once it is back, look, and ask again.",
  }),
  expired: fixed(
    {
      ja: "このボタンはもう使えません。期限が切れたか、内容が変わっています。コマンドを打つと同じことができます。",
      en: "This button no longer works: it has expired or was changed. Typing the command does the same.",
    },
    "help",
  ),
  notYours: fixed(
    {
      ja: "このボタンは、受け取った本人だけが押せます。自分で行うにはコマンドを打ってください。",
      en: "Only the person who got this button can press it. To do it yourself, type the command.",
    },
    "help",
  ),
  noPage: fixed({
    ja: "いまはこのページを表示できません。データベースが応答しないか、こちらの不具合です。1分ほど待って開き直してください。通知の確認などのコマンドは、そのまま入力できます。",
    en: "This page cannot be shown now: the database does not answer, or the fault is ours. Open it again in a minute. You can still type commands, for instance to acknowledge a ping.",
  }),
  noForm: fixed({
    ja: "フォームを開けませんでした。もう一度お試しください。続くときは case note 番号 本文 と入力すると書けます。",
    en: "The form did not open. Please try once more; if it fails again, type: case note REFERENCE your words.",
  }),
  replayed: fixed({
    ja: "同じ依頼がすでに届いているので、もう一度は実行しませんでした。",
    en: "The same request had arrived before, so it was not run again.",
  }),
  tooLong: fixed(
    {
      ja: "入力が長すぎて、フォームに入りません。全部を一行のコマンドとして入力してください。",
      en: "What you typed is too long for a form. Type the whole command on one line.",
    },
    "help",
  ),
  /** @param id what to look for in the log. */
  broke: (id: string, locale: Locale): Rendered =>
    one(
      say({
        ja: t`こちらの不具合で実行できませんでした。管理者に記録番号 ${open(id)} を伝えてください。`,
        en: t`This did not work, through a fault of ours. Tell your administrator log number ${open(id)}.`,
      }),
      locale,
    ),
} as const;
