import { fileURLToPath } from "node:url";
import { runMigrations } from "graphile-worker";
import { appRole, connect } from "./client.ts";
import { drizzle, migrate } from "./orm.ts";
import { quiet } from "./queue-log.ts";

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));
/** Any fixed number: the lock that one starting replica holds while the others wait. */
const migrationLock = 7261;

/** Rights of the app role: rows of every table, but the audit only grows (ADR 0003). */
const grants = `
do $$ begin
  create role ${appRole} nologin;
exception when duplicate_object or unique_violation then null;
end $$;
grant ${appRole} to current_user;
grant usage on schema public, graphile_worker to ${appRole};
grant select, insert, update, delete on all tables in schema public, graphile_worker to ${appRole};
grant usage, select on all sequences in schema public, graphile_worker to ${appRole};
grant execute on all functions in schema graphile_worker to ${appRole};
-- The queue's tables have row-level security without a policy: only their owner passes unless we say so. Made once: making
-- it anew at each start would lock the tables of replicas that are at work.
do $$ declare name text; begin
  for name in select relname from pg_class c where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r' and relrowsecurity
    and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = '${appRole}') loop
    execute format('create policy ${appRole} on graphile_worker.%I to ${appRole} using (true) with check (true)', name);
  end loop;
end $$;
revoke update, delete, truncate on audit, audit_reads from ${appRole};
`;

/**
 * Brings the database to this version: our tables, the job queue's, the app role. Safe to run by many replicas at once:
 * drizzle's own `migrate` takes no lock (guarantees K7). @returns whether the app role exists and can be worked as.
 */
export async function migrateUp(url: string): Promise<boolean> {
  const { sql, close } = connect(url, { max: 1, asApp: false, statementTimeout: 120_000, connectTimeout: 60 });
  try {
    await sql`select set_config('lock_timeout', '60s', false), set_config('idle_in_transaction_session_timeout', '0', false)`;
    await sql`select pg_advisory_lock(${migrationLock})`;
    await migrate(drizzle(sql), { migrationsFolder });
    await runMigrations({ connectionString: url, logger: quiet });
    const [me] = await sql`select rolsuper or rolcreaterole as can from pg_roles where rolname = current_user`;
    if (me?.["can"] !== true) return false;
    await sql.unsafe(grants);
    return true;
  } finally {
    await close(); // ends the session, and with it the lock
  }
}
