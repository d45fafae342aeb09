import { cut, oneLine } from "../../src/characters.ts";
import { plain, type RenderedField, type RenderedForm, type RenderedNode } from "../../src/render.ts";
import { limits } from "./limits.ts";
import { dressed } from "./markup.ts";
import { at, list, text } from "./payload.ts";

/** Pages of a form: Discord's modals have five rows. */
export const pagesOf = (form: RenderedForm): RenderedField[][] =>
  Array.from({ length: Math.ceil(form.fields.length / limits.fields) }, (_, i) =>
    form.fields.slice(i * limits.fields, (i + 1) * limits.fields),
  );

const optionsOf = (field: RenderedField) =>
  "options" in field.input
    ? field.input.options.slice(0, limits.options).map((o, i) => ({
        label: cut(oneLine(plain(o.label)), limits.optionLabel) || "–",
        value: String(i),
        default: (field.initial ?? "").toLowerCase().split(",").includes(o.value.toLowerCase()),
      }))
    : [];

/** One of few as radio buttons, several as boxes to tick; where one may take a choice back, or where there are many, a list. */
function choice(field: RenderedField, custom_id: string): object {
  const options = optionsOf(field);
  const { required } = field;
  const least = required ? 1 : 0;
  if (field.input.kind === "choices")
    return options.length <= limits.boxes
      ? { type: 22, custom_id, options, required, min_values: least, max_values: options.length }
      : { type: 3, custom_id, options, required, min_values: least, max_values: options.length };
  const isRadio = required && options.length >= 2 && options.length <= limits.radios;
  return isRadio
    ? { type: 21, custom_id, options, required }
    : { type: 3, custom_id, options, required, min_values: least, max_values: 1 };
}

/** What a person fills in: components by their numbers (3 list, 4 text, 5 person, 21 radio buttons, 22 boxes). */
function input(field: RenderedField, custom_id: string): object {
  const { kind } = field.input;
  if (kind === "choice" || kind === "choices") return choice(field, custom_id);
  if (kind === "member" || kind === "members") {
    const max_values = kind === "member" ? 1 : 10;
    return { type: 5, custom_id, required: field.required, min_values: field.required ? 1 : 0, max_values };
  }
  const max_length = Math.min("max" in field.input ? field.input.max : 200, limits.inputText);
  return {
    type: 4,
    custom_id,
    style: kind === "paragraph" ? 2 : 1,
    required: field.required,
    max_length,
    ...(field.initial !== undefined && field.initial !== "" && { value: cut(field.initial, max_length) }),
  };
}

/** What a list below a form says. A line there changes as one chooses, which no modal of Discord does: it is left out. */
const listed = (node: RenderedNode): string[] => {
  if (node.kind === "heading") return [`### ${dressed(node.text)}`];
  return node.kind === "items" ? node.rows.map((row) => `• ${dressed(row.text)}`) : [];
};

/**
 * One page of a form. Its rows are known by their places; what they mean stays with us. Its title says which case it is about:
 * that stands first among several lines before the fields. Where a row is left, the lines themselves stand there, and lists below.
 */
export function modal(form: RenderedForm, fields: readonly RenderedField[], custom_id: string): object {
  const lines = form.before.flatMap((n) => (n.kind === "para" ? [n.text] : []));
  const about = lines.length > 1 ? `: ${plain(lines[0] ?? [])}` : "";
  const content = cut(lines.map(dressed).join("\n"), limits.inputText);
  const isRoom = fields.length < limits.fields && content !== "";
  const signs = cut(form.after.flatMap(listed).join("\n"), limits.inputText);
  const isRoomBelow = fields.length + (isRoom ? 1 : 0) < limits.fields && signs !== "";
  return {
    custom_id,
    title: cut(oneLine(`${plain(form.title)}${about}`), limits.modalTitle) || "–",
    components: [
      ...(isRoom ? [{ type: 10, content }] : []),
      ...fields.map((field, place) => {
        const label = oneLine(plain(field.label));
        // A label that was cut stands whole below; else what helps to answer.
        const below = [...label].length > limits.label ? label : oneLine(plain(field.hint ?? []));
        return {
          type: 18,
          label: cut(label, limits.label) || "–",
          ...(below !== "" && { description: cut(below, limits.description) }),
          component: input(field, String(place)),
        };
      }),
      ...(isRoomBelow ? [{ type: 10, content: signs }] : []),
    ],
  };
}

const isPerson = (v: string): boolean => /^\d{1,20}$/.test(v);

/** What one component gave; `undefined` when that was not to be had there. */
function given(component: unknown, { input }: RenderedField): string | undefined {
  // Radio buttons bring one value, everything else a list.
  const one = text(component, "value");
  const chosen = one === undefined ? list(component, "values").filter((v) => typeof v === "string") : [one];
  if ("options" in input) {
    const offered = new Map(input.options.slice(0, limits.options).map((o, i) => [String(i), o.value]));
    const values = chosen.map((v) => offered.get(v));
    if (input.kind === "choice" && values.length > 1) return undefined;
    return values.includes(undefined) ? undefined : values.join(",");
  }
  if (input.kind === "member" || input.kind === "members") {
    return chosen.every(isPerson) ? chosen.map((v) => `discord:${v}`).join(",") : undefined;
  }
  return one ?? "";
}

/** What was filled in on a page, by the fields' names; `undefined` when the page is not one of ours any more. */
export function filled(data: unknown, fields: readonly RenderedField[]): Record<string, string> | undefined {
  const places = new Map(fields.map((field, place) => [String(place), field]));
  const raw: Record<string, string> = {};
  for (const row of list(data, "components")) {
    const component = at(row, "component");
    // Texts between the fields come back, too.
    if (component === undefined && at(row, "type") === 10) continue;
    const field = places.get(text(component, "custom_id") ?? "");
    const value = field === undefined ? undefined : given(component, field);
    if (field === undefined || value === undefined) return undefined;
    if (value !== "") raw[field.name] = value;
  }
  return raw;
}
