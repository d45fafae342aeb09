import { stopMinutes, trySeconds } from "../../src/domain/stops.ts";
import type { Tx } from "../client.ts";
import { and, asc, eq, inArray, lte, sql } from "../orm.ts";
import { stops } from "../schema/index.ts";

export type Stop = typeof stops.$inferSelect;

const later = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);

/** Those of these names (queues or platforms) that are stopped. */
export const stopsOf = (tx: Tx, names: readonly string[]): Promise<Stop[]> =>
  tx
    .select()
    .from(stops)
    .where(inArray(stops.destination, [...names]));

export const allStops = (tx: Tx): Promise<Stop[]> => tx.select().from(stops).orderBy(asc(stops.since));

/** Stops a name, or renews its stop: `since` stays. @returns since when, and whether it began now. */
export async function stop(tx: Tx, name: string, why: string, now: Date): Promise<{ since: Date; began: boolean }> {
  const until = later(now, stopMinutes * 60);
  const [row] = await tx
    .insert(stops)
    .values({ destination: name, since: now, until, why })
    .onConflictDoUpdate({ target: stops.destination, set: { until, why } })
    .returning({ since: stops.since, began: sql<boolean>`xmax = 0` });
  return row ?? { since: now, began: false };
}

/** Claims the one try after a stop's time. @returns false when somebody else has it: the stop then has a new end. */
export async function claimTry(tx: Tx, names: readonly string[], now: Date): Promise<boolean> {
  const claimed = await tx
    .update(stops)
    .set({ until: later(now, trySeconds) })
    .where(and(inArray(stops.destination, [...names]), lte(stops.until, now)))
    .returning({ destination: stops.destination });
  return claimed.length > 0;
}

/** The try said nothing about the stop: the next notice may try at once. */
export async function freeTry(tx: Tx, names: readonly string[], now: Date): Promise<void> {
  await tx
    .update(stops)
    .set({ until: now })
    .where(inArray(stops.destination, [...names]));
}

/** @returns those that were stopped. */
export async function lift(tx: Tx, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const gone = await tx
    .delete(stops)
    .where(inArray(stops.destination, [...names]))
    .returning({ destination: stops.destination });
  return gone.map((r) => r.destination);
}

export async function findStop(tx: Tx, name: string): Promise<Stop | undefined> {
  const [row] = await tx.select().from(stops).where(eq(stops.destination, name));
  return row;
}
