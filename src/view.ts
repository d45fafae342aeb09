import type { Rank } from "./label.ts";
import type { Text } from "./text.ts";

/** The four state marks (experience.md). The word always stands beside the mark. */
export const marks = { open: "●", waiting: "◐", due: "▲", done: "✓" } as const;
export type Mark = keyof typeof marks;

/** A stored command line with its own permission check when pressed; it carries no right of its own. */
export interface Button {
  readonly label: Text<"public">;
  readonly run: string;
  readonly style?: "primary" | "danger";
}

export type Node<R extends Rank = Rank> =
  | { readonly kind: "heading"; readonly text: Text<R> }
  | { readonly kind: "para"; readonly text: Text<R> }
  | { readonly kind: "fields"; readonly rows: readonly (readonly [Text<"public">, Text<R>])[] }
  | { readonly kind: "items"; readonly rows: readonly { readonly mark?: Mark; readonly text: Text<R> }[] }
  /** Long foreign text, such as a finder's steps: shown as it is, never interpreted. */
  | { readonly kind: "quote"; readonly text: Text<R> }
  | { readonly kind: "buttons"; readonly buttons: readonly Button[] }
  /** What one can type next. Commands, not sentences. */
  | { readonly kind: "next"; readonly commands: readonly string[] };

/**
 * What we say, free of platform. `summary` is what a lock screen or a push notice shows, so it is public by type:
 * reference and verb only.
 */
export interface View<R extends Rank = Rank> {
  readonly summary: Text<"public">;
  readonly nodes: readonly Node<R>[];
}

export const view = <R extends Rank = "public">(summary: Text<"public">, ...nodes: readonly Node<R>[]): View<R> => ({
  summary,
  nodes,
});
