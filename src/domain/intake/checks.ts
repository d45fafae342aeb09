import type { FieldFault } from "./faults.ts";
import * as faults from "./faults.ts";
import { type Field, isUnknown } from "./fields.ts";

type Said = Omit<FieldFault, "field">;
type Check = (value: string, field: Field) => Said | undefined;

/** Length as people count it: code points, so that one kanji or one emoji half is one. */
export const codePoints = (text: string): number => {
  let n = 0;
  for (const _ of text) n++;
  return n;
};

/**
 * The 1-based position of a NUL or a lone surrogate: PostgreSQL text cannot hold the one, UTF-8 not the other.
 * Everything else is kept byte for byte.
 */
export function unstorableAt(text: string): number | undefined {
  let position = 0;
  for (const character of text) {
    position++;
    const code = character.codePointAt(0) ?? 0;
    if (code === 0 || (code >= 0xd800 && code <= 0xdfff)) return position;
  }
  return undefined;
}

/** A date of the calendar in the years 1 to 9999, written as ISO 8601 does. */
export function isDate(text: string): boolean {
  const [, y = "", m = "", d = ""] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (y === "" || y === "0000") return false;
  const date = new Date(0);
  date.setUTCFullYear(Number(y), Number(m) - 1, Number(d));
  return date.getUTCMonth() === Number(m) - 1 && date.getUTCDate() === Number(d);
}

const domainLabel = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;

/**
 * The shape of a mail address, international ones included (RFC 6531). Narrower than the grammar: no quotes, no
 * comments. Two dots in a row are let through because addresses of Japanese carriers have them. Nothing is ever sent to
 * find out.
 */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  if (at < 1 || !/^[^\s@"(),:;<>[\]\\\p{C}＠]{1,64}$/u.test(local)) return false;
  const labels = text.slice(at + 1).split(".");
  return labels.length > 1 && labels.every((label) => domainLabel.test(label));
}

/** An address of the web. Never fetched. */
function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s/]/i.test(text.trim()) || /[\s\p{Cc}]/u.test(text.trim())) return false;
  return URL.canParse(text.trim());
}

const yes: readonly string[] = ["yes", "true", "on", "1"];
const no: readonly string[] = ["no", "false", "off", "0"];

/** "yes", "no" or undefined, from the ways in which browsers and programs say it. */
export const readYesNo = (text: string): "yes" | "no" | undefined => {
  const said = text.trim().toLowerCase();
  return yes.includes(said) ? "yes" : no.includes(said) ? "no" : undefined;
};

const fine: Check = () => undefined;

const choice: Check = (value, field) =>
  "choices" in field && !field.choices.some((c) => c.value === value) ? faults.badChoice(field.choices) : undefined;

const pgpKey: Check = (value) => {
  if (/-----BEGIN PGP PRIVATE KEY BLOCK-----/.test(value)) return faults.privateKey;
  return /-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]+-----END PGP PUBLIC KEY BLOCK-----/.test(value)
    ? undefined
    : faults.badKey;
};

/** What one value must look like, by the type of its field. For lists: one item. */
const checks = {
  line: fine,
  text: fine,
  tel: fine,
  lines: fine,
  email: (value) => (isEmail(value) ? undefined : faults.badEmail),
  date: (value) => (isDate(value) ? undefined : faults.badDate),
  urls: (value) => (isWebAddress(value) ? undefined : faults.badUrl),
  choice,
  choices: choice,
  "yes-no": (value) => (readYesNo(value) === undefined ? faults.badYesNo : undefined),
  agree: (value) => (readYesNo(value) === "yes" ? undefined : faults.notAgreed),
  "pgp-key": pgpKey,
} as const satisfies Record<Field["type"], Check>;

/** What is wrong with one value, or undefined. */
export function checkValue(field: Field, value: string): Said | undefined {
  if (field.mayBeUnknown === true && isUnknown(value)) return undefined;
  const message = field.shape?.wrong(value.trim());
  if (field.shape !== undefined && message !== undefined) return { code: field.shape.code, message };
  return checks[field.type](value, field);
}
