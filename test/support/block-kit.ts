/** Slack's Block Kit limits, applied to what we send: emulate takes anything. Lengths in code points. */

type Json = Readonly<Record<string, unknown>>;

const isObject = (v: unknown): v is Json => typeof v === "object" && v !== null && !Array.isArray(v);
const listOf = (v: unknown): readonly unknown[] => (Array.isArray(v) ? v : []);
const textOf = (v: unknown): string => (isObject(v) && typeof v["text"] === "string" ? v["text"] : "");
const size = (s: unknown): number => (typeof s === "string" ? [...s].length : 0);

const between = (n: number, min: number, max: number, what: string): string[] =>
  n >= min && n <= max ? [] : [`${what} is ${n}, not ${min} to ${max}`];

const option = (o: unknown): string[] => [
  ...between(size(textOf(isObject(o) ? o["text"] : undefined)), 1, 75, "option text"),
  ...between(size(isObject(o) ? o["value"] : ""), 1, 150, "option value"),
];
const options = (e: Json, max: number): string[] => [
  ...between(listOf(e["options"]).length, 1, max, `options of ${e["type"]}`),
  ...listOf(e["options"]).flatMap(option),
  ...[e["initial_option"] ?? [], e["initial_options"] ?? []]
    .flat()
    .filter((o) => !listOf(e["options"]).some((x) => JSON.stringify(x) === JSON.stringify(o)))
    .map(() => `an initial option of ${e["type"]} is none of its options`),
];

/** Type of a block, element or object → its faults. A type that is not here is one that we do not mean to send. */
const rules: Readonly<Record<string, (e: Json) => string[]>> = {
  header: (e) => between(size(textOf(e["text"])), 1, 150, "header"),
  context: (e) => between(listOf(e["elements"]).length, 1, 10, "context elements"),
  actions: (e) => between(listOf(e["elements"]).length, 1, 25, "actions"),
  rich_text: () => [],
  rich_text_section: () => [],
  rich_text_preformatted: () => [],
  text: (e) => between(size(e["text"]), 1, 3000, "text"),
  date: (e) => [
    ...between(Number(e["timestamp"]), 1, 4_102_444_800, "seconds of a date"),
    ...between(size(e["fallback"]), 1, 3000, "fallback"),
  ],
  plain_text: (e) => between(size(e["text"]), 1, 3000, "plain_text"),
  mrkdwn: (e) => between(size(e["text"]), 1, 3000, "mrkdwn"),
  button: (e) => [
    ...between(size(textOf(e["text"])), 1, 75, "button text"),
    ...between(size(e["value"]), 0, 2000, "button value"),
  ],
  input: (e) => [
    ...between(size(textOf(e["label"])), 1, 2000, "label"),
    ...between(size(textOf(e["hint"])), 0, 2000, "hint"),
  ],
  divider: () => [],
  plain_text_input: (e) => [
    ...between(Number(e["max_length"] ?? 3000), 1, 3000, "max_length"),
    ...between(size(e["initial_value"]), 0, Number(e["max_length"] ?? 3000), "initial_value"),
  ],
  number_input: () => [],
  static_select: (e) => options(e, 100),
  checkboxes: (e) => options(e, 10),
  external_select: (e) => (e["initial_option"] === undefined ? [] : option(e["initial_option"])),
  users_select: () => [],
  multi_users_select: () => [],
  datetimepicker: () => [],
  modal: (e) => [
    ...between(size(textOf(e["title"])), 1, 24, "title"),
    ...between(size(textOf(e["submit"])), 0, 24, "submit"),
    ...between(size(textOf(e["close"])), 0, 24, "close"),
    ...view(e),
  ],
  home: (e) => view(e),
};

const view = (e: Json): string[] => [
  ...between(listOf(e["blocks"]).length, 1, 100, "blocks of a view"),
  ...between(size(e["private_metadata"]), 0, 3000, "private_metadata"),
  ...between(Buffer.byteLength(JSON.stringify(e)), 2, 250_000, "bytes of a view"),
];

function walk(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(walk);
  if (!isObject(value)) return [];
  const type = value["type"];
  const own = typeof type === "string" ? (rules[type]?.(value) ?? [`a ${type} is nothing that we mean to send`]) : [];
  const ids = ["action_id", "block_id", "callback_id"].flatMap((id) => between(size(value[id]), 0, 255, id));
  return [...own, ...ids, ...Object.values(value).flatMap(walk)];
}

const twice = (blocks: unknown): string[] => {
  const ids = listOf(blocks).flatMap((b) => (isObject(b) && typeof b["block_id"] === "string" ? b["block_id"] : []));
  return ids.length === new Set(ids).size ? [] : ["two blocks have the same id"];
};

/** What Slack would refuse in a view. */
export const faultsOfView = (v: unknown): string[] => [...walk(v), ...twice(isObject(v) ? v["blocks"] : [])];

/** What Slack would refuse in a message: blocks, and their size together (not documented, see limits.ts). */
export const faultsOfMessage = (blocks: unknown): string[] => [
  ...between(listOf(blocks).length, 0, 50, "blocks of a message"),
  ...between([...JSON.stringify(blocks ?? [])].length, 0, 13_200, "size of a message"),
  ...walk(blocks),
  ...twice(blocks),
];
