import type { Both } from "../../src/locale.ts";
import { plain } from "../../src/render.ts";
import { moment } from "../../src/when.ts";

/** A moment with weekday, time and zone, in both languages, as plain words. */
export function momentWords(at: Date, zone: string): Both {
  const { parts } = moment(at, zone);
  return { ja: plain(parts.ja), en: plain(parts.en) };
}

/** The calendar day in a zone, as 2026-11-22. Swedish writes dates as ISO 8601 does. */
export const dayIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
