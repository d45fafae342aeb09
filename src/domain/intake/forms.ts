import type { Both } from "../../locale.ts";
import { type Field, type Form, type Section, sectionWords } from "./fields.ts";
import type { ReportKind } from "./kinds.ts";
import { ownProduct } from "./own-product.ts";
import { software } from "./software.ts";
import { website } from "./website.ts";

/** The three forms, as data. */
export const forms: Readonly<Record<ReportKind, Form>> = { software, website, "own-product": ownProduct };

export const fieldOf = (kind: ReportKind, key: string): Field | undefined =>
  forms[kind].fields.find((field) => field.key === key);

/** What a section is called in a form. */
export const sectionName = (kind: ReportKind, section: Section): Both =>
  forms[kind].sectionWords?.[section] ?? sectionWords[section];

/** The keys that say who reports and how to reach them: sealed under the finder's own key (domain rules §10-3). */
export const identityFields = (kind: ReportKind): readonly string[] =>
  forms[kind].fields.filter((field) => field.personal === true).map((field) => field.key);
