import { afterEach, beforeEach, expect, test } from "vitest";
import { tick } from "../../commands/deadline/tick.ts";
import { drain } from "../../commands/deliver.ts";
import { removeMember } from "../../db/queries/members.ts";
import { wake } from "../../db/queries/notices.ts";
import type { Delivery, Outlet } from "../../src/delivery.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";

let t: TestDesk;
beforeEach(async () => {
  t = await testDesk();
});
afterEach(() => t.database.close());

const queue = "console/local/room/desk";

/** An outlet that ends as told, one ending per attempt, and remembers the keys it was given. */
function outlet(...endings: Delivery[]) {
  const keys: { key: string; repeat: boolean }[] = [];
  const deliver: Outlet = async (_, parcel) => {
    keys.push({ key: parcel.key, repeat: parcel.possibleRepeat });
    return endings.shift() ?? { outcome: "sent" };
  };
  return { keys, run: () => drain(t.desk, new Map([["console", deliver]]), queue, "en") };
}

const waitingJobs = async () =>
  await t.database.owner()<{ run_at: Date }[]>`select run_at from graphile_worker.jobs where key = ${`drain ${queue}`}`;

test("notices go out in order; a retry stops the queue, and the platform's pause becomes the job's time", async () => {
  for (let i = 0; i < 3; i++) await t.report();
  const o = outlet({ outcome: "sent" }, { outcome: "retry", after: 300, why: "429" });
  expect(await o.run()).toBe(1);
  const [job] = await waitingJobs();
  expect((job?.run_at.getTime() ?? 0) - Date.now()).toBeGreaterThan(290_000);
  // Neither a further notice nor the tick's wake-up cuts the platform's pause short.
  await t.report();
  await t.desk.db.transaction((tx) => wake(tx, [queue]));
  const [after] = await waitingJobs();
  expect(after?.run_at).toEqual(job?.run_at);
  expect(await o.run()).toBe(3);
  const ids = o.keys.map((k) => Number(k.key));
  expect(ids[1]).toBe(ids[2]);
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
  expect(new Set(ids).size).toBe(4);
  expect(o.keys.map((k) => k.repeat)).toEqual([false, false, false, false, false]);
});

test("an attempt of unknown end is repeated once and says so; then it is a dead letter and the next one goes", async () => {
  for (let i = 0; i < 2; i++) await t.report();
  const unclear: Delivery = { outcome: "unclear", why: "connection reset" };
  const o = outlet(unclear, unclear);
  for (let i = 0; i < 2; i++) await o.run();
  expect(o.keys.map((k) => k.repeat)).toEqual([false, true, false]);
  const rows = await t.database.owner()`select state from notices where destination = ${queue} order by id`;
  expect(rows.map((r) => r["state"])).toEqual(["dead", "sent"]);
});

test("a long queue gives its place up after a turn, and is back in the line at once", async () => {
  await t.database.owner()`insert into notices (destination, kind, params, dedupe, created_at)
    select ${queue}, 'form-link', '{"url":"http://x"}', 'n' || i, now() from generate_series(1, 45) i`;
  const o = outlet();
  const sent = [];
  for (let turn = 0; turn < 3; turn++) {
    await t.database.owner()`delete from graphile_worker._private_jobs`;
    sent.push(await o.run());
    sent.push((await waitingJobs()).length);
  }
  expect(sent).toEqual([20, 1, 20, 1, 5, 0]);
  expect(new Set(o.keys.map((k) => k.key)).size).toBe(45);
});

test("after a drain that failed the next word to its queue wakes it at once", async () => {
  await t.report();
  await t.database.owner()`update graphile_worker._private_jobs set attempts = 8, run_at = now() + interval '50 minutes'
    where key = ${`drain ${queue}`}`;
  await t.desk.db.transaction((tx) => wake(tx, [queue]));
  const [job] = await waitingJobs();
  expect(job?.run_at.getTime()).toBeLessThan(Date.now() + 1_000);
});

test("a process that died while sending is found: the notice is repeated, marked", async () => {
  await t.report();
  const dies: Outlet = () => new Promise(() => {});
  void drain(t.desk, new Map([["console", dies]]), queue, "en");
  const owner = t.database.owner();
  for (let begun = false; !begun; ) {
    const [row] = await owner`select unclear from notices where destination = ${queue}`;
    begun = row?.["unclear"] === true;
  }
  const o = outlet();
  expect(await o.run()).toBe(1);
  expect(o.keys).toMatchObject([{ repeat: true }]);
});

test("a dead destination does not hold the others, and each attempt is kept", async () => {
  await t.report();
  const o = outlet({ outcome: "dead", scope: "notice", why: "is_archived" });
  expect(await o.run()).toBe(0);
  const [attempt] = await t.database.owner()`select outcome, why from delivery_attempts`;
  expect(attempt).toMatchObject({ outcome: "dead", why: "is_archived" });
});

test("a queue whose platform is not configured waits, and loses nothing", async () => {
  await t.report();
  expect(await drain(t.desk, new Map(), queue, "en")).toBe(0);
  const [row] = await t.database.owner()`select count(*)::int as n from notices where state = 'unsent'`;
  expect(row?.["n"]).toBe(2); // the room's card and the finder's mail
});

test("a change that is rolled back says nothing to anybody", async () => {
  const before = await t.database.owner()`select count(*)::int as n from notices`;
  await expect(
    t.desk.db.transaction(async (tx) => {
      const { addNotices } = await import("../../db/queries/notices.ts");
      await addNotices(
        tx,
        [{ destination: queue, kind: "report-card", params: {}, dedupe: "x", caseId: null }],
        new Date(),
      );
      throw new Error("undone");
    }),
  ).rejects.toThrow("undone");
  expect(await t.database.owner()`select count(*)::int as n from notices`).toEqual(before);
  expect(await waitingJobs()).toHaveLength(0);
});

test("nothing goes to somebody who left; a reminder goes on to the next person at once", async () => {
  const left = await testDesk();
  await left.members({ hana: "coordinator", mori: "coordinator" });
  await left.done("member link hana slack:T1:U1");
  await left.done("member link mori slack:T1:U2");
  const { ref } = await left.report();
  await left.done("duty set hana,mori");
  await left.done(`deadline add ${ref} +1h`);
  const sql = left.database.owner();
  await sql`update deadlines set next_ping_at = now() - interval '5 seconds' where kind = 'CUSTOM'`;
  await tick(left.desk);
  // The command would have the work handed over first; a replica of an earlier version would not.
  const [hana] = await sql<{ id: number }[]>`select id from members where handle = 'hana'`;
  await left.desk.db.transaction((tx) => removeMember(tx, hana?.id ?? 0, new Date()));
  const sent: string[] = [];
  const outlets = new Map<string, Outlet>([
    [
      "slack",
      async (to) => {
        sent.push(to.id);
        return { outcome: "sent" };
      },
    ],
  ]);
  await drain(left.desk, outlets, "slack/T1/person/U1", "en");
  expect(sent).toEqual([]);
  const [n] = await sql`select state from notices where kind = 'ping' and destination = 'slack/T1/person/U1'`;
  expect(n?.["state"]).toBe("dead");
  await tick(left.desk);
  const next = await sql`select 1 from notices where kind = 'ping' and destination like 'slack/%' and state = 'unsent'`;
  expect(next.length + (await sql`select 1 from pings where rung = 1`).length).toBeGreaterThan(0);
  await left.database.close();
});
