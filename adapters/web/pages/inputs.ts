import { html } from "hono/html";
import type { Locale } from "../../../src/locale.ts";
import { plain, type RenderedField } from "../../../src/render.ts";
import { atMost, tableWords as w } from "../words/table.ts";
import { type Html, sentences } from "./layout.ts";

/** Names of inputs begin so, that none is taken for a control of the page. */
const prefix = "f.";

/** Choices up to this many are shown open. */
const openChoices = 5;

interface Shown {
  readonly field: RenderedField;
  readonly id: string;
  readonly l: Locale;
  readonly value: string;
  readonly attributes: Html;
  /** Nobody has filled in anything yet. */
  readonly isFirst: boolean;
}

/** A field for a time zone is filled in by the page's script with the reader's own, once: whoever empties it means the desk's. */
const line = (
  { field, id, value, attributes, isFirst }: Shown,
  more: Html = field.name === "zone" && isFirst ? html` data-zone` : html``,
): Html =>
  html`<input id="${id}" name="${prefix}${field.name}" type="text" value="${value}" autocomplete="off"${more}${attributes}>`;

const paragraph = ({ field, id, value, attributes }: Shown): Html =>
  html`<textarea id="${id}" name="${prefix}${field.name}" rows="5"${attributes}>
${value}</textarea>`;

const optionsOf = (field: RenderedField): readonly { readonly value: string; readonly label: string }[] =>
  "options" in field.input ? field.input.options.map((o) => ({ value: o.value, label: plain(o.label) })) : [];

function boxes({ field, id, value, attributes }: Shown, type: "radio" | "checkbox"): Html {
  const chosen = value.split(",");
  return html`<div class="options"${attributes}>${optionsOf(field).map(
    (o, i) =>
      html`<label class="option"><input type="${type}"${i === 0 ? html` id="${id}"` : ""} name="${prefix}${field.name}" value="${o.value}"${chosen.includes(o.value) ? html` checked` : ""}> ${o.label}</label>`,
  )}</div>`;
}

const select = ({ field, id, l, value, attributes }: Shown): Html =>
  html`<select id="${id}" name="${prefix}${field.name}"${attributes}><option value="">${field.required ? w.choose[l] : w.noAnswer[l]}</option>${optionsOf(
    field,
  ).map(
    (o) => html`<option value="${o.value}"${o.value === value ? html` selected` : ""}>${o.label}</option>`,
  )}</select>`;

const kinds: Readonly<Record<RenderedField["input"]["kind"], (shown: Shown) => Html>> = {
  line,
  paragraph,
  pick: line,
  member: line,
  members: line,
  number: (shown) => line(shown, html` inputmode="numeric" class="short"`),
  moment: (shown) => line(shown, html` placeholder="2027-01-15 14:00"`),
  choice: (shown) =>
    shown.field.required && optionsOf(shown.field).length <= openChoices ? boxes(shown, "radio") : select(shown),
  choices: (shown) => boxes(shown, "checkbox"),
};

function helpOf(field: RenderedField, l: Locale): string {
  const { input } = field;
  const own = field.hint === undefined ? "" : plain(field.hint);
  const ours = input.kind === "moment" ? w.moment[l] : input.kind === "paragraph" ? atMost(input.max)[l] : "";
  return sentences(l, own, ours);
}

/** One question of a command, with what is wrong with it. @param given what was filled in so far; undefined: nothing was yet */
export function inputHtml(
  field: RenderedField,
  l: Locale,
  given: Readonly<Record<string, string>> | undefined,
  fault: Html | undefined,
): Html {
  const id = `f-${field.name}`;
  const help = helpOf(field, l);
  const ids = [...(fault === undefined ? [] : [`e-${field.name}`]), ...(help === "" ? [] : [`h-${field.name}`])];
  const attributes = html`${fault === undefined ? "" : html` aria-invalid="true"`}${ids.length === 0 ? "" : html` aria-describedby="${ids.join(" ")}"`}`;
  const shown = {
    field,
    id,
    l,
    value: given?.[field.name] ?? field.initial ?? "",
    attributes,
    isFirst: given === undefined,
  };
  return html`<div class="field"><label for="${id}">${plain(field.label)}${field.required ? html` <span class="need">(${w.required[l]})</span>` : ""}</label>${fault === undefined ? "" : html`<div class="fault" id="e-${field.name}">${fault}</div>`}${kinds[field.input.kind](shown)}${help === "" ? "" : html`<p class="help" id="h-${field.name}">${help}</p>`}</div>`;
}

/** What was filled in, by the fields' names. Several boxes of one name are joined with commas. */
export function filledIn(fields: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  const filled = [...fields]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, values]) => [name.slice(prefix.length), values.join(",").replaceAll("\r\n", "\n").trim()] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== ""));
}
