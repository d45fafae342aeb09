import type { Both } from "../locale.ts";
import type { ReportKind } from "./intake/kinds.ts";
import type { Need } from "./lifecycle/needs.ts";
import type { CaseState } from "./lifecycle/states.ts";

interface Ending {
  readonly words: Both;
  /** What the finder reads (M16). */
  readonly toFinder: Both;
  /** The state in which a case of this kind ends by it; a kind that is absent cannot end so. */
  readonly ends: Readonly<Partial<Record<ReportKind, CaseState>>>;
  /** What must hold before. */
  readonly needs?: readonly Need[];
  /** Said by `case merge` and not by hand. */
  readonly merge?: true;
}

const all = (state: CaseState) => ({ software: state, website: state, "own-product": state });
const products = (state: CaseState) => ({ software: state });

/**
 * Grounds on which a case ends after its acceptance: T by the desk (domain rules §4.2; guideline 2019, IV.3.7 and V.3.4), P by
 * coordination, which calls the publication off (§4.3; IV.4.4). T-09 and T-10 are the desk's own.
 */
const endings = {
  "T-01": {
    words: { ja: "脆弱性関連情報に該当しない", en: "not vulnerability-related information after all" },
    toFinder: {
      ja: "脆弱性関連情報に当たらないことが分かりました。",
      en: "It turned out not to be vulnerability-related information.",
    },
    ends: { software: "NOV", website: "NOV", "own-product": "END" },
  },
  "T-02": {
    words: { ja: "適用範囲外", en: "outside the scope" },
    toFinder: {
      ja: "本制度の適用範囲に当てはまらないことが分かりました。",
      en: "It turned out to be outside the scope of this scheme.",
    },
    ends: all("END"),
  },
  "T-03": {
    words: { ja: "影響が小さい", en: "small effect" },
    toFinder: { ja: "影響が小さいと判断しました。", en: "We judged its effect to be small." },
    ends: { software: "END", website: "END" },
    // 簡易な対応: the matrix of §4.4 says so, for a website also when the attack is passive.
    needs: ["simple"],
  },
  "T-04": {
    words: { ja: "既知・公表済みまたは修正済み", en: "known and published, or fixed already" },
    toFinder: { ja: "すでに公表または修正されていました。", en: "It had already been published or fixed." },
    ends: all("END"),
  },
  "T-05": {
    words: { ja: "全利用者へ通知", en: "the vendor tells every user" },
    toFinder: { ja: "製品開発者がすべての利用者に知らせます。", en: "The vendor tells every user itself." },
    ends: { software: "IND", "own-product": "END" },
  },
  "T-06": {
    words: { ja: "不適切な運用（広く注意喚起）", en: "improper operation, after a broad alert" },
    toFinder: {
      ja: "製品の設定や更新など運用上の問題として、広く注意を呼びかけました。",
      en: "It comes from how the product is set up or kept; we published a broad alert.",
    },
    ends: { website: "ALR" },
  },
  "T-07": {
    words: { ja: "適切な応答なし", en: "no proper answer" },
    toFinder: {
      ja: "運営者から適切な応答を得られませんでした。",
      en: "We got no proper answer from the site's operator.",
    },
    ends: { website: "UNH" },
    needs: ["silent"],
  },
  "T-08": {
    words: { ja: "運営者が対応しない", en: "the operator will not act" },
    toFinder: { ja: "運営者は対応しないとのことでした。", en: "The site's operator told us that it will not act." },
    ends: { website: "UNH" },
  },
  "T-09": {
    words: { ja: "届出取下げ", en: "withdrawn by the finder" },
    toFinder: { ja: "取下げのお申し出を受けました。", en: "You withdrew the report." },
    ends: { software: "END", website: "END", "own-product": "WDR" },
  },
  "T-10": {
    words: { ja: "重複（統合）", en: "duplicate, merged" },
    toFinder: {
      ja: "同じ内容の届出とあわせて取り扱います。",
      en: "We handle it together with a report of the same matter.",
    },
    ends: all("END"),
    merge: true,
  },
  "P-01": {
    words: { ja: "製品開発者：脆弱性情報に該当しない", en: "vendor: not vulnerability information" },
    toFinder: { ja: "脆弱性に当たらないとの判断になりました。", en: "It was judged not to be a vulnerability." },
    ends: products("NOV"),
  },
  "P-02": {
    words: { ja: "製品開発者：影響がない", en: "vendor: no effect" },
    toFinder: { ja: "影響がないとの判断になりました。", en: "It was judged to have no effect." },
    ends: products("NOV"),
  },
  "P-03": {
    words: { ja: "製品開発者：影響が小さい", en: "vendor: small effect" },
    toFinder: { ja: "影響が小さいとの判断になりました。", en: "Its effect was judged to be small." },
    ends: products("END"),
  },
  "P-04": {
    words: { ja: "既知・公表済み", en: "already known and published" },
    toFinder: { ja: "すでに公表されていました。", en: "It had already been published." },
    ends: products("END"),
  },
  "P-05": {
    words: { ja: "製品開発者が全利用者へ通知", en: "the vendor tells all users" },
    toFinder: { ja: "製品開発者がすべての利用者に知らせます。", en: "The vendor tells every user itself." },
    ends: products("IND"),
  },
} as const satisfies Record<string, Ending>;

export type EndCode = keyof typeof endings;
export const endCodes = Object.keys(endings) as EndCode[];
export const ending = (code: EndCode): Ending => endings[code];
