import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { type Connection, connect } from "../../db/client.ts";
import { onDatabase, template } from "./global-setup.ts";

export interface TestDatabase extends Connection {
  /** The owner's address of this database. */
  readonly url: string;
  /** A connection as the owner, for looking behind the app role's back. */
  owner(): postgres.Sql;
}

/** A fresh migrated database of this test file alone. */
export async function freshDatabase(): Promise<TestDatabase> {
  const server = inject("databaseUrl");
  const name = `t_${randomBytes(6).toString("hex")}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe(`create database ${name} template ${template} strategy file_copy`);
  } finally {
    await admin.end();
  }
  const url = onDatabase(server, name);
  const connection = connect(url);
  const owners: postgres.Sql[] = [];
  return {
    ...connection,
    url,
    owner() {
      const sql = postgres(url, { max: 1, onnotice: () => {} });
      owners.push(sql);
      return sql;
    },
    close: async () => {
      await Promise.all(owners.map((o) => o.end({ timeout: 5 })));
      await connection.close();
    },
  };
}
