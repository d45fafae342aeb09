/**
 * Who may read a value, carried by the value itself (ADR 0009). `public` flows anywhere; `party` only to that party and
 * the desk; `desk` only to the coordination team; `personal` (who the finder is) only to a person of the desk, alone.
 */
export const ranks = ["public", "party", "desk", "personal"] as const;
export type Rank = (typeof ranks)[number];

/** The ranks that a reader cleared for `C` may see: the compiler's half of the rule. */
export type AtMost<C extends Rank> = C extends "personal"
  ? Rank
  : C extends "desk"
    ? "public" | "party" | "desk"
    : C extends "party"
      ? "public" | "party"
      : "public";

/** A value that cannot be printed by accident: logs and JSON show its rank instead of it. */
export class Labelled<T, R extends Rank = Rank> {
  readonly rank: R;
  /** The only party that may see it, for rank `party`. */
  readonly party: string | undefined;
  readonly #value: T;

  constructor(rank: R, value: T, party?: string) {
    this.rank = rank;
    this.#value = value;
    this.party = party;
  }

  /** The bare value. Text made from it must go through `t`, so that the label stays. */
  open(): T {
    return this.#value;
  }
  toJSON(): string {
    return `[${this.rank}]`;
  }
  toString(): string {
    return `[${this.rank}]`;
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `[${this.rank}]`;
  }
}

export const open = <T>(value: T): Labelled<T, "public"> => new Labelled("public", value);
export const desk = <T>(value: T): Labelled<T, "desk"> => new Labelled("desk", value);
export const personal = <T>(value: T): Labelled<T, "personal"> => new Labelled("personal", value);
export const party = <T>(id: string, value: T): Labelled<T, "party"> => new Labelled("party", value, id);

/** Who is about to read: the highest rank, and which parties' values when that rank is `party`. */
export interface Audience<C extends Rank = Rank> {
  readonly rank: C;
  readonly parties: ReadonlySet<string>;
}

const nobodyElse: ReadonlySet<string> = new Set();
export const everyone: Audience<"public"> = { rank: "public", parties: nobodyElse };
export const theDesk: Audience<"desk"> = { rank: "desk", parties: nobodyElse };
export const onePerson: Audience<"personal"> = { rank: "personal", parties: nobodyElse };
export const theParty = (id: string): Audience<"party"> => ({ rank: "party", parties: new Set([id]) });

/** The run-time half of the rule. */
export function mayRead(
  audience: Audience,
  label: { readonly rank: Rank; readonly party?: string | undefined },
): boolean {
  if (ranks.indexOf(label.rank) > ranks.indexOf(audience.rank)) return false;
  if (label.rank !== "party" || audience.rank !== "party") return true;
  return label.party !== undefined && audience.parties.has(label.party);
}
