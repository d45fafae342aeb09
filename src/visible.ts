/**
 * Characters that a reader cannot see or that change how their neighbours are read: controls, zero-width characters,
 * soft hyphens, bidi marks and overrides (Unicode UTR 36 §2), tag characters. Variation selectors stay: kanji need them.
 */
const hidden =
  /(?![\t\n])\p{Cc}|(?!\p{Variation_Selector})[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Zl}\p{Zp}\ufff9-\ufffb]/gu;

const breaks = /[\t\n]/g;

/** More than eight marks on one letter are never a script, only a tower that covers other lines. */
const tower = /(\p{M}{8})(\p{M}+)/gu;

const name = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;

/** Foreign text as it may be shown: what is hidden gets its name in brackets. Line breaks and tabs stay. */
export const visible = (text: string): string =>
  text
    .toWellFormed()
    .replace(hidden, name)
    .replace(tower, (_, kept: string, rest: string) => `${kept}[+${[...rest].length}]`);

/** The same for a place that has one line: line breaks and tabs get their names too. */
export const visibleLine = (text: string): string => visible(text).replace(breaks, name);
