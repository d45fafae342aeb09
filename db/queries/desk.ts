import { defaultSettings, isSettingKey, type SettingKey, type Settings } from "../../src/domain/settings.ts";
import type { Db, Tx } from "../client.ts";
import { eq, lt, sql } from "../orm.ts";
import { inboundRequests, networkHours, settings } from "../schema/index.ts";

/** The desk's settings: the defaults with what was changed. */
export async function readSettings(tx: Tx): Promise<Settings> {
  const changed = await tx.select().from(settings);
  const all: Record<string, number> = Object.fromEntries(Object.entries(defaultSettings).map(([k, s]) => [k, s.value]));
  for (const { key, value } of changed) if (isSettingKey(key)) all[key] = value;
  // Built from every key of the defaults just above.
  return all as Settings;
}

export async function writeSetting(tx: Tx, key: SettingKey, value: number): Promise<void> {
  await tx.insert(settings).values({ key, value }).onConflictDoUpdate({ target: settings.key, set: { value } });
}

/** The database's clock: the only one that deadlines and leases go by. UTC. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await tx.execute<{ now: string }>(sql`select now() as now`);
  if (row === undefined) throw new Error("the database gave no time");
  return new Date(row.now);
}

/**
 * Takes a request's key. @returns false when it was taken before: the request took effect then. Two at once wait for
 * each other here, on the unique key.
 */
export async function takeRequest(tx: Tx, key: string): Promise<boolean> {
  const taken = await tx
    .insert(inboundRequests)
    .values({ key })
    .onConflictDoNothing()
    .returning({ key: inboundRequests.key });
  return taken.length > 0;
}

/**
 * Marks a request as heard, at once and for good. The disk is not waited for: a mark that a crash of the server takes along
 * lets a repeat be answered twice, but not take effect twice. @returns false when it was marked before.
 */
export async function hearRequest(db: Db, key: string): Promise<boolean> {
  const heard = await db.execute(sql`
    insert into ${inboundRequests} (key) select ${key} where set_config('synchronous_commit', 'off', true) = 'off'
    on conflict do nothing returning key`);
  return heard.length > 0;
}

export async function requestMade(tx: Tx, key: string, caseId: number): Promise<void> {
  await tx.update(inboundRequests).set({ caseId }).where(eq(inboundRequests.key, key));
}

export async function findRequest(tx: Tx, key: string) {
  const [row] = await tx.select().from(inboundRequests).where(eq(inboundRequests.key, key));
  return row;
}

/** Counts one sending of a network in the present hour. @returns how many there are now. */
export async function countNetwork(tx: Tx, network: Buffer, now: Date): Promise<number> {
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
  const [row] = await tx
    .insert(networkHours)
    .values({ network, hour, count: 1 })
    .onConflictDoUpdate({
      target: [networkHours.network, networkHours.hour],
      set: { count: sql`${networkHours.count} + 1` },
    })
    .returning({ count: networkHours.count });
  return row?.count ?? 1;
}

const hours = 3_600_000;

/** Forgets what is no longer needed: networks after a day, request keys after two (guarantees 15 asks for one). */
export async function forgetOld(tx: Tx, now: Date): Promise<void> {
  await tx.delete(networkHours).where(lt(networkHours.hour, new Date(now.getTime() - 24 * hours)));
  await tx.delete(inboundRequests).where(lt(inboundRequests.at, new Date(now.getTime() - 48 * hours)));
}
