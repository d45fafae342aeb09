import { checkValue, codePoints, readYesNo, unstorableAt } from "./checks.ts";
import type { FieldFault } from "./faults.ts";
import * as faults from "./faults.ts";
import { type Field, isBlank, isList, isMultiline, type Peek } from "./fields.ts";
import { forms } from "./forms.ts";
import type { ReportKind, ReportValues } from "./kinds.ts";
import { policyVersion } from "./policy.ts";

/** What came in, before anything is believed: every value of every name, in the order in which they came. */
export type RawReport = ReadonlyMap<string, readonly string[]>;

export type Parsed =
  | { readonly ok: true; readonly values: ReportValues }
  | { readonly ok: false; readonly errors: readonly FieldFault[] };

/** Which version of the policy the finder saw. Optional; a page sends it so that an old page cannot agree to new text. */
const policyKey = "policy_version";

/** Browsers send line breaks as CRLF whatever was typed; LF is what was meant. */
const toLf = (text: string): string => text.replaceAll("\r\n", "\n");

/** The values of one field as they will be kept: nothing trimmed, blank ones left out, lists split into lines. */
function keptValues(field: Field, raw: readonly string[]): readonly string[] {
  const values = isMultiline(field) ? raw.map(toLf) : raw;
  const items = isList(field) && field.type !== "choices" ? values.flatMap((v) => v.split("\n")) : values;
  const kept = items.filter((v) => !isBlank(v) || unstorableAt(v) !== undefined);
  return field.type === "choices" ? [...new Set(kept)] : kept;
}

function fieldFaults(field: Field, values: readonly string[]): readonly Omit<FieldFault, "field">[] {
  if (!isList(field) && values.length > 1) return [faults.twice];
  const whole = values.join("\n");
  const bad = unstorableAt(whole);
  if (bad !== undefined) return [faults.notStorable(bad)];
  if (!isMultiline(field) && values.some((value) => /[\r\n]/.test(value))) return [faults.lineBreak];
  const length = codePoints(whole);
  if (length > field.max) return [faults.tooLong(length, field.max)];
  if (field.most !== undefined && values.length > field.most) return [faults.tooMany(field.most)];
  // One fault a field is enough: the tenth wrong line says nothing that the first did not.
  const first = values.map((value) => checkValue(field, value)).find((fault) => fault !== undefined);
  return first === undefined ? [] : [first];
}

/** What is said of an answer that is not there, in the words of its type; the code is the same for all. */
const missing = (field: Field): Omit<FieldFault, "field"> => {
  if (field.type === "agree") return { ...faults.notAgreed, code: faults.missing.code };
  return field.type === "yes-no" || "choices" in field ? faults.notChosen : faults.missing;
};

const isNeeded = (field: Field, peek: Peek): boolean =>
  field.need === "yes" || (field.need !== "no" && field.need.when(peek));

/** Yes, no and choices in one spelling, also when a program sends the words of the page; all else as it was sent. */
function inOneSpelling(field: Field, value: string): string {
  if (field.type === "yes-no" || field.type === "agree") return readYesNo(value) ?? value;
  if (!("choices" in field)) return value;
  const said = value.trim().toLowerCase();
  const same = (words: string): boolean => words.toLowerCase() === said;
  return field.choices.find((c) => same(c.value) || same(c.words.ja) || same(c.words.en))?.value ?? value;
}

/**
 * Reads a report of one kind. Finds every fault at once, so that a finder mends a form in one go.
 * Lengths count code points; text is kept byte for byte, but for CRLF in fields of several lines.
 */
export function parseReport(kind: ReportKind, raw: RawReport): Parsed {
  const { fields, rules } = forms[kind];
  const read = new Map(
    fields.map((field) => {
      const values = keptValues(field, raw.get(field.key) ?? []);
      return [field.key, values.map((value) => inOneSpelling(field, value))] as const;
    }),
  );
  const peek: Peek = (key) => read.get(key)?.[0] ?? "";

  const errors: FieldFault[] = fields.flatMap((field) => {
    const values = read.get(field.key) ?? [];
    const found = values.length > 0 ? fieldFaults(field, values) : isNeeded(field, peek) ? [missing(field)] : [];
    return found.map((fault) => ({ field: field.key, ...fault }));
  });
  for (const { field, broken, message } of rules) if (broken(peek)) errors.push({ field, code: "rule", message });

  const seen = raw.get(policyKey) ?? [];
  if (seen.some((version) => version !== policyVersion)) errors.push({ field: "policy_agreed", ...faults.stalePolicy });
  for (const key of raw.keys()) if (key !== policyKey && !read.has(key)) errors.push(faults.unknownField(key));
  if (errors.length > 0) return { ok: false, errors };

  const values: Record<string, string | readonly string[]> = { [policyKey]: policyVersion };
  for (const field of fields) {
    const given = read.get(field.key) ?? [];
    if (given.length > 0) values[field.key] = isList(field) ? given : peek(field.key);
  }
  return { ok: true, values };
}
