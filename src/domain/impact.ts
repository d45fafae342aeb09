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

/** Numbers of users below which the spread is narrow or medium. The guideline gives none; these are the desk's. */
const userLimits = { narrow: 1000, medium: 100_000 } as const;

const spreadOfUsers = (users: number): Spread =>
  users < userLimits.narrow ? "narrow" : users < userLimits.medium ? "medium" : "wide";

/** What an impact was decided from: kept with the decision, so that it can be decided again. */
export interface ImpactInputs {
  /** CVSS v3.x base score, or null when the cell was named by hand. */
  readonly score: number | null;
  readonly users: number | null;
  readonly infrastructure: Known;
  readonly exploited: Known;
  readonly passive: Known;
  /** Set by hand, where it was. */
  readonly spread: Spread | null;
  readonly cell: Impact | null;
  /** Numbers of users below which a spread was narrow or medium on that day. */
  readonly narrowBelow: number;
  readonly mediumBelow: number;
}

export interface SpreadDecision {
  readonly spread: Spread;
  readonly because: Both;
}

/**
 * 影響範囲 from what is known at the time (guideline 2019, appendix 4): exploit code or attacks → wide; nothing known →
 * wide; otherwise the widest of what is known.
 */
export function spreadOf(known: SpreadInputs): SpreadDecision {
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
      spread: spreadOfUsers(known.users),
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
