import { deadlineKinds, type Length, type Reminder } from "../../src/domain/clock-rule.ts";
import { ruleOf } from "../../src/domain/clocks.ts";
import { consentMoves } from "../../src/domain/embargo/consent.ts";
import { embargoMoves } from "../../src/domain/embargo/em.ts";
import { endCodes, ending } from "../../src/domain/endings.ts";
import type { ReportKind } from "../../src/domain/intake/kinds.ts";
import { reportKinds } from "../../src/domain/intake/kinds.ts";
import { lifecycles } from "../../src/domain/lifecycle/move.ts";
import { need } from "../../src/domain/lifecycle/needs.ts";
import { splitTable } from "../../src/domain/lifecycle/split.ts";
import { statePrefix, stateTables } from "../../src/domain/lifecycle/states.ts";
import { roleWords } from "../../src/domain/roles.ts";
import { secondActs, secondRow } from "../../src/domain/second.ts";
import { defaultSettings, isSettingKey } from "../../src/domain/settings.ts";

type Table = (head: readonly string[], rows: readonly (readonly string[])[]) => string;

/** The states and moves of one kind, as a diagram and as a table of who may and what must hold. */
function lifecycle(kind: ReportKind, table: Table): string {
  const states = Object.entries(stateTables[kind]);
  const moves = lifecycles[kind];
  const edges = [...new Set(moves.flatMap((m) => m.from.map((from) => `  ${from} --> ${m.to}`)))];
  const diagram = [
    "```mermaid",
    "stateDiagram-v2",
    ...states.map(([key, s]) => `  ${key}: ${statePrefix[kind]}-${key} ${s.words.ja} ${s.words.en}`),
    "  [*] --> RCV",
    ...edges,
    ...states.filter(([, s]) => s.end).map(([key]) => `  ${key} --> [*]`),
    "```",
  ];
  const rows = moves.map((m) => [
    m.row,
    m.from.join(", "),
    m.to,
    `\`${m.by}\``,
    m.who.length === 0 ? "follows by itself" : m.who.map((r) => roleWords[r].en).join(", "),
    m.needs.map((n) => need(n).missing.en).join("; ") || "–",
  ]);
  return [...diagram, "", table(["Row", "From", "To", "By", "Who", "Refused when"], rows)].join("\n");
}

/** A machine as a diagram and as a table of its moves. */
function machine(moves: Readonly<Record<string, Readonly<Record<string, string>>>>, table: Table): string {
  const rows = Object.entries(moves).flatMap(([by, cells]) =>
    Object.entries(cells).map(([from, to]) => [by, from, to] as const),
  );
  const diagram = [
    "```mermaid",
    "stateDiagram-v2",
    "  [*] --> none",
    ...rows.map(([by, from, to]) => `  ${from} --> ${to}: ${by}`),
    "```",
  ];
  return [...diagram, "", table(["Trigger", "From", "To"], rows)].join("\n");
}

const amount = (n: number | string, unit: string): string =>
  typeof n === "string" && isSettingKey(n) ? `${defaultSettings[n].value} ${unit} (\`${n}\`)` : `${n} ${unit}`;

function length(l: Length): string {
  if (l === "named") return "until the moment that it names";
  if (l === "given") return "as given";
  if ("days" in l) return amount(l.days, "calendar days");
  if ("months" in l) return `${l.months} months`;
  if ("businessDays" in l) return amount(l.businessDays, "business days");
  return l.publication === "then"
    ? "until publication"
    : `${l.publication.businessDaysBefore} business days before publication`;
}

const when: Readonly<Record<string, (n: number) => string>> = {
  share: (n) => `at ${n * 100} %`,
  businessShare: (n) => `at ${n * 100} % of the business days`,
  day: (n) => `day ${n}`,
  after: (n) => `day ${n}`,
  businessDay: (n) => `business day ${n}`,
  before: (n) => `D-${n}`,
  hoursBefore: (n) => (n === 0 ? "then" : `${n} h before`),
};

const reminder = (r: Reminder): string =>
  Object.entries(r)
    .map(([key, n]) => when[key]?.(n) ?? key)
    .join();

/** Tables of docs/process.md that are made from the lifecycles and the clocks. */
export const processTables = (table: Table): Readonly<Record<string, () => string>> => ({
  software: () => lifecycle("software", table),
  website: () => lifecycle("website", table),
  ownproduct: () => lifecycle("own-product", table),
  clocks: () =>
    table(
      ["Key", "Name", "日本語", "Starts with", "Length", "Reminders", "Then", "Ends with"],
      deadlineKinds.map((kind) => {
        const rule = ruleOf(kind);
        const pause = rule.pauses === undefined ? "" : `; pauses from ${rule.pauses.by} to ${rule.pauses.until}`;
        return [
          kind,
          rule.words.en,
          rule.words.ja,
          rule.startsWith.length === 0 ? "a person sets it" : rule.startsWith.join(", "),
          `${length(rule.length)}${rule.perParty ? ", for each party" : ""}${pause}`,
          rule.reminders.map(reminder).join(", "),
          rule.again === "nothing" ? "–" : `each of the ${rule.again}`,
          rule.endsWith.join(", "),
        ];
      }),
    ),
  seconds: () =>
    table(
      ["Act", "日本語", "Who may confirm", "Asked for"],
      secondActs.map((act) => {
        const row = secondRow(act);
        const key = row.setting;
        const when = key === undefined ? "always" : `when \`${key}\` is 1 (it comes as ${defaultSettings[key].value})`;
        return [row.words.en, row.words.ja, row.who.map((r) => roleWords[r].en).join(", "), when];
      }),
    ),
  embargo: () => machine(embargoMoves, table),
  consent: () => machine(consentMoves, table),
  splits: () =>
    table(
      ["Origin", "In", "The new software case has", "Assigned to"],
      reportKinds.map((kind) => {
        const row = splitTable[kind];
        return [
          kind,
          row.from.map((s) => `${statePrefix[kind]}-${s}`).join(", "),
          row.keepsReport ? "the report, with what is typed" : "only what is typed",
          row.keepsAssignee ? "whoever has the origin" : "nobody yet",
        ];
      }),
    ),
  endings: () =>
    table(
      ["Code", "Ground", "日本語", ...reportKinds],
      endCodes.map((code) => {
        const row = ending(code);
        return [code, row.words.en, row.words.ja, ...reportKinds.map((kind) => row.ends[kind] ?? "–")];
      }),
    ),
});
