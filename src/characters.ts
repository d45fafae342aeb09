/**
 * Counting and cutting text as chat platforms do it: limits are code points, cuts go between graphemes. What is hidden in
 * foreign text has already been made visible by `render`.
 */

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** For places that are one line high. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\s*[\n\t]\s*/g, " ")
    .trim();

/** Length in code points. */
export const size = (text: string): number => {
  let n = 0;
  for (const _ of text) n += 1;
  return n;
};

/**
 * At most `max` code points, whole graphemes only, with "…" where something was left out.
 * @param dress what happens to each grapheme before it is counted, such as `entities`. It must not look at its neighbours.
 */
export function cut(text: string, max: number, dress = (s: string): string => s): string {
  const whole = dress(text);
  // A text has at most as many code points as code units, so most texts need no counting.
  if (whole.length <= max || size(whole) <= max) return whole;
  let kept = "";
  let used = 1;
  for (const { segment } of graphemes.segment(text)) {
    const piece = dress(segment);
    used += size(piece);
    if (used > max) break;
    kept += piece;
  }
  return `${kept}…`;
}

/**
 * The whole text in parts of at most `max` code points, cut between graphemes (and within one that is longer by itself).
 * @param dress what will happen to each part before it is sent; the parts come undressed.
 */
export function pieces(text: string, max: number, dress = (s: string): string => s): string[] {
  const whole = dress(text);
  if (whole.length <= max || size(whole) <= max) return [text];
  const parts: string[] = [];
  let part = "";
  let used = 0;
  const add = (piece: string, cost: number): void => {
    if (used + cost > max) {
      parts.push(part);
      part = "";
      used = 0;
    }
    part += piece;
    used += cost;
  };
  for (const { segment } of graphemes.segment(text)) {
    const cost = size(dress(segment));
    if (cost <= max) add(segment, cost);
    else for (const point of segment) add(point, size(dress(point)));
  }
  return [...parts, part];
}

/** The same words as a label or a heading begins: with a capital, in the languages that have them. */
export const capital = (s: string): string => s.slice(0, 1).toUpperCase() + s.slice(1);
