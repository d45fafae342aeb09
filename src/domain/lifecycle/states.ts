import type { Both } from "../../locale.ts";
import type { ReportKind } from "../intake/kinds.ts";

/**
 * Keys of the states in domain rules §3.1–3.3, without their prefix SW-, WB- or OW-: a case's kind says which table a key
 * belongs to. FIX is under way for a product and the end for a website.
 */
// biome-ignore format: three lines, one per group
export const caseStates = [
  "RCV", "CHK", "ASK", "REJ", "ACC",
  "HND", "CON", "VER", "FIX", "DAT", "PUB", "UNR", "NCO", "JDG", "IND", "NOV", "END",
  "CT1", "NTF", "ALR", "UNH", "WDR",
] as const;
export type CaseState = (typeof caseStates)[number];

export interface StateRow {
  readonly words: Both;
  /** How the finder is told, in place of the desk's word: never who the vendor or operator is, nor what they said. */
  readonly forFinder: Both;
  /** Handling ends with it. */
  readonly end?: true;
}

export type States = Readonly<Partial<Record<CaseState, StateRow>>>;

/** Up to acceptance all three kinds are alike. */
const intake = {
  RCV: { words: { ja: "受付", en: "received" }, forFinder: { ja: "受け付けました", en: "Received" } },
  CHK: {
    words: { ja: "内容確認中", en: "being checked" },
    forFinder: { ja: "内容を確認しています", en: "Being checked" },
  },
  ASK: {
    words: { ja: "発見者の回答待ち", en: "waiting for the finder" },
    forFinder: { ja: "質問にお答えください", en: "Waiting for your answer" },
  },
  REJ: {
    words: { ja: "不受理", en: "declined" },
    forFinder: { ja: "受理しませんでした", en: "Not accepted" },
    end: true,
  },
  ACC: {
    words: { ja: "受理", en: "accepted" },
    forFinder: { ja: "受理しました。取扱い中です", en: "Accepted, being handled" },
  },
} as const satisfies States;

const ended = { ja: "取扱いを終了しました", en: "Handling has ended" };
const notOne = { ja: "脆弱性ではないと判断されました", en: "Judged not to be a vulnerability" };
const published = { ja: "公表しました", en: "Published" };

/** §3.1. */
const software = {
  ...intake,
  HND: {
    words: { ja: "調整機関へ連絡済み", en: "handed to coordination" },
    forFinder: { ja: "調整を始めます", en: "About to be coordinated" },
  },
  CON: {
    words: { ja: "製品開発者へ連絡中", en: "contacting the vendor" },
    forFinder: { ja: "製品開発者に連絡しています", en: "The vendor is being contacted" },
  },
  VER: {
    words: { ja: "製品開発者検証中", en: "being verified by the vendor" },
    forFinder: { ja: "製品開発者が検証しています", en: "The vendor is verifying it" },
  },
  FIX: {
    words: { ja: "対策作成・公表日調整中", en: "fix and date in work" },
    forFinder: { ja: "対策と公表日を調整しています", en: "A fix and a date are being prepared" },
  },
  DAT: {
    words: { ja: "公表日決定", en: "publication date set" },
    forFinder: { ja: "公表日が決まりました", en: "The date of publication is set" },
  },
  PUB: { words: { ja: "公表済み", en: "published" }, forFinder: published, end: true },
  UNR: {
    words: { ja: "連絡不能（一覧公表中）", en: "vendor not reached (listed)" },
    forFinder: { ja: "製品開発者と連絡が取れていません", en: "The vendor has not been reached" },
  },
  NCO: {
    words: { ja: "調整不能", en: "cannot be coordinated" },
    forFinder: { ja: "調整を続けられなくなりました", en: "Coordination cannot go on" },
  },
  JDG: {
    words: { ja: "公表判定中", en: "before the committee" },
    forFinder: { ja: "公表するかどうかを判定しています", en: "Whether to publish is being judged" },
  },
  IND: {
    words: { ja: "個別対応", en: "handled by the vendor itself" },
    forFinder: { ja: "製品開発者の個別対応で終了しました", en: "Ended: the vendor told its users itself" },
    end: true,
  },
  NOV: { words: { ja: "脆弱性ではない", en: "not a vulnerability" }, forFinder: notOne, end: true },
  END: { words: { ja: "取扱い終了", en: "ended" }, forFinder: ended, end: true },
} as const satisfies States;

/** §3.2. */
const website = {
  ...intake,
  CT1: {
    words: { ja: "担当窓口確認中", en: "looking for the operator's contact" },
    forFinder: { ja: "運営者に連絡しています", en: "The operator is being contacted" },
  },
  NTF: {
    words: { ja: "運営者へ通知済み（取扱い開始）", en: "operator notified" },
    forFinder: { ja: "運営者に通知し、取扱いを開始しました", en: "The operator was told; handling has begun" },
  },
  VER: {
    words: { ja: "検証・修正対応中", en: "being verified and fixed" },
    forFinder: { ja: "運営者が確認・修正しています", en: "The operator is looking into it" },
  },
  FIX: {
    words: { ja: "修正完了", en: "fixed" },
    forFinder: { ja: "修正が完了しました", en: "Fixed" },
    end: true,
  },
  NOV: { words: { ja: "脆弱性ではない", en: "not a vulnerability" }, forFinder: notOne, end: true },
  ALR: {
    words: { ja: "注意喚起", en: "ended after a broad alert" },
    forFinder: { ja: "注意喚起を行い、終了しました", en: "Ended after a broad alert" },
    end: true,
  },
  UNH: { words: { ja: "取扱不能", en: "could not be handled" }, forFinder: ended, end: true },
  END: { words: { ja: "取扱い終了", en: "ended" }, forFinder: ended, end: true },
} as const satisfies States;

/** §3.3. */
const ownProduct = {
  ...intake,
  DAT: {
    words: { ja: "公表日調整", en: "publication date set" },
    forFinder: { ja: "公表日を調整しています", en: "The date of publication is set" },
  },
  PUB: { words: { ja: "公表済み", en: "published" }, forFinder: published, end: true },
  WDR: {
    words: { ja: "取下げ", en: "withdrawn" },
    forFinder: { ja: "取下げを受け付けました", en: "Withdrawn" },
    end: true,
  },
  END: { words: { ja: "取扱い終了", en: "ended" }, forFinder: ended, end: true },
} as const satisfies States;

export const stateTables: Readonly<Record<ReportKind, States>> = { software, website, "own-product": ownProduct };

/** The state that a case is in, as its kind calls it. @throws Error for a key that the kind has not: stored data is broken then. */
export function stateOf(c: { readonly kind: ReportKind; readonly state: CaseState }): StateRow {
  const row = stateTables[c.kind][c.state];
  if (row === undefined) throw new Error(`a ${c.kind} case cannot be in ${c.state}`);
  return row;
}

/** Prefix of the domain rules' keys: SW-VER, WB-VER. */
export const statePrefix: Readonly<Record<ReportKind, string>> = { software: "SW", website: "WB", "own-product": "OW" };
