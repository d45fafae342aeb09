import type { Rendered } from "./render.ts";

/** Where a notice goes: one room or one person's direct messages on one platform. */
export interface Address {
  readonly platform: string;
  /** Workspace or guild; `local` for the terminal. */
  readonly tenant: string;
  readonly kind: "room" | "person";
  readonly id: string;
  /** Of a vendor's room: who of outside belongs there (`RoomFacts.outsiders`). Absent: nobody does. */
  readonly outsiders?: ReadonlySet<string>;
}

/** What is dead with a notice: nothing else, its room or person, or everything on that platform until somebody mends it. */
export type DeadScope = "notice" | "destination" | "platform";

/** What came of one attempt to send. Only the queue decides what happens next. */
export type Delivery =
  /** The platform took it; `ref` is what it calls the message, for later edits. */
  | { readonly outcome: "sent"; readonly ref?: string }
  /** Not taken for sure; try again after so many seconds (the platform's own wish where it gave one). */
  | { readonly outcome: "retry"; readonly after: number; readonly why: string }
  /** It will not be taken as things are: bad content, an archived room, a revoked token. */
  | { readonly outcome: "dead"; readonly scope: DeadScope; readonly why: string }
  /** Perhaps taken: the connection went after the request had been sent. */
  | { readonly outcome: "unclear"; readonly why: string };

export interface Parcel {
  /** The notice's own id: the same at each attempt. */
  readonly key: string;
  /** Told to the reader when an earlier attempt may have arrived. */
  readonly possibleRepeat: boolean;
  readonly rendered: Rendered;
}

/** Changes a message that is out. Never throws; "dead" when it is not there any more. */
export type Editor = (to: Address, ref: string, rendered: Rendered) => Promise<Delivery>;

/** Draws a person's own page anew. Never throws; "dead" when they have none any more. */
export type HomeDrawer = (tenant: string, account: string) => Promise<Delivery>;

/** Takes a parcel to its address. Never throws: every end is a `Delivery`. */
export type Outlet = (to: Address, parcel: Parcel) => Promise<Delivery>;
