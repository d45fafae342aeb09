import type { Both } from "../../locale.ts";
import type { Details } from "./details.ts";

/** Search words of texts: how they are found is not for this folder to know. */
type Words = ReadonlySet<string>;

/** What a case is about, as search words. */
export interface About {
  readonly product: Words;
  readonly vendor: Words;
  /** All that was said, product and vendor with it. */
  readonly texts: Words;
  readonly purls: readonly string[];
}

/** Why a vendor may be concerned, the surest first. */
export const reasonWords = {
  purl: { ja: "パッケージURL", en: "package URL" },
  product: { ja: "製品", en: "product" },
  name: { ja: "名前", en: "name" },
  keyword: { ja: "技術", en: "technology" },
} as const satisfies Record<string, Both>;

type ReasonKind = keyof typeof reasonWords;
const kinds = Object.keys(reasonWords) as ReasonKind[];

export interface Reason {
  readonly kind: ReasonKind;
  /** Of the vendor's entry. */
  readonly value: string;
}

const within = (some: Words, all: Words): boolean => some.size > 0 && [...some].every((w) => all.has(w));

/**
 * Why a vendor may be concerned by a case: one of its package URLs is named; the words of a product or of its name are those of the
 * report, or the other way round ("Viewer" for "Hoshi Viewer"); a technology of its is spoken of.
 */
export function reasonsFor(
  { name, details }: { readonly name: string; readonly details: Details },
  about: About,
  wordsOf: (text: string) => Words,
): Reason[] {
  const meets = (text: string, said: Words): boolean => {
    const own = wordsOf(text);
    return within(own, said) || within(said, own);
  };
  const product = new Set([...about.product, ...about.vendor]);
  return [
    ...details.purls.filter((p) => about.purls.includes(p)).map((value) => ({ kind: "purl", value }) as const),
    ...details.products
      .filter((p) => within(wordsOf(p), product) || meets(p, about.product))
      .map((value) => ({ kind: "product", value }) as const),
    ...(meets(name, about.vendor) ? [{ kind: "name", value: name } as const] : []),
    ...details.keywords
      .filter((k) => within(wordsOf(k), about.texts))
      .map((value) => ({ kind: "keyword", value }) as const),
  ];
}

/** Orders those with the surest reason first, then those with more reasons. */
export function surer(a: readonly Reason[], b: readonly Reason[]): number {
  const best = (reasons: readonly Reason[]): number => Math.min(...reasons.map((r) => kinds.indexOf(r.kind)));
  return best(a) - best(b) || b.length - a.length;
}
