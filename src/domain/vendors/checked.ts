import type { Both } from "../../locale.ts";

/** How old the last check of a vendor's entry, or of one of its people, is. */
export const checks = {
  never: { ja: "未確認", en: "never checked" },
  old: { ja: "確認が古い", en: "last checked long ago" },
  fresh: { ja: "確認済み", en: "checked" },
} as const satisfies Record<string, Both>;
export type Check = keyof typeof checks;
export const checkKeys = Object.keys(checks) as Check[];

/** Before this a check counts as old. @param days setting `vendor.verified-days`, calendar days of 24 hours. */
export const oldBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);

/** @param at when it was checked last; null: never. */
export const checkOf = (at: Date | null, now: Date, days: number): Check =>
  at === null ? "never" : at <= oldBefore(now, days) ? "old" : "fresh";
