import type { Outlet } from "../src/delivery.ts";

export type { Delivery, Parcel } from "../src/delivery.ts";

/** The outside world, one removable folder each. Adapters translate; they decide nothing and know no SQL. */
export interface Adapter {
  readonly platform: string;
  start(): Promise<void>;
  /** Absent on surfaces that only ask. */
  deliver?: Outlet;
  stop(): Promise<void>;
}
