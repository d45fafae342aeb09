import { badJson } from "../refusals.ts";
import { utf8 } from "./text.ts";

type Row = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);

/** A row of several cells, such as an entry of `other_reports`, on one line: the order of its keys as they were sent. */
const line = (row: Row): string =>
  Object.values(row)
    .filter((cell) => cell !== null && cell !== "")
    .map(String)
    .join(" / ");

function asText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (isRow(value)) return line(value);
  throw badJson();
}

/** A JSON report as the fields of a form: `true` is "yes" to the parser, an array is several values, null is nothing. */
export function jsonFields(body: Buffer): Map<string, string[]> {
  let value: unknown;
  try {
    value = JSON.parse(utf8(body));
  } catch {
    throw badJson();
  }
  if (!isRow(value)) throw badJson();
  const fields = new Map<string, string[]>();
  for (const [name, item] of Object.entries(value)) {
    if (item !== null) fields.set(name, Array.isArray(item) ? item.map(asText) : [asText(item)]);
  }
  return fields;
}
