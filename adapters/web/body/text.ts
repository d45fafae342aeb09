import { malformed, notUtf8 } from "../refusals.ts";

/** @throws Refused when the bytes are not UTF-8: replacing what cannot be read would change a report unnoticed. */
export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw notUtf8();
  }
}

/** Adds a value to those of the same name. */
export function add(fields: Map<string, string[]>, name: string, value: string): void {
  const values = fields.get(name);
  if (values === undefined) fields.set(name, [value]);
  else values.push(value);
}

const plus = 0x2b;
const percent = 0x25;
const space = 0x20;

/** One name or value of `application/x-www-form-urlencoded`, as bytes. */
function decoded(part: Uint8Array): string {
  const out = new Uint8Array(part.length);
  let n = 0;
  for (let i = 0; i < part.length; i++) {
    const byte = part[i] ?? 0;
    if (byte !== percent) {
      out[n++] = byte === plus ? space : byte;
      continue;
    }
    const hex = String.fromCharCode(part[i + 1] ?? 0, part[i + 2] ?? 0);
    if (!/^[0-9a-f]{2}$/i.test(hex)) throw malformed();
    out[n++] = Number.parseInt(hex, 16);
    i += 2;
  }
  return utf8(out.subarray(0, n));
}

/** `URLSearchParams` would turn bytes that are not UTF-8 into question marks without a word. */
export function urlencoded(body: Buffer): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  let from = 0;
  while (from < body.length) {
    const end = body.indexOf("&", from);
    const pair = body.subarray(from, end === -1 ? body.length : end);
    from += pair.length + 1;
    if (pair.length === 0) continue;
    const equals = pair.indexOf("=");
    const name = equals === -1 ? pair : pair.subarray(0, equals);
    add(fields, decoded(name), equals === -1 ? "" : decoded(pair.subarray(equals + 1)));
  }
  return fields;
}
