import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { documents, read, withTables } from "./support/docs.ts";

const root = path.resolve(import.meta.dirname, "..");
const adrs = readdirSync(path.join(root, "docs/adr")).filter((f) => f.endsWith(".md"));
const everything = [
  ...documents,
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  ...adrs.map((f) => `docs/adr/${f}`),
  ...["docs/discord.md", "docs/performance.md"].filter((f) => existsSync(path.join(root, f))),
];

test.each(documents)("the tables of %s are those of the code (npm run docs writes them)", (file) => {
  expect(withTables(read(file))).toBe(read(file));
});

test("the README is at most 150 lines and holds the two commands", () => {
  const text = read("README.md");
  expect(text.split("\n").length).toBeLessThanOrEqual(151);
  expect(text).toContain("npm ci && npm start");
});

/** Paths that a document names in code marks or links and that lie in this repository. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`((?:src|db|commands|adapters|test|docs|bench|deploy)\/[\w./-]+)`|\]\(([\w./-]+)\)/g)].map(
    (m) => m[1] ?? m[2] ?? "",
  );

test.each(everything)("every path that %s names exists", (file) => {
  const from = path.dirname(path.join(root, file));
  const dead = pathsIn(read(file)).filter((p) => !existsSync(path.join(root, p)) && !existsSync(path.join(from, p)));
  // Patterns of where something goes, not files.
  expect(dead.filter((p) => !p.includes("noun/verb"))).toEqual([]);
});

test("every decision has its page: context, options, decision, consequence, and how it is checked", () => {
  expect(adrs.length).toBeGreaterThanOrEqual(10);
  for (const file of adrs) {
    const text = readFileSync(path.join(root, "docs/adr", file), "utf8");
    expect(text.split("\n").length).toBeLessThan(60);
    for (const heading of ["## Context", "## Options", "## Decision", "## Consequence", "## How we check it"])
      expect(text).toContain(heading);
  }
});

test("scripts that the documents name exist", () => {
  const scripts = Object.keys(JSON.parse(read("package.json")).scripts);
  const named = everything.flatMap((f) => [...read(f).matchAll(/npm run (?:-s )?([a-z:]+)/g)].map((m) => m[1] ?? ""));
  for (const name of named) expect(scripts).toContain(name);
});
