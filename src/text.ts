import type { Labelled, Rank } from "./label.ts";
import type { Both, Locale } from "./locale.ts";

/** A run of characters. `trusted` = written by us; anything else came from outside and is escaped by each renderer. */
export interface Part {
  readonly text: string;
  readonly trusted: boolean;
  readonly rank: Rank;
  readonly party?: string | undefined;
  /** Stands for this moment on the reader's own clock; `text` is empty (src/when.ts). */
  readonly at?: Date;
}

/** Bilingual text that knows who may read it. Made only by `say`, `words` and `foreign`. */
export class Text<R extends Rank = Rank> {
  /** Type only: the widest rank of its parts. */
  declare readonly rank: R;
  readonly parts: Readonly<Record<Locale, readonly Part[]>>;

  constructor(parts: Readonly<Record<Locale, readonly Part[]>>) {
    this.parts = parts;
  }
}

type Hole = Labelled<string | number> | Text;
type RankOf<H> = H extends Labelled<string | number, infer R> ? R : H extends Text<infer R> ? R : never;

interface Fragment<R extends Rank> {
  readonly rank?: R;
  readonly pieces: readonly (Part | Text)[];
}

/** One language's sentence. Its literals are ours; a hole is a labelled value or another text, never a bare string. */
export function t<const H extends readonly Hole[]>(
  literals: TemplateStringsArray,
  ...holes: H
): Fragment<RankOf<H[number]>> {
  const pieces: (Part | Text)[] = [];
  literals.forEach((literal, i) => {
    if (literal !== "") pieces.push({ text: literal, trusted: true, rank: "public" });
    const hole = holes[i];
    if (hole instanceof Text) pieces.push(hole);
    else if (hole !== undefined) {
      pieces.push({ text: String(hole.open()), trusted: false, rank: hole.rank, party: hole.party });
    }
  });
  return { pieces };
}

const inOneLanguage = (f: Fragment<Rank>, locale: Locale): Part[] =>
  f.pieces.flatMap((p) => (p instanceof Text ? p.parts[locale] : [p]));

/** The same sentence in both languages. Its rank is the highest of its holes. */
export const say = <A extends Rank = "public", B extends Rank = "public">(sentence: {
  readonly ja: Fragment<A>;
  readonly en: Fragment<B>;
}): Text<A | B | "public"> => new Text({ ja: inOneLanguage(sentence.ja, "ja"), en: inOneLanguage(sentence.en, "en") });

/** Fixed words of ours. */
export const words = (both: Both): Text<"public"> =>
  new Text({
    ja: [{ text: both.ja, trusted: true, rank: "public" }],
    en: [{ text: both.en, trusted: true, rank: "public" }],
  });

/** A value shown alone, the same in both languages. */
export function foreign<R extends Rank>(value: Labelled<string | number, R>): Text<R> {
  const part = { text: String(value.open()), trusted: false, rank: value.rank, party: value.party };
  return new Text({ ja: [part], en: [part] });
}

/** Texts in a row, with fixed words of ours between them. */
export function join<R extends Rank>(texts: readonly Text<R>[], between: string): Text<R | "public"> {
  const line = (locale: Locale): Part[] =>
    texts.flatMap((x, i) => [
      ...(i === 0 ? [] : [{ text: between, trusted: true, rank: "public" } as const]),
      ...x.parts[locale],
    ]);
  return new Text({ ja: line("ja"), en: line("en") });
}

/** The same words for one party and the desk alone. A label is only ever raised. */
export function forParty(id: string, text: Text<"public">): Text<"party"> {
  const raised = (locale: Locale): Part[] => text.parts[locale].map((p) => ({ ...p, rank: "party", party: id }));
  return new Text({ ja: raised("ja"), en: raised("en") });
}
