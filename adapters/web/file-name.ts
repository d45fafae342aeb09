import { visibleLine } from "../../src/visible.ts";

/** Bytes of UTF-8; what most file systems take. */
const longest = 255;

const cut = (text: string, bytes: number): string => {
  let out = "";
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    out += character;
  }
  return out;
};

/**
 * A file's name as it may be shown: no folders, nothing invisible, nothing that turns the reading direction, 255 bytes
 * with the ending kept. It is only ever shown; files are stored under random names.
 */
export function shownName(sent: string): string {
  const base = sent.split(/[/\\]/).at(-1) ?? "";
  const name = visibleLine(base).trim();
  if (name === "" || name === "." || name === "..") return "unnamed";
  if (Buffer.byteLength(name) <= longest) return name;
  const ending = /\.[^.]{1,20}$/u.exec(name)?.[0] ?? "";
  return `${cut(name.slice(0, name.length - ending.length), longest - Buffer.byteLength(ending) - 3)}…${ending}`;
}
