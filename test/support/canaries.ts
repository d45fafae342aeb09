import { randomInt } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { forms } from "../../src/domain/intake/forms.ts";
import type { ReportKind } from "../../src/domain/intake/kinds.ts";

const letters = (n: number): string =>
  Array.from({ length: n }, () => String.fromCharCode(97 + randomInt(26))).join("");

/** The middle of a text's base64, whatever stood before and after it: three ways, by where it began. */
const base64s = (bytes: Buffer): string[] =>
  [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const inside = whole.slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 4) / 3) - 1);
    return [inside, inside.replaceAll("+", "-").replaceAll("/", "_")];
  });

/** How a text may stand somewhere without being read at a glance. Names of encodings → bytes to look for. */
export function disguises(text: string): ReadonlyMap<string, Buffer> {
  const utf8 = Buffer.from(text);
  const utf16 = Buffer.from(text, "utf16le");
  const units = [...text].map((c) => (c.codePointAt(0) ?? 0).toString(16));
  const named: [string, string | Buffer][] = [
    ["plain", utf8],
    ["capitals", text.toUpperCase()],
    ["utf-16le", utf16],
    ["utf-16be", Buffer.from(utf16).swap16()],
    ["hex", utf8.toString("hex")],
    ["HEX", utf8.toString("hex").toUpperCase()],
    ["hex of utf-16", utf16.toString("hex")],
    ["url", units.map((u) => `%${u}`).join("")],
    ["URL", units.map((u) => `%${u.toUpperCase()}`).join("")],
    ["json", units.map((u) => `\\u${u.padStart(4, "0")}`).join("")],
    ...base64s(utf8).map((s, i): [string, string] => [`base64 ${i}`, s]),
    ...base64s(utf16).map((s, i): [string, string] => [`base64 of utf-16 ${i}`, s]),
  ];
  return new Map(named.map(([name, bytes]) => [name, Buffer.from(bytes)]));
}

/**
 * Secrets that can be found again wherever they went. All begin with one random word, so that one look for that word in all
 * its disguises looks for all of them. Letters only: they pass every format of a form, and no escaping changes them.
 */
export class Canaries {
  readonly #mark = letters(14);
  readonly #names = new Map<string, string>();
  readonly #others: (readonly [string, ReadonlyMap<string, Buffer>])[] = [];
  readonly #forms = disguises(this.#mark);

  /** A new one. @param name where it is put: "software.threat" */
  make(name: string): string {
    for (;;) {
      const token = this.#mark + letters(3);
      if (this.#names.has(token)) continue;
      this.#names.set(token, name);
      return token;
    }
  }

  /** A secret whose shape is given, such as a date or a receipt code. */
  also(name: string, text: string): string {
    this.#others.push([name, disguises(text)]);
    return text;
  }

  /** Names of all that can be found in these bytes, with the disguise where it is one. */
  found(bytes: Buffer | string): string[] {
    const all = Buffer.from(bytes);
    const seen = new Set<string>();
    const text = all.includes(this.#mark) ? all.toString("latin1") : "";
    for (const [token] of text.matchAll(new RegExp(`${this.#mark}[a-z]{3}`, "g")))
      seen.add(this.#names.get(token) ?? "one that was cut or glued");
    for (const [how, form] of this.#forms)
      if (all.includes(form) && !(how === "plain" && seen.size > 0)) seen.add(`something in ${how}`);
    for (const [name, others] of this.#others)
      for (const [how, form] of others) if (all.includes(form)) seen.add(how === "plain" ? name : `${name} in ${how}`);
    return [...seen].sort();
  }
}

const modified = { MAV: "NALP", MAC: "LH", MPR: "NLH", MUI: "NR", MS: "UC", MC: "NLH", MI: "NLH", MA: "NLH" };

/** A vector as nobody else writes one: its base, and one of 2,592 environments. */
const oddVector = (): string =>
  [
    "CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:C/C:L/I:N/A:L/E:U/RL:W/RC:R/CR:L/IR:H/AR:L",
    ...Object.entries(modified).map(([metric, values]) => `${metric}:${values[randomInt(values.length)]}`),
  ].join("/");

/** Answers that other answers depend on; the other choices take their first value. */
const chosen: Readonly<Record<string, string>> = {
  enc_pref: "pgp",
  reply_channel: "email",
  consent_share_identity: "name_and_contact",
};

/** Everything that a form of this kind can hold, filled in, with a canary wherever anything can be written. */
export function fullReport(kind: ReportKind, canaries: Canaries) {
  const values: Record<string, string> = {};
  const written: string[] = [];
  const personal: string[] = [];
  for (const field of forms[kind].fields) {
    const { key, type } = field;
    const name = `${kind}.${key}`;
    if ("choices" in field) values[key] = chosen[key] ?? field.choices[0]?.value ?? "";
    else if (type === "yes-no" || type === "agree") values[key] = "yes";
    else {
      const token = (): string => canaries.make(name);
      const digits = (n: number): string => String(randomInt(10 ** n)).padStart(n, "7");
      const shaped: Readonly<Record<string, () => string>> = {
        cvss_vector: () => canaries.also(name, oddVector()),
        cve: () => canaries.also(name, `CVE-2026-${digits(12)}`),
        cwe: () => canaries.also(name, `CWE-9${digits(4)}`),
      };
      const byType: Readonly<Record<string, () => string>> = {
        email: () => `${token()}@canary.example`,
        urls: () => `https://${token()}.example/`,
        date: () => canaries.also(name, `18${digits(2)}-03-14`),
        "pgp-key": () => `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${token()}\n-----END PGP PUBLIC KEY BLOCK-----`,
      };
      values[key] = (shaped[key] ?? byType[type] ?? token)();
      written.push(values[key]);
      if (field.personal) personal.push(name);
    }
  }
  return { values, written, personal };
}

/** Every file below a folder. One that goes away meanwhile was a temporary one. */
export function filesBelow(folder: string, but: readonly string[] = []): { name: string; bytes: Buffer }[] {
  return readdirSync(folder).flatMap((entry) => {
    const at = path.join(folder, entry);
    if (but.includes(entry)) return [];
    try {
      const stat = statSync(at);
      if (stat.isDirectory()) return filesBelow(at, but);
      return stat.isFile() ? [{ name: at, bytes: readFileSync(at) }] : [];
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
      throw error;
    }
  });
}
