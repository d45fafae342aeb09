import type { z } from "zod";
import type { Role } from "../src/domain/roles.ts";
import type { Form } from "../src/form.ts";
import type { AtMost, Audience, Rank } from "../src/label.ts";
import type { Both, Locale } from "../src/locale.ts";
import type { RefusalCode } from "../src/refusal.ts";
import type { Rendered, RenderedForm } from "../src/render.ts";
import type { Finding, Made, RoomFacts } from "../src/surface.ts";
import type { View } from "../src/view.ts";
import type { Act, Desk } from "./desk.ts";

export type Platform = "console" | "slack" | "discord" | "mail" | "web" | "clock";

/** Who a platform says is asking. Rights come only from the member that we linked to it (ADR 0010). */
export interface Principal {
  readonly platform: Platform;
  /** Workspace or guild; `local` for the terminal. Ids are unique only within it. */
  readonly tenant: string;
  readonly user: string;
}

/**
 * Where it was typed. `private` is a terminal or a direct message with us: only the asker reads there. `thread` is what the
 * platform calls the message that it was typed under: when that is a card of ours, its case is meant.
 */
export type Place =
  | { readonly kind: "private"; readonly thread?: string }
  | {
      readonly kind: "room";
      readonly platform: Platform;
      readonly tenant: string;
      readonly channel: string;
      readonly thread?: string;
    };

/** Arguments as they were typed or filled in, by name. */
export type Raw = Readonly<Record<string, string>>;

/** One call, from whatever surface. Adapters make these and decide nothing. */
export interface Invocation {
  readonly principal: Principal;
  readonly place: Place;
  readonly locale: Locale;
  /** What was typed after the root command, or a button's stored line: "case take 48213377". */
  readonly line: string;
  /** Arguments that a form or typed options gave, by name; they win over those in `line`. */
  readonly options?: Raw;
  /** The surface can open a form: a refusal for want of an argument then offers it. */
  readonly forms?: boolean;
  /**
   * What the platform repeats when it sends the same request twice. A second call of a command that changes something has
   * no effect and is told so.
   */
  readonly key?: string;
}

/** What goes back to the asker, privately, already cleared for that person and place. */
export type Answer =
  | {
      readonly ok: true;
      readonly command: string;
      readonly rendered: Rendered;
      /** The line that shows the same again, where that changes nothing: for further pages. */
      readonly again?: string;
    }
  | Refused;

export interface Refused {
  readonly ok: false;
  /** `unavailable`: the database did not answer. The same invocation with its key may be made again: it takes effect once. */
  readonly code: RefusalCode | "bug" | "unavailable";
  readonly rendered: Rendered;
  /** The argument that it is about. */
  readonly field?: string | undefined;
}

export type Dispatch = (invocation: Invocation) => Promise<Answer>;

/** A form for what a line leaves open, or the refusal that the line would get anyway. */
export type Opened = { readonly ok: true; readonly form: RenderedForm } | Refused;

/** One suggestion for a field, cleared for its reader. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
}

/** How a surface asks for what is missing. Submitting is `Dispatch` with the same line and the filled in `options`. */
export interface Forms {
  /** Whether a form belongs to this line. Decided at once from its words, because a surface has seconds to open one. */
  opens(line: string): boolean;
  open(invocation: Invocation): Promise<Opened>;
  /** At most 25, for the field of this name; none for who may not run the command. */
  suggest(invocation: Invocation, name: string, query: string): Promise<readonly Suggestion[]>;
}

/** A person of the desk. */
export interface Member {
  readonly id: number;
  /** Short unique name that people type: "hana". */
  readonly handle: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly locale: Locale;
}

/** What a command gets: an act by a member. All reads and writes happen in `tx`; `now` is the database's clock, UTC. */
export interface Ctx extends Act {
  readonly member: Member;
  /** The account that asked. Rights come from `member`; this says in whose workspace a mention is meant. */
  readonly principal: Principal;
  readonly place: Place;
  readonly locale: Locale;
  readonly desk: Desk;
  /** For a command that `looks` at its room. Undefined outside rooms, and when the platform does not answer. */
  readonly facts?: RoomFacts | undefined;
  /** The proposal that this act confirms: two people have agreed to it. */
  readonly second?: number;
  /** Whose act it is that a second person confirms: what they wrote is theirs. */
  readonly proposer?: number;
  /** For a command that `looks` at the platforms, or reaches them. */
  readonly findings?: readonly Finding[];
  /** For a command that makes a room: where it is. Undefined when no platform makes any. */
  readonly made?: (Made & { readonly platform: Platform }) | undefined;
}

/** Somebody of a vendor, at the table: a contact of the directory whose account was tied to it by a one-time code. */
export interface Seat {
  readonly contactId: number;
  readonly vendorId: number;
  /** As labels, rooms and destinations name the vendor: `vendor/12`. */
  readonly vendor: string;
  /** The vendor's own key, bare. */
  readonly key: Buffer;
}

