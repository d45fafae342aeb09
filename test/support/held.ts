import type { TransactionSql } from "postgres";
import { expect } from "vitest";
import type { TestDatabase } from "./database.ts";

/**
 * Starts calls while a transaction of the owner's holds something, and lets go once all of them wait for it: so they meet.
 * @param hold takes the lock. @param last what that transaction does before it commits.
 */
export async function met<T>(
  database: TestDatabase,
  hold: (sql: TransactionSql) => Promise<unknown>,
  calls: readonly (() => Promise<T>)[],
  last: (sql: TransactionSql) => Promise<unknown> = async () => {},
): Promise<T[]> {
  const started: Promise<T>[] = [];
  await database.owner().begin(async (sql) => {
    await hold(sql);
    for (const call of calls) {
      started.push(call());
      await expect
        .poll(async () => {
          // Within a transaction the statistics stay as they were first read.
          await sql`select pg_stat_clear_snapshot()`;
          const [row] = await sql`select count(*)::int as n from pg_stat_activity
            where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`;
          return row?.["n"];
        })
        .toBe(started.length);
    }
    await last(sql);
  });
  return await Promise.all(started);
}
