import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

/** Zone → what it may import besides itself. Denied by default. The most specific zone of a file counts. */
const may: Readonly<Record<string, readonly string[]>> = {
  // The grammar of a CVSS vector is a rule of the form, too; it imports no package.
  "src/domain": ["src/refusal.ts", "src/text.ts", "src/label.ts", "src/locale.ts", "src/score/vector.ts"],
  "src/templates": ["src/domain", "src/locale.ts", "src/text.ts"],
  "src/score": [
    "src/domain",
    "src/refusal.ts",
    "src/text.ts",
    "src/label.ts",
    "src/locale.ts",
    "pkg:ae-cvss-calculator",
  ],
  "src/exports": ["src/domain", "src/locale.ts", "pkg:ical-generator"],
  "src/crypto": ["node:", "pkg:openpgp"],
  "src/main.ts": ["src", "commands", "db", "adapters", "node:"],
  src: [
    "src/domain",
    "node:",
    "pkg:pino",
    "pkg:prom-client",
    "pkg:temporal-polyfill",
    "pkg:@holiday-jp/holiday_jp",
    "pkg:packageurl-js",
    "pkg:csv-parse",
  ],
  db: [
    "src/domain",
    "src/crypto",
    "src/refusal.ts",
    "src/text.ts",
    "src/label.ts",
    "src/locale.ts",
    "src/pause.ts",
    "node:",
    "pkg:drizzle-orm",
    "pkg:postgres",
    "pkg:graphile-worker",
    "pkg:pino",
  ],
  commands: ["src", "db", "node:", "pkg:zod", "pkg:drizzle-orm", "pkg:pino"],
  adapters: [],
  "adapters/contract.ts": ["src"],
  "adapters/console": ["adapters/contract.ts", "commands/contract.ts", "src", "node:"],
  "adapters/slack": ["adapters/contract.ts", "commands/contract.ts", "src", "node:", "pkg:@slack", "pkg:pino"],
  "adapters/discord": ["adapters/contract.ts", "commands/contract.ts", "src", "node:", "pkg:discord.js", "pkg:pino"],
  "adapters/web": [
    "adapters/contract.ts",
    "commands/contract.ts",
    "commands/intake.ts",
    "src",
    "node:",
    "pkg:hono",
    "pkg:@hono/node-server",
    "pkg:@fastify/busboy",
  ],
};

/** Files of `src` that look like library code but wire: nobody may import them. */
const nobody = ["src/main.ts"];

function files(folder: string): string[] {
  return readdirSync(path.join(root, folder)).flatMap((name) => {
    const at = path.join(folder, name);
    if (statSync(path.join(root, at)).isDirectory()) return name === "migrations" || name === "assets" ? [] : files(at);
    return /\.ts$/.test(name) ? [at] : [];
  });
}

/** Every module that a text names: `from "x"`, bare `import "x"`, `import("x")`, `require("x")`. */
const named = (text: string): string[] =>
  [...text.matchAll(/(?:(?<!["'])\bfrom\s*|(?<=^|;)\s*import\s*|\b(?:import|require)\s*\(\s*)["']([^"']+)["']/gm)].map(
    (m) => m[1] ?? "",
  );

const zoneOf = (file: string): string =>
  Object.keys(may)
    .filter((zone) => file === zone || file.startsWith(`${zone}/`))
    .sort((a, b) => b.length - a.length)[0] ?? "";

/** Breaches of one file, in words. */
function breaches(file: string, text: string): string[] {
  const zone = zoneOf(file);
  const allowed = may[zone] ?? [];
  return named(text).flatMap((name) => {
    const target = name.startsWith(".")
      ? path.join(path.dirname(file), name)
      : name.startsWith("node:")
        ? name
        : `pkg:${name}`;
    if (nobody.includes(target)) return [`${file} imports ${target}`];
    const own = !target.startsWith("pkg:") && !target.startsWith("node:") && zoneOf(target) === zone;
    const listed = allowed.some((a) => target === a || target.startsWith(a.endsWith(":") ? a : `${a}/`));
    return own || listed ? [] : [`${file} imports ${target}`];
  });
}

const all = ["src", "db", "commands", "adapters"].flatMap(files);

test("every import stays within its zone", () => {
  expect(all.length).toBeGreaterThan(100);
  expect(all.flatMap((f) => breaches(f, readFileSync(path.join(root, f), "utf8")))).toEqual([]);
});

test.each([
  ["src/domain/case.ts", 'import { z } from "zod";'],
  ["src/domain/case.ts", 'import { db } from "../../db/client.ts";'],
  ["src/domain/impact.ts", 'import "node:fs";'],
  ["src/domain/impact.ts", 'import { score } from "../score/cvss.ts";'],
  ["src/render.ts", 'import { App } from "@slack/bolt";'],
  ["src/text.ts", 'const x = await import("../commands/dispatch.ts");'],
  ["db/queries/cases.ts", 'import { help } from "../../commands/help.ts";'],
  ["db/client.ts", 'import { render } from "../src/render.ts";'],
  ["commands/case/take.ts", 'import { createSlack } from "../../adapters/slack/index.ts";'],
  ["adapters/slack/index.ts", 'import { connect } from "../../db/client.ts";'],
  ["adapters/slack/index.ts", 'import { createWeb } from "../web/index.ts";'],
  ["adapters/web/index.ts", 'import { createDispatch } from "../../commands/dispatch.ts";'],
  ["adapters/console/index.ts", 'require("@slack/bolt")'],
  ["commands/help.ts", 'import "../src/main.ts";'],
])("a planted breach is found: %s %s", (file, line) => {
  expect(breaches(file, line)).toHaveLength(1);
});

test("no file outside the tests is longer than 300 lines", () => {
  const long = [...all, ...files("bench")].filter(
    (f) => readFileSync(path.join(root, f), "utf8").split("\n").length > 301,
  );
  expect(long).toEqual([]);
});

test("only src/config.ts, main and the terminal's client read the environment", () => {
  const readers = all.filter((f) => /process\.env/.test(readFileSync(path.join(root, f), "utf8")));
  expect(readers.sort()).toEqual(["adapters/console/client.ts", "src/main.ts"]);
});

test("every verb file is in the registry", async () => {
  const { commands } = await import("../commands/index.ts");
  const declared = all.flatMap((f) =>
    [...readFileSync(path.join(root, f), "utf8").matchAll(/\b(?:command|seatCommand)\(\{\s*name: "([^"]+)"/g)].map(
      (m) => m[1],
    ),
  );
  expect(commands.map((c) => c.name).sort()).toEqual(declared.sort());
}, 30_000);

test("every command has its row in the policy, and no row stands alone", async () => {
  const { commands } = await import("../commands/index.ts");
  const { policy } = await import("../commands/policy.ts");
  expect(Object.keys(policy).sort()).toEqual(commands.map((c) => c.name).sort());
});
