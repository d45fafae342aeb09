import type { Both } from "../locale.ts";
import type { ReportKind } from "./intake/kinds.ts";

export interface DeclineReason {
  /** Short name for the desk. */
  readonly words: Both;
  /** What the finder reads (M04). */
  readonly toFinder: Both;
  /** The condition of acceptance that is then missing, as the desk ticks it off. */
  readonly condition: Both;
}

/**
 * Grounds for non-acceptance (domain rules §4.1; guideline 2019, IV.3.2 and V.3.2). The first five are at the same time
 * the five conditions that must all hold for acceptance; R-06 is a ground only.
 */
export const declineReasons = {
  "R-01": {
    words: { ja: "必要項目の記載不備", en: "required items not all given" },
    toFinder: {
      ja: "必要な項目の記載がそろわず、内容を確認できませんでした。",
      en: "Some required items are missing, so we could not check the content.",
    },
    condition: { ja: "必要項目がそろっている", en: "all required items are given" },
  },
  "R-02": {
    words: { ja: "内容に矛盾", en: "contradictions in the content" },
    toFinder: {
      ja: "記載内容に食い違いがあり、事象を確認できませんでした。",
      en: "Parts of the report contradict each other, so we could not confirm what happens.",
    },
    condition: { ja: "内容に矛盾がない", en: "the content does not contradict itself" },
  },
  "R-03": {
    words: { ja: "適用範囲外", en: "outside the scope" },
    toFinder: {
      ja: "本制度の適用範囲（国内で利用される製品、主に国内からの利用を想定したウェブサイト）に当てはまりませんでした。",
      en: "The report is outside the scope of this scheme (products used in Japan, websites mainly used from Japan).",
    },
    condition: { ja: "適用範囲に入る", en: "it is within the scope" },
  },
  "R-04": {
    words: { ja: "脆弱性に該当しない", en: "not a vulnerability" },
    toFinder: {
      ja: "攻撃によって機能や性能が損なわれる問題とは判断できませんでした。",
      en: "We could not find that an attack would harm the function or performance.",
    },
    condition: { ja: "脆弱性に該当する", en: "it is a vulnerability" },
  },
  "R-05": {
    words: { ja: "既知", en: "already known" },
    toFinder: {
      ja: "すでに公表されている、または修正済みの問題でした。",
      en: "The problem has already been published or fixed.",
    },
    condition: { ja: "既知ではない", en: "it is not known already" },
  },
  "R-06": {
    words: { ja: "違法入手が明白", en: "clearly obtained by illegal means" },
    toFinder: {
      ja: "違法な手段で得られたことが明らかな情報のため、取り扱えませんでした。",
      en: "The information was clearly obtained by illegal means, so we cannot handle it.",
    },
    condition: { ja: "違法入手が明白でない", en: "it was not clearly obtained by illegal means" },
  },
} as const satisfies Record<string, DeclineReason>;

export type DeclineCode = keyof typeof declineReasons;
export const declineCodes = Object.keys(declineReasons) as DeclineCode[];

/** The five conditions for acceptance, by the code that applies when one fails. */
export const acceptanceConditions = ["R-01", "R-02", "R-03", "R-04", "R-05"] as const satisfies readonly DeclineCode[];

/** What "already known" means depends on the kind (§4.1): published for products, fixed for websites. */
export const knownMeans: Readonly<Record<ReportKind, Both>> = {
  software: { ja: "JPCERT/CC や製品開発者等がすでに公表", en: "published by JPCERT/CC, the vendor or others" },
  website: { ja: "運営者がすでに修正", en: "already fixed by the operator" },
  "own-product": { ja: "JVN 等ですでに公表", en: "already published on JVN or elsewhere" },
};
