import { foldWidth } from "./domain/reference.ts";

/** Scripts written without spaces between words. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]/u;
const runs = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+|[\p{L}\p{N}]+/gu;

/** Half-width kana, width, case and accents folded away, so that all ways to type a name meet. */
export const normal = (s: string): string => foldWidth(s.normalize("NFKC")).toLowerCase();

/** Letters of a spaced word that count. */
const longestWord = 12;

const pairs = (run: string): string[] => {
  const chars = [...run];
  if (chars.length === 1) return [run];
  return chars.slice(1).map((c, i) => `${chars[i]}${c}`);
};

/** Search words of one text: enough for a long name, too few for a hostile one to fill the index. */
const most = 64;

/**
 * The search words of a text: each spaced word whole and its beginnings from 3 letters on, and for Japanese each pair of
 * neighbouring characters and each character. At most 64; whole words and pairs come first.
 */
export function indexWords(text: string): Set<string> {
  const whole: string[] = [];
  const parts: string[] = [];
  for (const [run] of normal(text).matchAll(runs)) {
    if (unspaced.test(run)) {
      whole.push(...pairs(run));
      parts.push(...run);
    } else {
      whole.push(run.slice(0, longestWord));
      for (let n = Math.min(3, run.length); n < Math.min(run.length, longestWord); n++) parts.push(run.slice(0, n));
    }
  }
  return new Set([...new Set([...whole, ...parts])].slice(0, most));
}

/** The words of a text as they are looked for: like `indexWords`, but a spaced word only as it was typed. */
export function allWords(text: string): Set<string> {
  const found = new Set<string>();
  for (const [run] of normal(text).matchAll(runs)) {
    if (unspaced.test(run)) for (const pair of pairs(run)) found.add(pair);
    else if (run.length >= 2) found.add(run.slice(0, longestWord));
  }
  return found;
}

/** What to look for: the first words of what was typed. */
export const queryWords = (text: string): Set<string> => new Set([...allWords(text)].slice(0, 16));
