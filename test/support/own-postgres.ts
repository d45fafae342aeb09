import { readFileSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { clusterFolder } from "../../db/embedded/cluster.ts";

/** A connection as the owner to the PostgreSQL that a running desk keeps in its home. */
export function ownerOf(home: string): postgres.Sql {
  const folder = clusterFolder(home);
  const password = readFileSync(path.join(folder, "owner-password"), "utf8").trim();
  const port = Number(readFileSync(path.join(folder, "data/postmaster.pid"), "utf8").split("\n")[3]);
  return postgres(`postgres://todoke_owner:${password}@127.0.0.1:${port}/postgres`, { max: 1, onnotice: () => {} });
}

/** Every row of every table that is not PostgreSQL's own, and the statements that it remembers, as text. */
export async function everyRow(sql: postgres.Sql): Promise<Map<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^(pg_|information_schema)'`;
  const rows = new Map<string, string>();
  for (const { name } of tables) {
    const found = await sql.unsafe<{ row: string }[]>(`select t::text as row from ${name} t`);
    rows.set(name, found.map((r) => r.row).join("\n"));
  }
  const said = await sql<{ query: string }[]>`select query from pg_stat_activity where pid <> pg_backend_pid()`;
  return rows.set("statements", said.map((s) => s.query).join("\n"));
}
