import type { Both } from "../locale.ts";
import type { Impact, Spread } from "./case.ts";

export const impactWords: Readonly<Record<Impact, Both>> = {
  priority: { ja: "優先", en: "priority" },
  normal: { ja: "通常", en: "normal" },
  simple: { ja: "簡易", en: "simple" },
};

export const spreadWords: Readonly<Record<Spread, Both>> = {
  wide: { ja: "広", en: "wide" },
  medium: { ja: "中", en: "medium" },
  narrow: { ja: "狭", en: "narrow" },
};

type Band = "low" | "middle" | "high";

/** Guideline 2019, appendix 4: spread × CVSS v3 base score. */
const matrix: Readonly<Record<Spread, Readonly<Record<Band, Impact>>>> = {
  wide: { low: "normal", middle: "priority", high: "priority" },
  medium: { low: "simple", middle: "normal", high: "priority" },
  narrow: { low: "simple", middle: "simple", high: "normal" },
};

const band = (score: number): Band => (score < 4 ? "low" : score < 7 ? "middle" : "high");

/** The cell of the matrix. @param score CVSS v3.x base score, 0–10. */
export const impactOf = (spread: Spread, score: number): Impact => matrix[spread][band(score)];

export type Known = "yes" | "no" | "unknown";

export interface SpreadInputs {
  /** People who use it, or undefined when nobody knows. */
  readonly users: number | undefined;
  /** Used in critical infrastructure. */
  readonly infrastructure: Known;
  /** Exploit code is public, or attacks were seen. */
  readonly exploited: Known;
}

/** Numbers of users below which the spread is narrow or medium. The guideline gives none: a desk sets its own. */
export interface UserLimits {
  readonly narrowBelow: number;
  readonly mediumBelow: number;
}

const spreadOfUsers = (users: number, { narrowBelow, mediumBelow }: UserLimits): Spread =>
  users < narrowBelow ? "narrow" : users < mediumBelow ? "medium" : "wide";

/** What an impact was decided from: kept with the decision, so that it can be decided again. */
export interface ImpactInputs extends UserLimits {
  /** CVSS v3.x base score, or null when the cell was named by hand. */
  readonly score: number | null;
  readonly users: number | null;
  readonly infrastructure: Known;
  readonly exploited: Known;
  readonly passive: Known;
  /** Set by hand, where it was. */
  readonly spread: Spread | null;
  readonly cell: Impact | null;
}

export interface SpreadDecision {
  readonly spread: Spread;
  readonly because: Both;
}

/**
 * 影響範囲 from what is known at the time (guideline 2019, appendix 4): exploit code or attacks → wide; nothing known →
 * wide; otherwise the widest of what is known.
 */
export function spreadOf(known: SpreadInputs, limits: UserLimits): SpreadDecision {
  if (known.exploited === "yes") {
    return {
      spread: "wide",
      because: { ja: "攻撃コードの公表または攻撃あり", en: "exploit code is public or attacks were seen" },
    };
  }
  if (known.infrastructure === "yes") {
    return { spread: "wide", because: { ja: "重要インフラで利用", en: "used in critical infrastructure" } };
  }
  if (known.users !== undefined) {
    return {
      spread: spreadOfUsers(known.users, limits),
      because: { ja: `利用者数 ${known.users}`, en: `${known.users} users` },
    };
  }
  if (known.infrastructure === "unknown" && known.exploited === "unknown") {
    return { spread: "wide", because: { ja: "利用状況が不明のため広", en: "no data on use, so wide" } };
  }
  return {
    spread: "narrow",
    because: {
      ja: "重要インフラ・攻撃の情報なし、利用者数不明",
      en: "no infrastructure or attack known, users unknown",
    },
  };
}

/** The edition of the rules below, kept with each decision. */
export const impactRules = "guideline 2019, appendix 4";
export const impactRulesWords: Both = { ja: "ガイドライン2019年版 付録4", en: impactRules };

export interface ImpactDecision {
  readonly spread: Spread | null;
  readonly impact: Impact;
  readonly because: Both;
}

const byHand: Both = { ja: "担当者が直接指定", en: "named by hand" };

/** The cell, by hand or from the matrix; `undefined` when there is no CVSS v3 score to look it up with. The same inputs give the same. */
export function decideImpact(inputs: ImpactInputs): ImpactDecision | undefined {
  const { score, cell, spread: named, users, ...known } = inputs;
  if (cell !== null) return { spread: named, impact: cell, because: byHand };
  if (score === null) return undefined;
  const { spread, because } =
    named === null
      ? spreadOf({ ...known, users: users ?? undefined }, inputs)
      : { spread: named, because: { ja: "担当者が指定", en: "set by hand" } };
  return { spread, impact: impactOf(spread, score), because };
}
