/** The two languages of the desk. Every text that a person reads exists in both. */
export const locales = ["ja", "en"] as const;
export type Locale = (typeof locales)[number];

/** The same words in both languages, written by hand, trusted. */
export type Both = Readonly<Record<Locale, string>>;

export const isLocale = (s: string): s is Locale => (locales as readonly string[]).includes(s);

/**
 * Picks the reader's language from an `Accept-Language` header or a platform's locale tag ("ja-JP", "en-GB;q=0.8").
 * Follows the order of preference of RFC 9110 §12.5.4; an unknown language falls back to `fallback`.
 */
export function chooseLocale(header: string | undefined, fallback: Locale): Locale {
  const wishes = (header ?? "")
    .split(",")
    .map((entry) => {
      const [tag = "", ...params] = entry.trim().split(";");
      const q = params.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((v) => v !== undefined);
      return { lang: tag.trim().slice(0, 2).toLowerCase(), q: q === undefined ? 1 : Number(q) };
    })
    .filter((w) => w.q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { lang } of wishes) if (isLocale(lang)) return lang;
  return fallback;
}
