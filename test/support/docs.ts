import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { guildCommands } from "../../adapters/discord/commands.ts";
import { groupScopes, scopes } from "../../adapters/slack/manifest.ts";
import { commands } from "../../commands/index.ts";
import { opensForm } from "../../commands/opens.ts";
import { policy } from "../../commands/policy.ts";
import { example, usage } from "../../commands/refusals.ts";
import { variables } from "../../src/config/variables.ts";
import { declineReasons } from "../../src/domain/decline.ts";
import { declineDetails } from "../../src/domain/decline-details.ts";
import { roles, roleWords } from "../../src/domain/roles.ts";
import { defaultSettings } from "../../src/domain/settings.ts";
import { refusalCodes } from "../../src/refusal.ts";
import { processTables } from "./process-docs.ts";

const root = path.resolve(import.meta.dirname, "../..");

const cell = (s: string): string => s.replaceAll("|", "\\|").replaceAll("\n", " ");
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...head), row(...head.map(() => "---")), ...rows.map((r) => row(...r))].join("\n");

type Part = Readonly<Record<string, unknown>>;
const parts = (v: unknown): readonly Part[] => (Array.isArray(v) ? v : []);
/** How an option is given in Discord. */
const optionWord = (o: Part): string => {
  if (o["autocomplete"] === true) return "suggested";
  if (parts(o["choices"]).length > 0) return `one of ${parts(o["choices"]).length}`;
  return o["type"] === 6 ? "a person" : "typed";
};
/** A command as Discord has it: its options, and its names in Japanese. */
function inDiscord(name: string): readonly [string, string] {
  const [noun = "", verb] = name.split(" ");
  const top = guildCommands(commands).find((c) => c["name"] === noun);
  const own = verb === undefined ? top : parts(top?.["options"]).find((o) => o["name"] === verb);
  // A command that Discord does not have leaves its cells empty, which test/adapters/discord/register.test.ts does not let pass.
  if (own === undefined) return ["", ""];
  const options = parts(own["options"]).map((o) => `\`${String(o["name"])}\` ${optionWord(o)}`);
  const japanese = [top, ...(verb === undefined ? [] : [own])].map((c) =>
    Object.values((c?.["name_localizations"] ?? {}) as Readonly<Record<string, string>>).join(),
  );
  return [[`\`/${name}\``, ...options].join(", "), `\`/${japanese.join(" ")}\``];
}

/** Tables in the documents that are made from the code. A document holds one between two comment lines that name it. */
const tables: Readonly<Record<string, () => string>> = {
  commands: () =>
    table(
      ["Command", "What it does", "日本語", "Example", "Who may"],
      commands.map((c) => [
        `\`${usage(c)}\``,
        c.summary.en,
        c.summary.ja,
        `\`${example(c)}\``,
        roles.every((r) => policy[c.name]?.includes(r))
          ? "every member"
          : (policy[c.name] ?? []).map((r) => roleWords[r].en).join(", "),
      ]),
    ),
  surfaces: () =>
    table(
      ["Command", "Terminal and Slack, as typed", "Discord, with its options", "Discord, 日本語", "Form in chat"],
      commands.map((c) => [
        c.summary.en,
        `\`${example(c)}\``,
        ...inDiscord(c.name),
        opensForm(c.name) ? "asks for what is missing" : "–",
      ]),
    ),
  configuration: () =>
    table(
      ["Variable", "Meaning", "日本語", "When not set"],
      Object.entries(variables).map(([name, v]) => [`\`${name}\``, v.summary.en, v.summary.ja, v.unset]),
    ),
  scopes: () =>
    table(
      ["Scope", "What for", "日本語"],
      Object.entries(scopes).map(([scope, why]) => [`\`${scope}\``, why.en, why.ja]),
    ),
  groupscopes: () =>
    table(
      ["Scope", "What for", "日本語"],
      Object.entries(groupScopes).map(([scope, why]) => [`\`${scope}\``, why.en, why.ja]),
    ),
  settings: () =>
    table(
      ["Setting", "Meaning", "日本語", "Default"],
      Object.entries(defaultSettings).map(([key, s]) => [`\`${key}\``, s.summary.en, s.summary.ja, String(s.value)]),
    ),
  refusals: () =>
    table(
      ["Code"],
      refusalCodes.map((c) => [`\`${c}\``]),
    ),
  ...processTables(table),
  declines: () =>
    table(
      ["Code", "Ground", "日本語"],
      Object.entries({ ...declineReasons, ...declineDetails })
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([code, r]) => [code, r.words.en, r.words.ja]),
    ),
};

const marked = /<!-- table: (\w+) -->\n[\s\S]*?<!-- end -->/g;

/** The text with every table as the code has it now. */
export const withTables = (text: string): string =>
  text.replace(marked, (_, name: string) => `<!-- table: ${name} -->\n${tables[name]?.() ?? ""}\n<!-- end -->`);

export const documents = [
  "README.md",
  "docs/commands.md",
  "docs/configuration.md",
  "docs/architecture.md",
  "docs/process.md",
  "docs/slack.md",
  "docs/surfaces.md",
] as const;

export const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

if (import.meta.main) for (const file of documents) writeFileSync(path.join(root, file), withTables(read(file)));
