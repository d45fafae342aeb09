import { afterEach, beforeEach, expect, test } from "vitest";
import { drain } from "../../commands/deliver.ts";
import type { Delivery, Outlet } from "../../src/delivery.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
let owner: ReturnType<TestDesk["database"]["owner"]>;
beforeEach(async () => {
  t = await testDesk();
  owner = t.database.owner();
  await owner`insert into rooms values ('slack', 'T1', 'CDESK', 'desk', 1, now())`;
});
afterEach(() => t.database.close());

const room = "slack/T1/room/CDESK";
const gone: Delivery = { outcome: "dead", scope: "notice", why: "msg_blocks_too_long" };

async function send(delivery: Delivery, queue = room): Promise<{ key: string; repeat: boolean }[]> {
  const parcels: { key: string; repeat: boolean }[] = [];
  const outlet: Outlet = async (_, { key, possibleRepeat: repeat }) => {
    parcels.push({ key, repeat });
    return delivery;
  };
  await drain(t.desk, new Map([["slack", outlet]]), queue, "en");
  return parcels;
}

const dead = async (): Promise<number[]> =>
  (await owner`select id::int as id from notices where state = 'dead' order by id`).map((r) => Number(r["id"]));
const job = async (queue: string) =>
  (await owner`select 1 from graphile_worker.jobs where key = ${`drain ${queue}`}`).length;

test("all dead letters go out again, in order, and their queue is woken", async () => {
  for (let i = 0; i < 3; i++) await t.report();
  await send(gone);
  expect(await dead()).toHaveLength(3);
  await owner`delete from graphile_worker._private_jobs`;
  expect(await t.done("desk resend")).toContain("Sending again: 3, in 1 queues");
  expect(await job(room)).toBe(1);
  const again = await send({ outcome: "sent" });
  expect(again).toHaveLength(3);
  expect(again.every((p) => !p.repeat)).toBe(true);
  expect(await dead()).toEqual([]);
  const attempts =
    await owner`select n, outcome from delivery_attempts where notice_id = ${Number(again[0]?.key)} order by n`;
  expect(attempts.map((a) => `${a["n"]} ${a["outcome"]}`)).toEqual(["1 dead", "2 sent"]);
  expect(await t.done("desk resend")).toContain("Nothing to send again");
});

test("one by its number, or those since a time", async () => {
  for (let i = 0; i < 3; i++) await t.report();
  await send(gone);
  const [first, second, third] = await dead();
  await owner`update notices set done_at = done_at - interval '3 hours' where id = ${first ?? 0}`;
  await t.done(`desk resend ${second}`);
  expect(await dead()).toEqual([first, third]);
  await t.done("desk resend since=2h");
  expect(await dead()).toEqual([first]);
  for (const [line, says] of [
    [`desk resend ${second}`, `no undelivered notice number ${second}`],
    ["desk resend since=2999-01-01", "cannot be read"],
    ["desk resend since=tomorrow", "still ahead"],
  ] as const) {
    const no = await t.say(line);
    expect([no.ok, textOf(no)]).toEqual([false, expect.stringContaining(says)]);
  }
});

test("what may have arrived says so when it is sent again, and has one more try", async () => {
  await t.report();
  const unclear: Delivery = { outcome: "unclear", why: "ECONNRESET" };
  for (let i = 0; i < 2; i++) await send(unclear);
  expect(await dead()).toHaveLength(1);
  await t.done("desk resend");
  expect(await send(unclear)).toMatchObject([{ repeat: true }]);
  expect(await dead()).toHaveLength(1);
});

test("what is outdated by now is not sent", async () => {
  await t.done("duty set admin");
  const { ref } = await t.report();
  await owner`update notices set destination = ${room}, kind = 'ping', state = 'dead', done_at = now(), params = '{"ping":999}'
    where kind = 'report-card' and destination = ${room}`;
  expect(await t.done("desk resend")).toContain("Sending again: 1,");
  expect(await send({ outcome: "sent" })).toEqual([]);
  expect(ref).toHaveLength(8);
});

test("what was meant for the desk stays dead when its room is the desk's no more", async () => {
  await t.report();
  await send(gone);
  await owner`update rooms set audience = 'public'`;
  expect(await t.done("desk resend")).toContain("Nothing to send again");
  expect(await dead()).toHaveLength(1);
});

test("it lifts the stop: whoever asks has mended something, and hears at once when that is not so", async () => {
  for (let i = 0; i < 2; i++) await t.report();
  await send({ outcome: "dead", scope: "platform", why: "token_revoked" });
  await t.done("desk resend");
  expect(await owner`select 1 from stops`).toHaveLength(0);
  expect(await send({ outcome: "sent" })).toHaveLength(2);
});

test("only administrators; the audit knows how many", async () => {
  await t.members({ hana: "coordinator" });
  expect(await t.say("desk resend", { as: "hana" })).toMatchObject({ ok: false, code: "not-allowed" });
  await t.report();
  await send(gone);
  await t.done("desk resend");
  const [act] = await owner`select data from audit where action = 'notices.resent'`;
  expect(act?.["data"]).toEqual({ count: 1 });
});

test("desk settings shows what waits and how long, how sending went, what is stopped, and the newest dead letters", async () => {
  await t.members({ hana: "coordinator" });
  await t.done("member link hana slack:T1:UHANA");
  for (let i = 0; i < 7; i++) await t.done(`case assign ${(await t.report()).ref} hana`);
  await send(gone);
  await send({ outcome: "dead", scope: "destination", why: "cannot_dm_bot" }, "slack/T1/person/UHANA");
  await owner`update notices set created_at = now() - interval '2 hours' where state = 'unsent'`;
  const text = await t.done("desk settings");
  expect(text).toMatch(/slack: 1 waiting, 14 undeliverable, the oldest since \w{3} \d/);
  expect(text).toMatch(/console: \d+ waiting, 0 undeliverable, the oldest since \w{3} \d/);
  expect(text).toContain("slack: in 24 hours failed 14");
  expect(text).toMatch(/stopped: Slack \(one person's direct messages\) {2}cannot_dm_bot \(since /);
  expect(text.match(/no\. \d+ case assigned → /g)?.length).toBeGreaterThan(0);
  expect(text.match(/^.*no\. \d+ /gm)).toHaveLength(5);
  expect(text).not.toMatch(/UHANA|hana/);
});
