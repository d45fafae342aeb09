import pino from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Jobs, startJobs } from "../../db/jobs.ts";
import type { WorkerOptions } from "../../db/workers.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let jobs: Jobs;
/** What each redraw waits for before it ends, by its number. */
const held = new Map<
  number,
  { readonly begun: Promise<void>; readonly begin: () => void; readonly end: () => void; readonly done: Promise<void> }
>();
const hold = (n: number): void => {
  const begun = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  held.set(n, { begun: begun.promise, begin: begun.resolve, end: done.resolve, done: done.promise });
};
const logged: string[] = [];
let ticks = 0;

const tasks: WorkerOptions["tasks"] = {
  drain: async () => {},
  redraw: async (n) => {
    const job = held.get(n);
    job?.begin();
    await job?.done;
  },
  home: async () => {},
  groups: async () => {},
  rooms: async () => {},
  tick: async () => {
    ticks += 1;
  },
};

beforeAll(async () => {
  database = await freshDatabase();
  const log = pino({}, { write: (line: string) => void logged.push(line) });
  jobs = await startJobs({ url: database.url, asApp: false, log, tasks, ended: () => logged.push("ended") });
});
afterAll(async () => {
  await jobs.stop();
  await database.close();
});

const redraws = async (): Promise<number> =>
  (await database.owner()`select from graphile_worker.jobs where task_identifier = 'redraw'`).length;
const add = (n: number) =>
  `select graphile_worker.add_job('redraw', json_build_object('notice', ${n}), queue_name := 'q${n}', job_key := 'redraw ${n}', job_key_mode := 'preserve_run_at')`;

test("jobs that end at the same moment while a change asks for them again: nobody waits for the other in a circle", async () => {
  const sql = database.owner();
  for (const n of [1, 2]) {
    hold(n);
    await sql.unsafe(add(n));
    await held.get(n)?.begun;
  }
  await sql.begin(async (tx) => {
    await tx.unsafe(add(2));
    for (const n of [1, 2]) held.get(n)?.end();
    // Until the engine waits for what this transaction holds.
    await vi.waitFor(async () => {
      const [row] = await tx`select count(*)::int as n from pg_locks where not granted`;
      expect(row?.["n"]).toBeGreaterThan(0);
    });
    await tx.unsafe(add(1));
    await tx`select pg_sleep(1.5)`;
  });
  const before = ticks;
  await sql`select graphile_worker.add_job('tick')`;
  await vi.waitFor(() => expect(ticks).toBeGreaterThan(before), { timeout: 5000 });
  await vi.waitFor(async () => expect(await redraws()).toBe(0), { timeout: 5000 });
  expect(logged.filter((l) => /ended|failed/.test(l))).toEqual([]);
}, 30_000);

test("ends that cannot be written, several at once: the engine, which would wait for them for ever, is replaced; its jobs go on", async () => {
  const sql = database.owner();
  for (const n of [3, 4, 5, 6]) {
    hold(n);
    await sql.unsafe(add(n));
    await held.get(n)?.begun;
  }
  await sql.begin(async (tx) => {
    await tx`select from graphile_worker._private_jobs for update`;
    for (const n of [3, 4, 5]) held.get(n)?.end();
    await vi.waitFor(async () => {
      const [row] = await tx`select count(distinct pid)::int as n from pg_locks where not granted`;
      expect(row?.["n"]).toBe(3);
    });
    await tx`select pg_terminate_backend(min(pid)) from pg_locks where not granted`;
  });
  // Another is at work when the engine begins to stop.
  await vi.waitFor(async () => expect(await redraws()).toBe(2));
  held.get(6)?.end();
  const before = ticks;
  await sql`select graphile_worker.add_job('tick')`;
  await vi.waitFor(() => expect(ticks).toBeGreaterThan(before), { timeout: 15_000 });
  await vi.waitFor(async () => expect(await redraws()).toBe(0), { timeout: 5000 });
  expect(logged.join()).toContain("starting them again");
}, 40_000);
