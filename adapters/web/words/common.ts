import type { ReportKind } from "../../../src/domain/intake/kinds.ts";
import type { Both } from "../../../src/locale.ts";

export const kindWords: Readonly<
  Record<ReportKind, { readonly name: Both; readonly title: Both; readonly lead: Both }>
> = {
  software: {
    name: { ja: "ソフトウエア製品", en: "Software or a device" },
    title: { ja: "ソフトウエア製品の脆弱性を届け出る", en: "Report a vulnerability in software or a device" },
    lead: {
      ja: "わかるところだけで構いません。わからない項目には「不明」と書いてください。送信する前に、確認のページがあります。",
      en: "Fill in what you can, and write “unknown” where you cannot. A page to check your answers comes before anything is sent.",
    },
  },
  website: {
    name: { ja: "ウェブサイト", en: "A website" },
    title: { ja: "ウェブサイトの脆弱性を届け出る", en: "Report a vulnerability in a website" },
    lead: {
      ja: "わかるところだけで構いません。わからない項目には「不明」と書いてください。送信する前に、確認のページがあります。",
      en: "Fill in what you can, and write “unknown” where you cannot. A page to check your answers comes before anything is sent.",
    },
  },
  "own-product": {
    name: { ja: "自社の製品", en: "Your own product" },
    title: { ja: "自社製品の脆弱性を届け出る", en: "Report a vulnerability in your own product" },
    lead: {
      ja: "開発した製品の脆弱性と対策を、公表を通じて利用者に知らせるための届出です。公表の日時は事前に相談します。",
      en: "For developers who want the users of a product to learn of a flaw and its fix. When it is published is agreed with you first.",
    },
  },
};

export const siteWords = {
  desk: { ja: "脆弱性届出窓口", en: "Vulnerability report desk" },
  skip: { ja: "本文へ", en: "Skip to the content" },
  otherLanguage: { ja: "English", en: "日本語" },
  start: { ja: "届け出る", en: "Report" },
  vendors: { ja: "開発者の方", en: "For vendors" },
  status: { ja: "届出の状況", en: "Your report" },
  policy: { ja: "取扱方針", en: "Handling policy" },
  toStart: { ja: "最初のページへ", en: "To the first page" },
  footer: {
    ja: "この窓口からの依頼はすべてお願いであり、命令ではありません。このサイトはCookieを使いません。",
    en: "Whatever this desk asks for is a request, never an order. This site sets no cookies.",
  },
} as const satisfies Record<string, Both>;
