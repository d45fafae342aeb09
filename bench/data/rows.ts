import { createHash } from "node:crypto";
import { type Keyring, seal } from "../../src/crypto/keyring.ts";
import { indexWords } from "../../src/search.ts";
import { memberCount } from "./people.ts";
import { titleFor, vendorFor } from "./words.ts";

/** Reference of case `i`, from 1: neighbouring numbers, so that a load can name one that exists. */
export const referenceOf = (i: number): number => 10_000_000 + i;

/** Columns in the order in which `caseRow` writes them. */
export const caseColumns =
  "id, reference, kind, state, assignee_id, urgency, received_at, accepted_at, closed_at, finder_id, finder_locale, receipt_hash, key, title, report, tokens, audit_hash";

/** Of ten cases, four are open, five were declined and one waits for a decision. */
function stateOf(i: number): string {
  if (i % 10 === 0) return ["RCV", "CHK", "ASK"][(i / 10) % 3] ?? "RCV";
  return i % 10 < 5 ? "ACC" : "REJ";
}

const hex = (bytes: Buffer): string => `\\\\x${bytes.toString("hex")}`;
const none = "\\N";
/** Five years of reports, evenly. */
const span = 5 * 365 * 86_400_000;

/** Hashes of search words are computed once: a desk of a million cases has far fewer words. */
export const blinder = (keys: Keyring): ((word: string) => string) => {
  const known = new Map<string, string>();
  return (word) => {
    const hash = known.get(word) ?? keys.blind(word).toString();
    known.set(word, hash);
    return hash;
  };
};

/** One line of COPY's text format: a case with its own key, whose title opens and whose words are found. */
export function caseRow(i: number, count: number, now: number, keys: Keyring, blind: (word: string) => string): string {
  const state = stateOf(i);
  const received = new Date(now - span * (1 - i / count)).toISOString();
  const later = new Date(Date.parse(received) + 86_400_000).toISOString();
  const title = titleFor(i);
  const reference = referenceOf(i);
  const { key, wrapped } = keys.newKey(`case/${reference}`);
  return `${[
    ...[i, reference, "software", state],
    state === "ACC" ? (i % memberCount) + 2 : none, // the administrator has id 1
    state === "ACC" ? i % 3 : 1,
    ...[received, state === "ACC" ? later : none, state === "REJ" ? later : none],
    ...[i, i % 4 === 0 ? "en" : "ja"],
    hex(createHash("sha256").update(`receipt ${i}`).digest()),
    hex(wrapped),
    hex(seal(key, "cases.title", title)),
    hex(seal(key, "cases.report", JSON.stringify({ product_name: [title], vendor_name: [vendorFor(i)] }))),
    `{${[...indexWords(`${title} ${vendorFor(i)}`)].map(blind).join(",")}}`,
    "\\\\x",
  ].join("\t")}\n`;
}
