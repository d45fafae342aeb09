import { afterAll, expect, test } from "vitest";
import { durableDatabase } from "../support/database.ts";
import { testDesk } from "../support/desk.ts";
import { newHome, newKeyFile, type Running, startDesk } from "../support/process.ts";

const t = await testDesk({ database: await durableDatabase() });
afterAll(() => t.database.close());

test("three processes share the work and one is killed in it: each reminder exists once and is delivered", async ({
  onTestFailed,
}) => {
  const owner = t.database.owner();
  const desks: Running[] = [];
  onTestFailed(async () => {
    for (const d of desks) console.log(d.output().slice(-2_000));
    console.log(
      await owner`select pid, state, wait_event, pg_blocking_pids(pid) as by, left(query, 120) as query
      from pg_stat_activity where datname = current_database()`,
    );
  });
  await t.done("duty set admin");
  const reports = 60;
  for (let i = 0; i < reports; i++) await t.report();
  await owner`update notices set state = 'sent'`; // the announcements are not what this is about
  await owner`update deadlines set due_at = now() + interval '30 days', next_ping_at = now() - interval '1 second'`;
  // The processes cannot open what this test sealed with its own key; a first look needs no sealed text.
  const TODOKE_KEY_FILE = newKeyFile();
  const env = () => ({ DATABASE_URL: t.database.url, TODOKE_KEY_FILE, TODOKE_HOME: newHome() });
  await Promise.all([1, 2, 3].map(async () => desks.push(await startDesk(env()))));
  const sent = async (): Promise<number> =>
    (await owner`select count(*)::int as n from pings where sent_at is not null`)[0]?.["n"] ?? 0;
  try {
    await expect.poll(sent, { timeout: 90_000, interval: 5 }).toBeGreaterThan(0);
    // Whoever sends now holds the queue's lock: kill that one, as a crash would.
    const drains = desks.map((d) => d.output().match(/→ @admin/g)?.length ?? 0);
    await desks[drains.indexOf(Math.max(...drains))]?.end("SIGKILL");
    const killed = Date.now();
    await expect.poll(sent, { timeout: 120_000, interval: 200 }).toBe(reports * 2);
    const seconds = (Date.now() - killed) / 1000;
    console.log(`all ${reports * 2} pings delivered ${seconds.toFixed(1)} s after the kill`);
    // The others look for dead processes every 10 seconds; a little more for the work itself on a busy machine.
    expect(seconds).toBeLessThan(30);
    const [n] =
      await owner`select count(*)::int as all, count(distinct (deadline_id, step, rung))::int as once from pings where rung = 0`;
    expect(n).toEqual({ all: reports * 2, once: reports * 2 });
    const shown = desks.flatMap((d) => [...d.output().matchAll(/duty ack (\d+)/g)].map((m) => m[1]));
    expect(new Set(shown).size).toBe(reports * 2);
    // Only what was under way at the kill may be shown a second time.
    expect(shown.length - new Set(shown).size).toBeLessThanOrEqual(1);
    const [replicas] = await owner`select count(*)::int as n from replicas`;
    expect(replicas?.["n"]).toBe(2);
  } finally {
    await Promise.all(desks.map((d) => d.end()));
  }
}, 300_000);
