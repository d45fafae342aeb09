import type { Field, Form, Input } from "./form.ts";
import { type AtMost, type Audience, type Labelled, mayRead, type Rank, ranks } from "./label.ts";
import type { Locale } from "./locale.ts";
import type { Part, Text } from "./text.ts";
import type { Mark, Node, View } from "./view.ts";
import { visible, visibleLine } from "./visible.ts";

/** Text for one reader in one language. Adapters escape the parts that are not `trusted`, each in its own way. */
export type Words = readonly Pick<Part, "text" | "trusted" | "at">[];

export type RenderedNode =
  | { readonly kind: "heading" | "para" | "quote"; readonly text: Words }
  | { readonly kind: "fields"; readonly rows: readonly (readonly [Words, Words])[] }
  | { readonly kind: "items"; readonly rows: readonly { readonly mark?: Mark; readonly text: Words }[] }
  | { readonly kind: "buttons"; readonly buttons: readonly RenderedButton[] }
  | { readonly kind: "next"; readonly commands: readonly string[] };

export interface RenderedButton {
  readonly label: Words;
  readonly run: string;
  readonly style?: "primary" | "danger";
}

declare const cleared: unique symbol;

/** What an adapter may send. Only this file makes one, so nothing reaches a platform without an audience. */
export interface Rendered {
  readonly [cleared]: true;
  readonly locale: Locale;
  /** The highest rank of anything in it. */
  readonly rank: Rank;
  readonly summary: Words;
  readonly nodes: readonly RenderedNode[];
}

/** Somebody built a view that its reader may not see. A bug of ours, so it is loud; the text says ranks, not values. */
export class LeakError extends Error {
  constructor(rank: Rank, audience: Audience) {
    super(`${rank} text was about to reach a ${audience.rank} audience`);
    this.name = "LeakError";
  }
}

export interface RenderedField {
  readonly name: string;
  readonly label: Words;
  readonly hint?: Words;
  readonly required: boolean;
  readonly live: boolean;
  readonly input: RenderedInput;
  readonly initial?: string;
}

type Plain = Exclude<Input, { readonly options: unknown }>;
type RenderedInput =
  | Plain
  | {
      readonly kind: "choice" | "choices";
      readonly options: readonly { readonly value: string; readonly label: Words }[];
    };

/** A form that an adapter may show to one person. */
export interface RenderedForm {
  readonly [cleared]: true;
  readonly locale: Locale;
  readonly rank: Rank;
  readonly title: Words;
  readonly submit: Words;
  readonly before: readonly RenderedNode[];
  readonly fields: readonly RenderedField[];
  readonly after: readonly RenderedNode[];
}

/** Clears every part for an audience and remembers the highest rank that it saw. */
function clearing(audience: Audience, locale: Locale) {
  let rank: Rank = "public";
  const clear = (label: { readonly rank: Rank; readonly party?: string | undefined }): void => {
    if (!mayRead(audience, label)) throw new LeakError(label.rank, audience);
    if (ranks.indexOf(label.rank) > ranks.indexOf(rank)) rank = label.rank;
  };
  const words = (text: Text, neutral = visibleLine): Words =>
    text.parts[locale].map((part) => {
      clear(part);
      const { trusted, at } = part;
      return { text: trusted ? part.text : neutral(part.text), trusted, ...(at !== undefined && { at }) };
    });
  const value = (given: Labelled<string>): string => {
    clear(given);
    return visible(given.open());
  };
  const node = (n: Node): RenderedNode => {
    switch (n.kind) {
      case "heading":
      case "para":
        return { kind: n.kind, text: words(n.text) };
      case "quote":
        return { kind: n.kind, text: words(n.text, visible) };
      case "fields":
        return { kind: n.kind, rows: n.rows.map(([label, value]) => [words(label), words(value)] as const) };
      case "items":
        return { kind: n.kind, rows: n.rows.map((row) => ({ ...row, text: words(row.text) })) };
      case "buttons":
        return { kind: n.kind, buttons: n.buttons.map((b) => ({ ...b, label: words(b.label) })) };
      case "next":
        // Ours, but a word that somebody typed may be in them, such as what was searched for.
        return { kind: n.kind, commands: n.commands.map(visibleLine) };
    }
  };
  return { words, value, node, rank: () => rank };
}

/**
 * The one producer of outbound bytes. Refuses at run time what the compiler could not know, because audiences come
 * from our registry of rooms.
 * @throws LeakError when any part is above the audience.
 */
export function render<C extends Rank>(v: View<AtMost<C>>, audience: Audience<C>, locale: Locale): Rendered {
  const { words, node, rank } = clearing(audience, locale);
  const out = { locale, summary: words(v.summary), nodes: v.nodes.map(node) };
  // The brand exists only for the compiler; this file is the only place that may add it.
  return { ...out, rank: rank() } as unknown as Rendered;
}

/** One line of text alone, such as an entry in a list of suggestions. @throws LeakError */
export const renderLine = (text: Text, audience: Audience, locale: Locale): Words =>
  clearing(audience, locale).words(text);

/** The same for a form. @throws LeakError */
export function renderForm<C extends Rank>(f: Form<AtMost<C>>, audience: Audience<C>, locale: Locale): RenderedForm {
  const { words, value, node, rank } = clearing(audience, locale);
  const field = ({ name, label, hint, required, input, initial, live = false }: Field): RenderedField => ({
    name,
    label: words(label),
    ...(hint !== undefined && { hint: words(hint) }),
    required,
    live,
    input:
      "options" in input
        ? { kind: input.kind, options: input.options.map((o) => ({ value: o.value, label: words(o.label) })) }
        : input,
    ...(initial !== undefined && { initial: value(initial) }),
  });
  const out = {
    locale,
    title: words(f.title),
    submit: words(f.submit),
    before: f.before.map(node),
    fields: f.fields.map(field),
    after: f.after.map(node),
  };
  return { ...out, rank: rank() } as unknown as RenderedForm;
}

/** The characters alone, for terminals, logs of tests and notification previews. */
export const plain = (w: Words): string => w.map((p) => p.text).join("");
