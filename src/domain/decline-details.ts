import type { DeclineReason } from "./decline.ts";

/**
 * Details of two grounds on which reports are declined (domain rules §4.1): R-03a–d are the guideline's, R-03e follows from its
 * definition of a product; R-04a–f restate its definition of a vulnerability. A desk adds its own (`desk grounds`).
 */
export const declineDetails: Readonly<Record<string, Pick<DeclineReason, "words" | "toFinder">>> = {
  "R-03a": {
    words: { ja: "暗号・通信方式などの仕様そのもの", en: "the specification itself" },
    toFinder: {
      ja: "暗号アルゴリズムや通信プロトコルの仕様そのものは、本制度の対象ではありません。実装の問題であれば対象になります。",
      en: "Specifications of ciphers and protocols as such are outside this scheme; flaws of an implementation are within it.",
    },
  },
  "R-03b": {
    words: { ja: "国内で利用されていない製品", en: "product not used in Japan" },
    toFinder: {
      ja: "日本国内で利用されている製品であることを確認できませんでした。",
      en: "We could not find that the product is used in Japan.",
    },
  },
  "R-03c": {
    words: { ja: "国内からの利用が主でないウェブサイト", en: "site not mainly used from Japan" },
    toFinder: {
      ja: "主に日本国内からの利用を想定したウェブサイトとは認められませんでした。",
      en: "The website is not one that is mainly used from Japan.",
    },
  },
  "R-03d": {
    words: { ja: "不特定または多数に影響しない", en: "does not affect the public or many people" },
    toFinder: {
      ja: "不特定または多数の人に影響する問題とは認められませんでした。",
      en: "We could not find that it affects the public or many people.",
    },
  },
  "R-03e": {
    words: { ja: "汎用性のない個別システム", en: "a system made for one customer" },
    toFinder: {
      ja: "広く使われる製品ではなく、個別に作られたシステムの問題と考えられます。",
      en: "It seems to concern a system made for one customer, not a product in general use.",
    },
  },
  "R-04a": {
    words: { ja: "機能・性能を損なわない", en: "no harm to function or performance" },
    toFinder: {
      ja: "攻撃によって機能や性能が損なわれることを確認できませんでした。",
      en: "We could not confirm that an attack would harm the function or performance.",
    },
  },
  "R-04b": {
    words: {
      ja: "機密性・完全性・可用性を損なわない",
      en: "neither confidentiality, integrity nor availability suffers",
    },
    toFinder: {
      ja: "機密性・完全性・可用性のいずれかが損なわれることを確認できませんでした。",
      en: "We could not confirm that confidentiality, integrity or availability would suffer.",
    },
  },
  "R-04c": {
    words: { ja: "攻撃の筋道が成り立たない", en: "the attack does not work out" },
    toFinder: {
      ja: "お示しいただいた攻撃の手順では、攻撃が成り立つことを確認できませんでした。",
      en: "We could not confirm that the attack works in the way you describe.",
    },
  },
  "R-04d": {
    words: { ja: "示された利用条件どおりの動作", en: "works as documented" },
    toFinder: {
      ja: "製品の説明や利用条件に示されたとおりの動作と考えられます。",
      en: "It seems to work as its documentation and conditions of use say.",
    },
  },
  "R-04e": {
    words: { ja: "不具合・品質の問題", en: "a plain bug or a matter of quality" },
    toFinder: {
      ja: "不具合や品質の問題であり、攻撃に悪用されるものとは確認できませんでした。",
      en: "It is a bug or a matter of quality; we could not confirm that an attacker could use it.",
    },
  },
  "R-04f": {
    words: { ja: "設定・堅牢化の要望", en: "a wish for settings or hardening" },
    toFinder: {
      ja: "設定の改善や対策の強化に関するご要望であり、脆弱性とは認められませんでした。",
      en: "It is a wish for better settings or more hardening, not a vulnerability.",
    },
  },
};
