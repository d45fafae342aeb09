import type postgres from "postgres";

/** The server cannot carry a desk; each reason says what to do. */
export class UnfitDatabase extends Error {
  constructor(reasons: readonly string[]) {
    super(reasons.join("\n"));
    this.name = "UnfitDatabase";
  }
}

/** Oldest PostgreSQL that Todoke is tested for. */
const oldest = 150_000;

/** Looks at the server before anything is opened. @throws UnfitDatabase with every reason at once. */
export async function checkServer(sql: postgres.Sql): Promise<void> {
  const [row] = await sql<{ version: number; encoding: string; durable: string; replica: boolean }[]>`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
      current_setting('fsync') as durable, pg_is_in_recovery() as replica`;
  const reasons: string[] = [];
  if ((row?.version ?? 0) < oldest) reasons.push("DATABASE_URL leads to a PostgreSQL older than 15; upgrade it");
  if (row?.encoding !== "UTF8")
    reasons.push("the database's encoding must be UTF8; create it with: createdb -E UTF8 -T template0");
  if (row?.durable !== "on") reasons.push("fsync is off on this server: a power cut would lose reports; turn it on");
  if (row?.replica) reasons.push("DATABASE_URL leads to a read-only standby; point it at the primary");
  if (reasons.length > 0) throw new UnfitDatabase(reasons);
}
