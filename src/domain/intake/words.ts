import type { Both } from "../../locale.ts";
import { type Field, type Section, yesNo } from "./fields.ts";
import { forms } from "./forms.ts";
import { type ReportKind, type ReportValues, reportKinds } from "./kinds.ts";

/** One answer in words, for the page to check and for the desk. */
export interface Answer {
  readonly key: string;
  readonly section: Section;
  readonly label: Both;
  /** What was chosen, in our words, or what was written, the same in both languages; list items a line each. */
  readonly value: Both;
  /** The value came from outside: control, bidi and zero-width characters must be made visible before it is shown. */
  readonly foreign: boolean;
  /** It says who the finder is. */
  readonly personal: boolean;
}

const wordsOf = (field: Field, value: string): Both | undefined => {
  const table = "choices" in field ? field.choices : field.type === "yes-no" || field.type === "agree" ? yesNo : [];
  return table.find((choice) => choice.value === value)?.words;
};

/** The fields of a kind's form, then those of other forms: a case that was split off has its origin's finder. */
function fieldsFor(kind: ReportKind): readonly Field[] {
  const byKey = new Map<string, Field>();
  for (const k of [kind, ...reportKinds]) for (const f of forms[k].fields) if (!byKey.has(f.key)) byKey.set(f.key, f);
  return [...byKey.values()];
}

/** Every answer that was given, in the order of the form. */
export const wordsFor = (kind: ReportKind, values: ReportValues): readonly Answer[] =>
  fieldsFor(kind).flatMap((field) => {
    const given = values[field.key];
    if (given === undefined) return [];
    const items = (typeof given === "string" ? [given] : given).map((item) => ({ item, words: wordsOf(field, item) }));
    const line = (locale: keyof Both) => items.map(({ item, words }) => words?.[locale] ?? item).join("\n");
    return [
      {
        key: field.key,
        section: field.section,
        label: field.label,
        value: { ja: line("ja"), en: line("en") },
        foreign: items.some(({ words }) => words === undefined),
        personal: field.personal === true,
      },
    ];
  });
