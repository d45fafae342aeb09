import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { inject } from "vitest";
import { type Connection, connect } from "../../db/client.ts";
import { startCluster } from "../../db/embedded/cluster.ts";
import { migrateUp } from "../../db/migrate.ts";
import { onDatabase, template } from "./global-setup.ts";

export interface TestDatabase extends Connection {
  /** The owner's address of this database. */
  readonly url: string;
  /** A connection as the owner, for looking behind the app role's back. */
  owner(): postgres.Sql;
}

/** A fresh migrated database of this test file alone. @param prepare runs before anything of the desk connects. */
export async function freshDatabase(prepare?: (url: string, name: string) => Promise<void>): Promise<TestDatabase> {
  const server = inject("databaseUrl");
  const name = `t_${randomBytes(6).toString("hex")}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe(`create database ${name} template ${template} strategy file_copy`);
  } finally {
    await admin.end();
  }
  await prepare?.(onDatabase(server, name), name);
  return openDatabase(onDatabase(server, name));
}

/**
 * A server of this test file's own that writes through to the disk, as the product's does: real processes refuse any other.
 * `close` stops it.
 */
export async function durableDatabase(): Promise<TestDatabase & { readonly folder: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), "todoke-durable-"));
  chmodSync(folder, 0o711);
  const cluster = await startCluster({ folder });
  await migrateUp(cluster.url);
  const opened = openDatabase(cluster.url);
  return {
    ...opened,
    folder,
    close: async () => {
      await opened.close();
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openDatabase(url: string): TestDatabase {
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
