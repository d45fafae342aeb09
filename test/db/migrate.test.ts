import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, expect, inject, test } from "vitest";
import { migrateUp } from "../../db/migrate.ts";
import { freshDatabase } from "../support/database.ts";
import { onDatabase } from "../support/global-setup.ts";

const database = await freshDatabase();
afterAll(() => database.close());

test("four replicas that start at once on an empty database all succeed", async () => {
  const server = inject("databaseUrl");
  const name = `t_${randomBytes(6).toString("hex")}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const url = onDatabase(server, name);
  const results = await Promise.all([1, 2, 3, 4].map(() => migrateUp(url)));
  expect(results).toEqual([true, true, true, true]);
  const sql = postgres(url, { max: 1 });
  const [row] = await sql`select count(*)::int as n from members`;
  await sql.end();
  expect(row?.["n"]).toBe(1);
});

test("a replica that starts waits for nobody who is at work in the tables of the queue", async () => {
  const worker = database.owner();
  await worker.begin(async (sql) => {
    await sql`select * from graphile_worker._private_jobs for update`;
    await sql`select * from graphile_worker._private_job_queues for update`;
    // It would wait for our locks until it is refused, which takes a minute.
    expect(await migrateUp(database.url)).toBe(true);
  });
});

test.each(["update audit set action = 'x'", "delete from audit", "truncate audit", "create table x (y int)"])(
  "the app role may not: %s",
  async (statement) => {
    await expect(database.sql.unsafe(statement)).rejects.toMatchObject({ code: "42501" });
  },
);

test("even the owner cannot change or remove audit rows", async () => {
  const owner = database.owner();
  await owner`insert into audit (chain, seq, at, actor, action, data, hash) values ('x', 1, now(), 'x', 'x', '{}', '\\x00')`;
  await expect(owner`update audit set action = 'y'`).rejects.toThrow("the audit only grows");
  await expect(owner`delete from audit`).rejects.toThrow("the audit only grows");
  await expect(owner`truncate audit`).rejects.toThrow("the audit only grows");
});
