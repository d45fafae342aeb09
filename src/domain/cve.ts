import { foldWidth } from "./reference.ts";

/** The first year that identifiers have. */
export const firstCveYear = 1999;

/**
 * "CVE-2026-12345", in any width and case: the identifier as it is printed. Four digits of a year from 1999 to the next one, for which
 * numbers are reserved ahead, and four to nineteen digits (CVE record format 5.1). `undefined` for anything else.
 */
export function parseCve(typed: string, now: Date): string | undefined {
  const found = /^CVE-(\d{4})-(\d{4,19})$/.exec(foldWidth(typed).trim().toUpperCase());
  const year = Number(found?.[1]);
  return found !== null && year >= firstCveYear && year <= now.getUTCFullYear() + 1 ? found[0] : undefined;
}
