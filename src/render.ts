import { type AtMost, type Audience, mayRead, type Rank } from "./label.ts";
import type { Locale } from "./locale.ts";
import type { Part, Text } from "./text.ts";
import type { Mark, Node, View } from "./view.ts";
import { visible, visibleLine } from "./visible.ts";

/** Text for one reader in one language. Adapters escape the parts that are not `trusted`, each in its own way. */
export type Words = readonly Pick<Part, "text" | "trusted">[];

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

/** What an adapter may send. Only `render` makes one, so nothing reaches a platform without an audience. */
export interface Rendered {
  readonly [cleared]: true;
  readonly locale: Locale;
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

/**
 * The one producer of outbound bytes. Refuses at run time what the compiler could not know, because audiences come
 * from our registry of rooms.
 * @throws LeakError when any part is above the audience.
 */
export function render<C extends Rank>(v: View<AtMost<C>>, audience: Audience<C>, locale: Locale): Rendered {
  const words = (text: Text, neutral = visibleLine): Words =>
    text.parts[locale].map((part) => {
      if (!mayRead(audience, part)) throw new LeakError(part.rank, audience);
      return { text: part.trusted ? part.text : neutral(part.text), trusted: part.trusted };
    });
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
  const out = { locale, summary: words(v.summary), nodes: v.nodes.map(node) };
  // The brand exists only for the compiler; this is the single place that may add it.
  return out as unknown as Rendered;
}

/** The characters alone, for terminals, logs of tests and notification previews. */
export const plain = (w: Words): string => w.map((p) => p.text).join("");
