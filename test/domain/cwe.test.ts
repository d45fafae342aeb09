import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findWeaknesses, parseCwe, weaknesses, weaknessOf } from "../../src/domain/cwe/find.ts";

const file = path.resolve(import.meta.dirname, "../../../shared/data/cwe-1003-ja/cwe-1003-ja.json");
const absent = !existsSync(file);
if (absent) console.log("skipped: the names of CWE-1003, because ../shared/data/cwe-1003-ja is not here");

interface Theirs {
  readonly "cwe-1003": {
    readonly weaknesses: readonly {
      readonly id: number;
      readonly title: { readonly en: readonly string[]; readonly ja: readonly string[] };
    }[];
  };
}

describe.skipIf(absent)("the view as JPCERT/CC publishes it", () => {
  test("every number and every name in both languages", () => {
    const theirs = (JSON.parse(readFileSync(file, "utf8")) as Theirs)["cwe-1003"].weaknesses;
    expect(weaknesses.map((w) => w.id)).toEqual(theirs.map((w) => w.id).sort((a, b) => a - b));
    for (const { id, title } of theirs) {
      const ours = weaknessOf(id);
      const names = [...title.en, ...title.ja].map((s) => s.normalize("NFKC").toLowerCase().trim());
      for (const name of names) expect(ours?.searched).toContain(name);
    }
  });
});

test.each([
  ["CWE-79", 79],
  ["cwe79", 79],
  ["79", 79],
  ["ＣＷＥ－７９", 79],
  ["CWE-0", undefined],
  ["CWE-123456", undefined],
  ["XSS", undefined],
  ["", undefined],
])("%s is %s", (typed, id) => expect(parseCwe(typed)).toBe(id));

test.each([
  ["79", [79, 798]],
  ["cross-site script", [79]],
  ["クロスサイトスクリプティング", [79]],
  ["SQL injection", [89]],
  ["ｓｑｌ", [89]],
  ["no such weakness", []],
])("%s finds %j", (query, ids) => expect(findWeaknesses(query).map((w) => w.id)).toEqual(ids));

test("whatever is typed, what is found has the words or the number", () => {
  fc.assert(
    fc.property(fc.string(), (query) => {
      for (const w of findWeaknesses(query)) {
        const number = parseCwe(query);
        if (number === undefined)
          for (const word of query.normalize("NFKC").toLowerCase().split(/\s+/)) expect(w.searched).toContain(word);
        else expect(String(w.id).startsWith(String(number))).toBe(true);
      }
    }),
  );
});
