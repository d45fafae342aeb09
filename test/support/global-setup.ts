import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startCluster } from "../../db/embedded/cluster.ts";
import { migrateUp } from "../../db/migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Owner's address of the test server; each test file clones `todoke_template` from it. */
    databaseUrl: string;
  }
}

export const template = "todoke_template";
export const onDatabase = (url: string, name: string): string =>
  Object.assign(new URL(url), { pathname: `/${name}` }).href;

/** One throw-away cluster for the whole run, with a migrated template, or the server of `TEST_DATABASE_URL`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_DATABASE_URL"];
  const folder = mkdtempSync(path.join(tmpdir(), "todoke-test-"));
  const cluster = given ? undefined : await startCluster({ folder, durable: false, maxConnections: 200 });
  const url = given ?? cluster?.url ?? "";
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql.unsafe(`drop database if exists ${template}`);
  await sql.unsafe(`create database ${template}`);
  await sql.end();
  await migrateUp(onDatabase(url, template));
  project.provide("databaseUrl", url);
  return async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
