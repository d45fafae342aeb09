const withMark = [
  { label: "utf-8", mark: [0xef, 0xbb, 0xbf] },
  { label: "utf-16le", mark: [0xff, 0xfe] },
  { label: "utf-16be", mark: [0xfe, 0xff] },
] as const;

/**
 * The text of a file: UTF-8, what has a byte order mark, or Shift_JIS, which spreadsheets in Japan write.
 * @returns undefined for what is none of these, such as a picture.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const marked = withMark.find(({ mark }) => mark.every((b, i) => bytes[i] === b));
  for (const label of marked === undefined ? ["utf-8", "shift_jis"] : [marked.label]) {
    try {
      const text = new TextDecoder(label, { fatal: true }).decode(bytes);
      if (!text.includes("\0")) return text;
    } catch {
      // not written so; the next one may fit
    }
  }
  return undefined;
}
