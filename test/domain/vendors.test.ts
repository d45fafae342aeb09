import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnNames, columnOf, columns } from "../../src/domain/vendors/columns.ts";
import { changeLists, type Details, noDetails, readDetails, splitList } from "../../src/domain/vendors/details.ts";
import { readImport } from "../../src/domain/vendors/import.ts";
import { lacking } from "../../src/domain/vendors/registration.ts";
import { readPurl } from "../../src/purl.ts";
import { normal } from "../../src/search.ts";

const word = fc.stringMatching(/^[A-Za-z0-9ぁ-ん一-龠ｦ-ﾟ Ａ-Ｚ]{1,12}$/).filter((s) => s.trim() === s && s !== "");
const lists = fc.uniqueArray(word, { selector: normal, maxLength: 6 });
const details: fc.Arbitrary<Details> = fc.record({ products: lists, keywords: lists, purls: lists });

describe("what is sealed of a vendor", () => {
  test("is read as it was written", () => {
    fc.assert(
      fc.property(details, (d) => {
        expect(readDetails(JSON.stringify(d))).toEqual(d);
      }),
    );
    const whole = { ...noDetails, address: "1-2-3", intake: "psirt@hoshi.example", notes: "fax only" };
    expect(readDetails(JSON.stringify(whole))).toEqual(whole);
  });

  test("entries from before lists existed keep their products, each by itself", () => {
    expect(readDetails('{"products":"Hoshi Viewer, PNG decoder、画像"}')).toEqual({
      ...noDetails,
      products: ["Hoshi Viewer", "PNG decoder", "画像"],
    });
    expect(readDetails('{"products":""}')).toEqual(noDetails);
  });

  test("whatever JSON is there, lists hold texts and nothing else", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (x) => {
        const read = readDetails(JSON.stringify(x));
        for (const name of ["products", "keywords", "purls"] as const)
          expect(read[name].every((e) => typeof e === "string" && e !== "")).toBe(true);
      }),
    );
  });
});

describe("changing lists", () => {
  test("what was added is there once, however it is typed, and what was there stays as it was typed first", () => {
    fc.assert(
      fc.property(details, lists, (d, more) => {
        const added = changeLists(d, { add: { products: more }, remove: [] }, normal).details.products;
        const folded = added.map(normal);
        expect(new Set(folded).size).toBe(folded.length);
        expect(added.slice(0, d.products.length)).toEqual(d.products);
        for (const m of more) expect(folded).toContain(normal(m));
        expect(changeLists(d, { add: { products: d.products }, remove: [] }, normal).changed).toEqual([]);
      }),
    );
  });

  test("what was taken out is in no list, and what was not there is named", () => {
    fc.assert(
      fc.property(details, word, (d, gone) => {
        const { details: after, missing, changed } = changeLists(d, { add: {}, remove: [gone] }, normal);
        const left = [...after.products, ...after.keywords, ...after.purls].map(normal);
        expect(left).not.toContain(normal(gone));
        expect(missing.length === 0).toBe(changed.length > 0);
      }),
    );
  });

  test("lists are split at any comma, and the empty rest is nothing", () => {
    expect(splitList(" a, b，c、d\n,, ")).toEqual(["a", "b", "c", "d"]);
    expect(splitList("")).toEqual([]);
  });
});

describe("package URLs", () => {
  test.each([
    ["pkg:npm/%40hoshi/viewer@1.2.3?arch=x#src", "pkg:npm/%40hoshi/viewer"],
    ["pkg:npm/@hoshi/viewer", "pkg:npm/%40hoshi/viewer"],
    ["PKG:NPM/Viewer", "pkg:npm/viewer"],
    ["pkg:maven/org.hoshi/viewer@1", "pkg:maven/org.hoshi/viewer"],
    ["pkg:swift/github.com/hoshi/viewer", "pkg:swift/github.com/hoshi/viewer"],
  ])("%s is %s", (typed, read) => expect(readPurl(typed)).toBe(read));

  test.each(["npm/viewer", "pkg:npm", "pkg:npm/", "pkg:", "", "hoshi viewer", "pkg:npm/a b"])("%s is none", (typed) =>
    expect(readPurl(typed)).toBeUndefined(),
  );

  test("nothing breaks it, and what was read reads as itself", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((s) => `pkg:npm/${s}`),
        ),
        (s) => {
          const read = readPurl(s);
          if (read !== undefined) expect(readPurl(read)).toBe(read);
        },
      ),
      { numRuns: 500 },
    );
  });
});

test("only a registered vendor lacks papers, and only one that takes reports lacks an intake", () => {
  const at = new Date(0);
  const v = {
    registration: "none",
    takesReports: false,
    intake: undefined,
    agreedAt: null,
    metAt: null,
    hasKey: false,
  } as const;
  expect(lacking(v)).toEqual([]);
  expect(lacking({ ...v, registration: "general" })).toHaveLength(3);
  expect(lacking({ ...v, registration: "general", agreedAt: at, metAt: at, hasKey: true })).toEqual([]);
  expect(lacking({ ...v, registration: "individual", agreedAt: at, metAt: at })).toEqual([]);
  expect(lacking({ ...v, takesReports: true })).toHaveLength(1);
  expect(lacking({ ...v, takesReports: true, intake: "x" })).toEqual([]);
});

describe("a file of vendors", () => {
  const readers = { purl: readPurl, pastDay: () => new Date(0) };
  const cell = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom("yes", "general", "pkg:npm/x", "2026-01-01", ""));
  const head = fc.oneof(fc.constantFrom(...columnNames), fc.constantFrom("名前", "製品", "ＮＡＭＥ", "colour", ""));

  test("whatever it holds is read, and each fault says a line of it and what may stand there", () => {
    fc.assert(
      fc.property(fc.array(head, { maxLength: 6 }), fc.array(fc.array(cell, { maxLength: 7 })), (heads, rest) => {
        const lines = [heads, ...rest].map((cells, i) => ({ line: i + 1, cells }));
        const { rows, faults } = readImport(lines, readers, normal);
        for (const f of faults) {
          expect(f.line).toBeGreaterThan(0);
          expect(f.line).toBeLessThanOrEqual(Math.max(1, lines.length));
          expect(f.allowed.ja.length * f.allowed.en.length).toBeGreaterThan(0);
        }
        // A file without a fault has a name on every line, each once.
        if (faults.length > 0) return;
        const names = rows.map((r) => normal(r.row.name));
        expect(names).toHaveLength(rest.length);
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 500 },
    );
  });

  test("a column is known by either name, however wide", () => {
    for (const c of columnNames) expect([columnOf(c), columnOf(columns[c].ja)]).toEqual([c, c]);
    expect(columnOf(" ＮＡＭＥ ")).toBe("name");
    expect(columnOf("colour")).toBeUndefined();
  });
});
