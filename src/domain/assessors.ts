import type { Both } from "../locale.ts";

/** Whose assessment a score is. The desk's is the one in force. */
export const assessors = ["finder", "vendor", "desk"] as const;
export type Assessor = (typeof assessors)[number];

export const assessorWords: Readonly<Record<Assessor, Both>> = {
  finder: { ja: "発見者", en: "finder" },
  vendor: { ja: "製品開発者・運営者", en: "vendor or operator" },
  desk: { ja: "デスク", en: "desk" },
};
