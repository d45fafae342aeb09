import { html } from "hono/html";
import type { FieldFault } from "../../../src/domain/intake/faults.ts";
import {
  type Choice,
  type ChoiceField,
  type Field,
  isMultiline,
  type OpenField,
  yesNo,
} from "../../../src/domain/intake/fields.ts";
import type { Locale } from "../../../src/locale.ts";
import { formWords, upTo } from "../words/report.ts";
import { type Html, sentences, to } from "./layout.ts";

interface Shown {
  readonly field: Field;
  readonly values: readonly string[];
  readonly faults: readonly FieldFault[];
  readonly l: Locale;
}

/** The id that a link in the list of faults goes to: the input, or the first of a group. */
export const idOf = (key: string): string => `f-${key}`;

/** Choices up to this many are shown open; more go into a list to unfold. */
const openChoices = 5;

const needWords = (field: Field, l: Locale): string =>
  field.need === "no" ? "" : field.need === "yes" ? formWords.required[l] : field.need.words[l];

const label = (field: Field, l: Locale): Html => {
  const need = needWords(field, l);
  return html`${field.label[l]}${need === "" ? "" : html` <span class="need">(${need})</span>`}`;
};

/** Short questions that may stand side by side where there is room. */
const isHalf = (field: Field): boolean =>
  field.need === "no" && field.help === undefined && (field.type === "line" || field.type === "tel");

/** Rows to begin with; the box grows with what is written. */
const rowsOf = (field: Field): number =>
  field.type === "text" ? (field.max > 5_000 ? 5 : 3) : field.type === "lines" || field.type === "urls" ? 2 : 3;

/** Help and fault below the label, and their ids for `aria-describedby`. */
function notes({ field, faults, l }: Shown): { readonly ids: string; readonly help: Html; readonly fault: Html } {
  const limit = isMultiline(field) && field.most === undefined ? upTo(field.max)[l] : "";
  const help = sentences(l, field.help?.[l] ?? "", limit);
  const ids = [faults.length > 0 ? `e-${field.key}` : "", help === "" ? "" : `h-${field.key}`].filter((s) => s !== "");
  return {
    ids: ids.join(" "),
    help: help === "" ? html`` : html`<p class="help" id="h-${field.key}">${help}</p>`,
    fault:
      faults.length === 0
        ? html``
        : html`<p class="fault" id="e-${field.key}">${faults.map((f) => f.message[l]).join(" ")}</p>`,
  };
}

const state = (shown: Shown, ids: string): Html =>
  html`${shown.field.need === "yes" ? html` required` : ""}${shown.faults.length > 0 ? html` aria-invalid="true"` : ""}${ids === "" ? "" : html` aria-describedby="${ids}"`}`;

const oneLine = {
  email: html` inputmode="email" autocomplete="email"`,
  tel: html` inputmode="tel"`,
  date: html` inputmode="numeric" class="short"`,
} as const;

function openInput(shown: Shown, field: OpenField): Html {
  const { ids, help, fault } = notes(shown);
  const value = shown.values.join("\n");
  const id = idOf(field.key);
  const hints = field.type === "email" || field.type === "tel" || field.type === "date" ? oneLine[field.type] : "";
  const code = field.type === "pgp-key" || field.type === "urls" ? html` class="code" spellcheck="false"` : "";
  // The parser of HTML drops one line break after <textarea>; ours is the one it drops.
  const input = isMultiline(field)
    ? html`<textarea id="${id}" name="${field.key}" rows="${rowsOf(field)}"${code}${state(shown, ids)}>
${value}</textarea>`
    : html`<input id="${id}" name="${field.key}" type="text" value="${value}"${hints}${state(shown, ids)}>`;
  return html`<div class="field${isHalf(field) ? " half" : ""}"><label for="${id}">${label(field, shown.l)}</label>${fault}${input}${help}</div>`;
}

function select(shown: Shown, choices: readonly Choice[]): Html {
  const { field, l } = shown;
  const { ids, help, fault } = notes(shown);
  const empty = field.need === "no" ? formWords.noAnswer[l] : formWords.choose[l];
  return html`<div class="field"><label for="${idOf(field.key)}">${label(field, l)}</label>${fault}<select id="${idOf(field.key)}" name="${field.key}"${state(shown, ids)}><option value="">${empty}</option>${choices.map(
    (c) =>
      html`<option value="${c.value}"${shown.values.includes(c.value) ? html` selected` : ""}>${c.words[l]}</option>`,
  )}</select>${help}</div>`;
}

function group(shown: Shown, choices: readonly Choice[], type: "radio" | "checkbox"): Html {
  const { field, l } = shown;
  const { ids, help, fault } = notes(shown);
  const required = type === "radio" && field.need === "yes" ? html` required` : "";
  const described = ids === "" ? "" : html` aria-describedby="${ids}"`;
  return html`<fieldset class="field"${described}><legend>${label(field, l)}</legend>${fault}${choices.map(
    (c, i) =>
      html`<label class="option"><input type="${type}" name="${field.key}"${i === 0 ? html` id="${idOf(field.key)}"` : ""} value="${c.value}"${shown.values.includes(c.value) ? html` checked` : ""}${required}> ${c.words[l]}</label>`,
  )}${help}</fieldset>`;
}

function agree(shown: Shown): Html {
  const { field, l } = shown;
  const { ids, fault } = notes(shown);
  return html`<div class="field"><p><a href="${to("/policy", l)}" target="_blank" rel="noopener">${formWords.agreeTo[l]}</a></p>${fault}<label class="option"><input type="checkbox" id="${idOf(field.key)}" name="${field.key}" value="yes"${shown.values.length > 0 ? html` checked` : ""}${state(shown, ids)}> <span>${label(field, l)}</span></label></div>`;
}

const isShort = (field: ChoiceField): boolean => field.need === "yes" && field.choices.length <= openChoices;

/** One question with its label above, its help below and what is wrong with it between. */
export function fieldInput(shown: Shown): Html {
  const { field } = shown;
  switch (field.type) {
    case "choices":
      return group(shown, field.choices, "checkbox");
    case "choice":
      return isShort(field) ? group(shown, field.choices, "radio") : select(shown, field.choices);
    case "yes-no":
      return field.need === "yes" ? group(shown, yesNo, "radio") : select(shown, yesNo);
    case "agree":
      return agree(shown);
    default:
      return openInput(shown, field);
  }
}
