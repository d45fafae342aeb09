import type { Tx } from "../client.ts";
import { and, eq, sql } from "../orm.ts";
import { homes } from "../schema/index.ts";

export interface HomeKey {
  readonly platform: string;
  readonly tenant: string;
  readonly account: string;
}

/** Days for which a page that nobody opened again is kept fresh. */
const keptDays = 14;

/** Somebody opened their page: from now on it is drawn anew after each change. */
export async function openHome(tx: Tx, home: HomeKey, now: Date): Promise<void> {
  await tx
    .insert(homes)
    .values({ ...home, openedAt: now })
    .onConflictDoUpdate({ target: [homes.platform, homes.tenant, homes.account], set: { openedAt: now } });
}

export const closeHome = (tx: Tx, { platform, tenant, account }: HomeKey) =>
  tx.delete(homes).where(and(eq(homes.platform, platform), eq(homes.tenant, tenant), eq(homes.account, account)));

/** After somebody's rights changed: their page goes with them, however long ago they looked at it. */
export const redrawAllHomes = (tx: Tx): Promise<void> => redrawHomes(tx, 1, undefined, 36_500);

/**
 * Has every open page, or one of them, drawn anew. @param seconds from now, so that many changes make one drawing.
 * @param days how long ago its owner may have opened it.
 */
export async function redrawHomes(tx: Tx, seconds = 1, one?: HomeKey, days = keptDays): Promise<void> {
  const which = one && sql`and platform = ${one.platform} and tenant = ${one.tenant} and account = ${one.account}`;
  await tx.execute(sql`
    select graphile_worker.add_job('home', json_build_object('platform', platform, 'tenant', tenant, 'account', account),
      queue_name := 'home ' || platform || '/' || tenant || '/' || account,
      job_key := 'home ' || platform || '/' || tenant || '/' || account,
      job_key_mode := 'preserve_run_at', run_at := now() + make_interval(secs => ${seconds}), max_attempts := 8)
    from ${homes} where opened_at > now() - make_interval(days => ${days}) ${which ?? sql``}`);
}
