/** How a reference starts. Never `IPA#` or `JVN#`: those are other bodies' numbers (domain rules §2.5). */
const referencePrefix = "TDK#";

const digits = (reference: number): string => String(reference).padStart(8, "0");

/** `TDK#48213377`: the form that finders and vendors see. */
export const fullReference = (reference: number): string => `${referencePrefix}${digits(reference)}`;

/** `#48213377`: the form used between people of the desk. */
export const shortReference = (reference: number): string => `#${digits(reference)}`;

/** Full-width letters, digits and signs to their ASCII forms; nothing else changes. */
export const foldWidth = (s: string): string =>
  s.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, " ");

/** Reads `TDK#48213377`, `#48213377`, `48213377`, in any width and case; `undefined` for anything else. */
export function parseReference(typed: string): number | undefined {
  const found = /^(?:tdk)?#?(\d{8})$/i.exec(foldWidth(typed).trim());
  return found?.[1] === undefined ? undefined : Number(found[1]);
}
