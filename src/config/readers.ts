import { existsSync, readFileSync, statSync } from "node:fs";
import { isZone } from "../calendar.ts";
import { isLocale, type Locale } from "../locale.ts";

/** Reads one variable's text. Throws an Error whose message says what is allowed; the value is never repeated. */
export type Read<T> = (text: string) => T;

const fail = (allowed: string): never => {
  throw new Error(allowed);
};

const placeholder = /^(changeme|change-me|xxx+|todo|example|secret|password|xox[bp]-\.\.\.|your[-_].*|<.*>|\.\.\.)$/i;

export const text =
  (shape: RegExp, allowed: string): Read<string> =>
  (s) => {
    if (placeholder.test(s)) fail("still holds a placeholder; put the real value in");
    return shape.test(s) ? s : fail(allowed);
  };

export const url =
  (protocols: readonly string[]): Read<string> =>
  (s) => {
    if (!URL.canParse(s) || !protocols.includes(new URL(s).protocol)) {
      fail(`must be an address that begins with ${protocols.map((p) => `${p}//`).join(" or ")}`);
    }
    return s;
  };

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

export const publicUrl: Read<string> = (s) => {
  url(["http:", "https:"])(s);
  const { protocol, hostname } = new URL(s);
  if (protocol === "http:" && !loopback.test(hostname))
    fail("must be https:// unless it is on this machine: reports would cross the network in clear text");
  return s.replace(/\/+$/, "");
};

export const port: Read<number> = (s) => {
  const n = Number(s);
  return /^\d+$/.test(s) && n >= 1 && n <= 65_535 ? n : fail("must be a port number from 1 to 65535");
};

export const zone: Read<string> = (s) => (isZone(s) ? s : fail("must be an IANA time zone, such as Asia/Tokyo"));

export const oneOf =
  <T extends string>(values: readonly T[]): Read<T> =>
  (s) => {
    const found = values.find((v) => v === s);
    return found ?? fail(`must be one of: ${values.join(", ")}`);
  };

export const locale: Read<Locale> = (s) => (isLocale(s) ? s : fail("must be ja or en"));

/** A file that only its owner may read. */
export const privateFile: Read<string> = (s) => {
  if (!existsSync(s)) fail("names a file that does not exist");
  if ((statSync(s).mode & 0o077) !== 0) fail("names a file that others may read; run: chmod 600 FILE");
  return s;
};

export const keyFile: Read<string> = (s) => {
  privateFile(s);
  if (readKey(s) === undefined) fail("names a file that must hold one line of 64 hexadecimal digits (32 bytes)");
  return s;
};

/** The key-encryption key in a file, or undefined when the file holds something else. */
export function readKey(file: string): Buffer | undefined {
  const line = readFileSync(file, "utf8").trim();
  return /^[0-9a-f]{64}$/i.test(line) ? Buffer.from(line, "hex") : undefined;
}
