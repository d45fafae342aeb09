import type { Tx } from "../client.ts";
import { sql } from "../orm.ts";

/**
 * Has the platforms' groups of those on duty made to hold them. One job however often it is asked for.
 * @param seconds from now.
 */
export async function fillGroups(tx: Tx, seconds = 1): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job('groups', '{}'::json, queue_name := 'groups', job_key := 'groups',
      run_at := now() + make_interval(secs => ${seconds}), max_attempts := 8)`);
}
