import type { Labelled, Rank } from "./label.ts";
import type { Text } from "./text.ts";
import type { Node } from "./view.ts";

/** One thing to choose from. */
export interface Option {
  readonly value: string;
  readonly label: Text<"public">;
}

/** What a person fills in. `choices`: any number, given as their values with commas between. Lengths in code points. */
export type Input =
  | { readonly kind: "line" | "paragraph"; readonly max: number }
  | { readonly kind: "choice" | "choices"; readonly options: readonly Option[] }
  /** `pick`: one of many, suggested while one types. `member`, `members`: people of the platform. */
  | { readonly kind: "pick" | "member" | "members" | "moment" | "number" };

export interface Field<R extends Rank = Rank> {
  /** Name of the command's argument, or a name that the command's own form reads. */
  readonly name: string;
  readonly label: Text<"public">;
  readonly hint?: Text<"public">;
  readonly required: boolean;
  readonly input: Input;
  readonly initial?: Labelled<string, R>;
  /** The form is drawn anew when this changes, because other parts depend on it. */
  readonly live?: boolean;
}

/** What asks for a command's arguments, free of platform: Slack draws a modal from it, Discord modals in pages. */
export interface Form<R extends Rank = Rank> {
  readonly title: Text<"public">;
  readonly submit: Text<"public">;
  readonly before: readonly Node<R>[];
  readonly fields: readonly Field<R>[];
  readonly after: readonly Node<R>[];
}
