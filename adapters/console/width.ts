/** Characters that take two columns in a terminal (Unicode East Asian Width W and F, roughly). */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const narrowless = /\p{M}|\u200d|\ufe0f/u;

/** Columns that a text takes. */
export function width(text: string): number {
  let columns = 0;
  for (const c of text) columns += narrowless.test(c) ? 0 : wide.test(c) ? 2 : 1;
  return columns;
}

export const padTo = (text: string, columns: number): string => text + " ".repeat(Math.max(0, columns - width(text)));
