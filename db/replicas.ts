import postgres from "postgres";
import { appRole } from "./client.ts";

/** First half of the advisory lock's key; the second is the replica's row. */
const lockClass = 7262;
/** Seconds that a job may be held by a worker nobody knows: a process that was killed before it had registered. */
const strangersAfter = 30;

export interface Replica {
  /** Frees the jobs of processes that died, so that their queues go on at once and not after the library's four hours. */
  recover(): Promise<number>;
  /** Frees the jobs of workers that are known to be over. */
  free(workers: readonly string[]): Promise<void>;
  leave(): Promise<void>;
}

/**
 * Makes this process known to the others: a row with its workers, and an advisory lock on a connection of its own. The lock
 * goes with the connection, so a dead process is recognised the moment PostgreSQL notices; a paused one keeps its jobs.
 */
export async function joinReplicas(url: string, asApp: boolean, workers: readonly string[]): Promise<Replica> {
  const sql = postgres(url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: "todoke replica", ...(asApp ? { role: appRole } : {}) },
  });
  let id: string | undefined;
  const register = async (): Promise<void> => {
    await sql.begin(async (tx) => {
      const [row] = await tx`insert into replicas (workers) values (${[...workers]}) returning id`;
      id = String(row?.["id"]);
      await tx`select pg_advisory_lock(${lockClass}, ${id}::int)`;
    });
  };
  /** After a restart of the server our connection is a new one, without the lock. */
  const stillHeld = async (): Promise<boolean> => {
    const [row] = await sql`
      select exists (select 1 from pg_locks where locktype = 'advisory' and classid = ${lockClass}::oid and objid = ${id ?? "0"}::oid
        and pid = pg_backend_pid()) as held`;
    return row?.["held"] === true;
  };
  await register();
  return {
    async recover() {
      if (!(await stillHeld())) await register();
      return await sql.begin(async (tx) => {
        // Our own lock can be taken again by our own session, so our row is left out.
        const gone = await tx`
          delete from replicas where id <> ${id ?? "0"}::bigint and pg_try_advisory_xact_lock(${lockClass}, id::int) returning workers`;
        const freed = await tx`
          with stuck as (
            select locked_by from graphile_worker._private_jobs where locked_at < now() - make_interval(secs => ${strangersAfter})
            union select locked_by from graphile_worker._private_job_queues where locked_at < now() - make_interval(secs => ${strangersAfter})
          ), dead as (
            select locked_by from stuck where locked_by is not null
              and not exists (select 1 from replicas where locked_by = any (workers))
            union select unnest(${gone.flatMap((g) => g["workers"] as string[])}::text[])
          )
          select coalesce(array_agg(locked_by), '{}') as workers from dead`;
        const workersToFree = freed[0]?.["workers"] as string[];
        if (workersToFree.length > 0) await tx`select graphile_worker.force_unlock_workers(${workersToFree}::text[])`;
        return gone.length;
      });
    },
    async free(over) {
      if (over.length > 0) await sql`select graphile_worker.force_unlock_workers(${[...over]}::text[])`;
    },
    async leave() {
      await sql`delete from replicas where id = ${id ?? "0"}::bigint`.catch(() => {}); // the lock goes anyway
      await sql.end({ timeout: 2 });
    },
  };
}