/** What a vendor's verb gets. It sees its vendor's side of its vendor's cases, and no more. */
export interface SeatCtx extends Act {
  /** Undefined only for a verb that `anyone` may run. */
  readonly seat: Seat | undefined;
  readonly principal: Principal;
  readonly place: Place;
  readonly locale: Locale;
  readonly desk: Desk;
}

/** What came of reaching a platform. */
export type Reached = Pick<Ctx, "facts" | "findings" | "made">;

/** A person's own page on a chat platform: what is theirs, what waits, what comes next, who is on duty. */
export interface Home {
  /** They looked at it: from now on it is kept fresh. */
  opened(principal: Principal): Promise<void>;
  draw(principal: Principal, locale: Locale): Promise<Rendered>;
}

type ArgKind =
  | "case"
  | "handle"
  | "member"
  | "members"
  | "text"
  | "choice"
  | "choices"
  | "number"
  | "date"
  | "deadline"
  | "ground"
  | "cwe"
  | "vendor"
  | "setting"
  | "word";

/** One argument. `schema` parses the string that was typed; everything a surface shows comes from the rest. */
export interface Arg<T = unknown, Required extends boolean = boolean> {
  readonly kind: ArgKind;
  readonly schema: z.ZodType<T>;
  readonly required: Required;
  readonly summary: Both;
  /** What its field in a form is called, where the summary tells how to type it. */
  readonly label?: Both;
  /** What one may type, in an example: "48213377". */
  readonly example: string;
  /** The last argument may eat the rest of the line. */
  readonly rest?: boolean;
  /** One of them, or for `choices` any of them with commas between. */
  readonly choices?: readonly { readonly value: string; readonly words: Both }[];
  /** The choices are codes of grounds: a form shows those in use, in the desk's words. */
  readonly grounds?: true;
  /** Buttons give it; nobody types it or fills it in. */
  readonly hidden?: boolean;
  /** Code points of a free text. */
  readonly max?: number;
  /** What was filled in is not given back with a refusal: by mistake it may be what nobody should see again. */
  readonly unreturned?: true;
}

export type Args = Readonly<Record<string, Arg>>;

/** What `run` receives: a required argument's value, or possibly undefined. */
export type Input<A extends Args> = {
  readonly [K in keyof A]: A[K] extends Arg<infer T, infer Required>
    ? Required extends true
      ? T
      : T | undefined
    : never;
};

/** What a command's form has beyond the fields that are made from its `args`. */
export interface CommandForm {
  /** It opens, too, when none of these was given, although the command would run without them. */
  readonly when?: readonly string[];
  /** Optional arguments that the form insists on. */
  readonly required?: readonly string[];
  /** Fields on which other parts of the form depend. */
  readonly live?: readonly string[];
  /** What stands around the fields, and other fields in their place. `given`: what was typed or chosen so far. */
  readonly fill?: (
    ctx: Ctx,
    given: Raw,
    audience: Audience,
  ) => Promise<Pick<Form, "before" | "after"> & Partial<Pick<Form, "fields">>>;
  /** What was filled in, as the command's arguments. */
  readonly read?: (given: Raw) => Raw;
}

/** What a verb is to every surface: help, forms, completion and the documentation are made from this. */
interface Verb<A extends Args, R extends Rank> {
  /** "case take": path of its file, too. */
  readonly name: string;
  readonly summary: Both;
  readonly args: A;
  readonly effects: "read" | "write";
  /** The widest rank its answer may hold. A place that may see less gets a refusal that says where to ask. */
  readonly max: R;
  /** Optional arguments without which its example would say nothing. */
  readonly needs?: readonly string[];
}

/** One verb of the desk: a function plus data. */
export interface Command<A extends Args = Args, R extends Rank = Rank> extends Verb<A, R> {
  readonly by?: undefined;
  /** What the platforms are asked before it runs, outside its transaction. */
  readonly looks?: "room" | "surfaces";
  readonly form?: CommandForm;
  /**
   * What it does at a platform before it runs, for somebody who may run it. Over the network, so in no transaction: doing it
   * twice must do no harm. What comes of it is in the `Ctx` of `run`.
   */
  reach?(desk: Desk, invocation: Invocation, input: Input<A>): Promise<Reached>;
  run(ctx: Ctx, input: Input<A>): Promise<View<AtMost<R>>>;
}

/** One verb of a vendor's people. They have no roles: whoever has a seat may run it, for their own vendor. */
export interface SeatCommand<A extends Args = Args, R extends Rank = Rank> extends Verb<A, R> {
  /** `anyone`: also who has no seat yet. */
  readonly by: "vendor" | "anyone";
  readonly form?: { readonly when?: readonly string[]; readonly required?: readonly string[] };
  run(ctx: SeatCtx, input: Input<A>): Promise<View<AtMost<R>>>;
}

export type AnyCommand = Command | SeatCommand;

/** Ties the types of `run` to `args`. Adds nothing at run time. */
export const command = <const A extends Args, R extends Rank>(c: Command<A, R>): Command<A, R> => c;
/** The same for a vendor's verb. */
export const seatCommand = <const A extends Args, R extends Rank>(c: SeatCommand<A, R>): SeatCommand<A, R> => c;
