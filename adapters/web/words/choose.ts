import type { ReportKind } from "../../../src/domain/intake/kinds.ts";
import type { Both } from "../../../src/locale.ts";

export const chooseWords = {
  title: { ja: "脆弱性を届け出る", en: "Report a vulnerability" },
  question: { ja: "直すために動くのはだれですか", en: "Who must act to fix it?" },
  afterwards: { ja: "届け出たあと", en: "What happens afterwards" },
  cannot: { ja: "この窓口にできないこと", en: "What we cannot do" },
  encrypt: { ja: "内容を守るために", en: "How your report is protected" },
  already: { ja: "すでに届け出た方:", en: "Already reported?" },
  readPolicy: { ja: "取扱方針を読む", en: "Read the handling policy" },
  openStatus: { ja: "受付コードで状況を見る", en: "Open your report with its receipt code" },
} as const satisfies Record<string, Both>;

/** One sentence each, by which a finder knows which form is theirs (guideline, ch. III). */
export const tests: Readonly<Record<ReportKind, Both>> = {
  software: {
    ja: "開発者が修正し、使っている人も更新などをする必要がある。",
    en: "The developer has to fix it, and the people who use it must update or change something.",
  },
  website: {
    ja: "サイトの運営者が直せば、訪れる人は何もしなくてよい。",
    en: "The operator of the site can fix it alone; visitors need to do nothing.",
  },
  "own-product": {
    ja: "自分たちが開発した製品で、利用者に対策を知らせたい。",
    en: "You develop the product yourself and want its users to hear of the fix.",
  },
};

export const steps: readonly { readonly name: Both; readonly when: Both; readonly what: Both }[] = [
  {
    name: { ja: "受付", en: "Receipt" },
    when: { ja: "すぐに", en: "at once" },
    what: {
      ja: "受付番号と受付コードをお渡しします。コードがあれば、いつでも状況を確認できます。",
      en: "You get a reference and a receipt code, which opens the state of your report at any time.",
    },
  },
  {
    name: { ja: "受理の判断", en: "Decision" },
    when: { ja: "10営業日ほど", en: "about 10 business days" },
    what: {
      ja: "内容を確認し、受理するかどうかをお知らせします。不明な点をお尋ねすることがあります。",
      en: "We check the report, perhaps ask you back, and tell you whether we accept it.",
    },
  },
  {
    name: { ja: "調整", en: "Coordination" },
    when: { ja: "製品は45日、サイトは3か月が目安", en: "45 days for products, 3 months for sites, as a guide" },
    what: {
      ja: "開発者や運営者に連絡し、確認と修正をお願いします。目安より長くなることもあります。",
      en: "We ask the developer or operator to verify and fix it. It may take longer than the guide.",
    },
  },
  {
    name: { ja: "公表または終了", en: "Publication or end" },
    when: { ja: "修正の準備ができたら", en: "when the fix is ready" },
    what: {
      ja: "製品は対策とともに公表し、サイトは修正の完了をもって終わります。どちらもお知らせします。",
      en: "A product’s flaw is published with its fix; a site’s case ends when it is mended. We tell you either way.",
    },
  },
];

export const cannot: readonly Both[] = [
  {
    ja: "修正や秘密の保持を命じることはできません。すべてお願いです。",
    en: "We cannot order anybody to fix something or to keep silent. We can only ask.",
  },
  {
    ja: "いつまでに直るか、公表されるかを約束することはできません。",
    en: "We cannot promise when it will be fixed or published.",
  },
  {
    ja: "調べた方法が適法かどうかの判断や、法的な保証はできません。",
    en: "We cannot judge whether your way of finding it was lawful, nor shield you from the law.",
  },
];

export const protection: Both = {
  ja: "届出の内容とお名前は、別々に暗号化して保存します。メールでのやりとりを暗号化したいときは、フォームにPGP公開鍵を貼り付けてください。",
  en: "Your report and your name are stored encrypted, apart from each other. For encrypted mail, paste your PGP public key into the form.",
};
