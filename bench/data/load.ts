import { once } from "node:events";
import postgres from "postgres";
import { Keyring } from "../../src/crypto/keyring.ts";
import { loadPeople } from "./people.ts";
import { blinder, caseColumns, caseRow } from "./rows.ts";

/** Rows that go to PostgreSQL in one piece. */
const batch = 2000;

/** Makes indexes after the rows and not with each: GIN with `fastupdate` off takes 2,000 rows a second at most. */
async function withoutIndexes(sql: postgres.Sql, work: () => Promise<void>): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and tablename in ('cases', 'deadlines') and indexname not like '%_pkey'`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  await work();
  for (const { definition } of indexes) await sql.unsafe(definition);
}

async function copyCases(sql: postgres.Sql, count: number, keys: Keyring): Promise<void> {
  const blind = blinder(keys);
  const now = Date.now();
  const stream = await sql.unsafe(`copy cases (${caseColumns}) from stdin`).writable();
  for (let i = 1; i <= count; ) {
    let rows = "";
    for (const end = Math.min(count, i + batch - 1); i <= end; i++) rows += caseRow(i, count, now, keys, blind);
    if (!stream.write(rows)) await once(stream, "drain");
  }
  const ended = once(stream, "finish");
  stream.end();
  await ended;
}

/** Two open clocks for each case that is not closed, none of them due: a million on a desk of a million cases. */
const deadlines = `
  insert into deadlines (case_id, kind, starts_at, due_at, zone, state, step, next_ping_at)
  select c.id, k.kind, c.received_at, now() + make_interval(days => 40 + (c.id % 90)::int), 'Asia/Tokyo', 'open', 0,
    now() + make_interval(days => 2, mins => (c.id % 50000)::int)
  from cases c cross join lateral (
    select 'TRIAGE' where c.state <> 'ACC' union all select 'HANDOVER' where c.state = 'ACC' union all select 'CUSTOM'
  ) as k(kind) where c.closed_at is null`;

/**
 * Fills a migrated, empty database with people and `count` cases. Only what is not looked at is left out: finders have no
 * identity, reports are short. @returns seconds that it took.
 */
export async function load(databaseUrl: string, count: number, key: Buffer): Promise<number> {
  const start = performance.now();
  const settings = { synchronous_commit: "off", maintenance_work_mem: "1GB", TimeZone: "UTC" };
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, connection: settings });
  try {
    await loadPeople(sql);
    await withoutIndexes(sql, async () => {
      await sql.unsafe(`insert into finders (id, identity) overriding system value
        select n, '\\x' from generate_series(1, ${count}) as n`);
      await sql.unsafe("alter table cases disable trigger all"); // the finders are there: no need to look each up
      await copyCases(sql, count, new Keyring(key));
      await sql.unsafe("alter table cases enable trigger all");
      await sql.unsafe("alter table deadlines disable trigger all");
      await sql.unsafe(deadlines);
      await sql.unsafe("alter table deadlines enable trigger all");
    });
    await sql`select setval('finders_id_seq', ${count}), setval('cases_id_seq', ${count})`;
    await sql.unsafe("vacuum (analyze)");
    await sql.unsafe("checkpoint");
  } finally {
    await sql.end();
  }
  return (performance.now() - start) / 1000;
}
