import type { Editor, HomeDrawer, Outlet } from "../src/delivery.ts";

export type { Delivery, Parcel } from "../src/delivery.ts";

/** The outside world, one removable folder each. Adapters translate; they decide nothing and know no SQL. */
export interface Adapter {
  readonly platform: string;
  start(): Promise<void>;
  /** Absent on surfaces that only ask. */
  deliver?: Outlet;
  /** Absent where people have no page of their own. */
  home?: HomeDrawer;
  /** Absent where what was said stays said. */
  edit?: Editor;
  stop(): Promise<void>;
}
