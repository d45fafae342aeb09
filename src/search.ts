import { foldWidth } from "./domain/reference.ts";

/** Scripts written without spaces between words. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]/u;
const runs = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+|[\p{L}\p{N}]+/gu;

/** Half-width kana, width, case and accents folded away, so that all ways to type a name meet. */
const normal = (s: string): string => foldWidth(s.normalize("NFKC")).toLowerCase();

const pairs = (run: string): string[] => {
  const chars = [...run];
  if (chars.length === 1) return [run];
  return chars.slice(1).map((c, i) => `${chars[i]}${c}`);
};

/**
 * The search words of a text: each spaced word and its beginnings from 3 letters on, and for Japanese each pair of
 * neighbouring characters. At most 64, so that a hostile title cannot fill the index.
 */
export function indexWords(text: string): Set<string> {
  const found = new Set<string>();
  for (const [run] of normal(text).matchAll(runs)) {
    if (unspaced.test(run)) for (const pair of [...pairs(run), ...run]) found.add(pair);
    else for (let n = Math.min(3, run.length); n <= Math.min(run.length, 12); n++) found.add(run.slice(0, n));
  }
  return new Set([...found].slice(0, 64));
}

/** What to look for: like `indexWords`, but a spaced word only as it was typed. */
export function queryWords(text: string): Set<string> {
  const found = new Set<string>();
  for (const [run] of normal(text).matchAll(runs)) {
    if (unspaced.test(run)) for (const pair of pairs(run)) found.add(pair);
    else if (run.length >= 2) found.add(run.slice(0, 12));
  }
  return new Set([...found].slice(0, 16));
}
