import { afterEach, beforeEach, expect, test } from "vitest";
import { tick } from "../../commands/deadline/tick.ts";
import { plain } from "../../src/render.ts";
import { deliveries } from "../support/deliveries.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";

let t: TestDesk;
beforeEach(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", mori: "coordinator" });
});
afterEach(() => t.database.close());

/** These people are on duty, and have been told so. */
async function onDuty(people: string): Promise<void> {
  await t.done(`duty set ${people}`);
  await tick(t.desk);
  await deliveries(t);
}

const hoursAgo = (h: number): Date => new Date(Date.now() - h * 3_600_000);

test("a deadline that came pings the person on duty, once, with what to do and who is next", async () => {
  await onDuty("hana,mori");
  const { ref } = await t.report();
  await t.done(`deadline add ${ref} +1h answer of the vendor`);
  await deliveries(t);
  const owner = t.database.owner();
  await owner`update deadlines set next_ping_at = now() - interval '5 seconds', due_at = now() - interval '5 seconds' where kind = 'CUSTOM'`;
  expect(await tick(t.desk)).toBe(1);
  expect(await tick(t.desk)).toBe(0);
  const got = await deliveries(t);
  expect(got.map((g) => g.to)).toEqual(["person hana"]);
  expect(got[0]?.text).toContain(`#${ref}`);
  expect(got[0]?.text).toContain("answer of the vendor");
  expect(got[0]?.text).toMatch(/If nobody answers by .* JST, mori is asked\./);
  expect(got[0]?.text).not.toContain("late");
  const [row] = await owner`select planned_at, sent_at, acked_at from pings`;
  expect(row?.["sent_at"]).not.toBeNull();
  expect(row?.["acked_at"]).toBeNull();
});

test("what a lock screen shows of a ping is the reference and a verb", async () => {
  await onDuty("hana");
  const { ref } = await t.report("software", { product_name: "Canary Product" }, hoursAgo(100));
  await tick(t.desk);
  const got = await deliveries(t);
  const pings = got.filter((g) => g.to === "person hana");
  expect(pings.length).toBeGreaterThan(0);
  for (const p of pings) {
    expect(plain(p.parcel.rendered.summary)).toBe(`#${ref} needs you`);
    expect(p.text).not.toContain("Canary Product");
  }
});

test("nobody acknowledges: the next person, then the desk room; an ack stops it", async () => {
  await onDuty("hana,mori");
  const { ref } = await t.report();
  await t.done(`deadline add ${ref} +1h`);
  const owner = t.database.owner();
  await owner`update deadlines set next_ping_at = now() - interval '5 seconds' where kind = 'CUSTOM'`;
  await tick(t.desk);
  await deliveries(t);
  const later = () => owner`update pings set escalate_at = now() - interval '1 second' where escalate_at is not null`;
  const rungs: string[][] = [];
  for (let i = 0; i < 3; i++) {
    await later();
    await tick(t.desk);
    rungs.push([...new Set((await deliveries(t)).map((g) => g.to))]);
  }
  expect(rungs).toEqual([["person mori"], ["room desk"], []]);
  expect(await t.done("me", { as: "hana" })).toContain("duty ack");
});

test("an acknowledged ping wakes nobody else, and the second who presses reads who was first", async () => {
  await onDuty("hana,mori");
  const { ref } = await t.report();
  await t.done(`deadline add ${ref} +1h`);
  const owner = t.database.owner();
  await owner`update deadlines set next_ping_at = now() - interval '5 seconds' where kind = 'CUSTOM'`;
  await tick(t.desk);
  const [ping] = await owner<{ id: string }[]>`select id from pings`;
  const both = await Promise.all(["hana", "mori"].map((as) => t.done(`duty ack ${ping?.id}`, { as })));
  expect(both.filter((text) => text.includes("nobody else is woken"))).toHaveLength(1);
  expect(both.filter((text) => /(hana|mori) acknowledged/.test(text))).toHaveLength(1);
  await owner`update pings set escalate_at = now() - interval '1 second' where escalate_at is not null`;
  expect(await tick(t.desk)).toBe(0);
  expect(await t.say("duty ack", { as: "hana" })).toMatchObject({ ok: false, code: "ping.not-found" });
});

test("done and snoozed deadlines ping nobody; a snoozed one comes again", async () => {
  await onDuty("hana");
  const { ref } = await t.report();
  await t.done(`deadline add ${ref} +1h first`);
  await t.done(`deadline add ${ref} +4h second`);
  const owner = t.database.owner();
  const [a, b] = await owner<{ id: string }[]>`select id from deadlines where kind = 'CUSTOM' order by id`;
  await t.done(`deadline done ${a?.id}`);
  await t.done(`deadline snooze ${b?.id} +2h`);
  expect(await t.say(`deadline snooze ${b?.id} +5h`)).toMatchObject({ ok: false, code: "args.invalid" });
  await owner`update deadlines set next_ping_at = next_ping_at - interval '90 minutes' where next_ping_at is not null`;
  expect(await tick(t.desk)).toBe(0);
  await owner`update deadlines set next_ping_at = next_ping_at - interval '1 hour' where id = ${b?.id ?? 0}`;
  expect(await tick(t.desk)).toBe(1);
  expect(await t.say(`deadline done ${a?.id}`)).toMatchObject({ ok: false, code: "deadline.not-found" });
});

test("a late ping says that it is late and when it was planned", async () => {
  await onDuty("hana");
  await t.report("software", {}, hoursAgo(24 * 5));
  await tick(t.desk);
  const got = await deliveries(t);
  expect(got.some((g) => /This ping comes late: it was planned for/.test(g.text))).toBe(true);
});

test("with nobody on duty the desk room hears it", async () => {
  await t.report("software", {}, hoursAgo(24 * 5));
  await deliveries(t);
  await tick(t.desk);
  expect(new Set((await deliveries(t)).map((g) => g.to))).toEqual(new Set(["room desk"]));
});

test("five processes that tick at the same time write each reminder once", async () => {
  await onDuty("hana");
  for (let i = 0; i < 30; i++) await t.report("software", {}, hoursAgo(24 * 5));
  for (let round = 0; round < 4; round++) await Promise.all(Array.from({ length: 5 }, () => tick(t.desk)));
  const owner = t.database.owner();
  const [n] =
    await owner`select count(*)::int as all, count(distinct (deadline_id, step, rung))::int as once from pings`;
  expect(n?.["all"]).toBe(n?.["once"]);
  const [notices] = await owner`select count(*)::int as n from notices where kind = 'ping'`;
  expect(notices?.["n"]).toBe(n?.["all"]);
});

test("an undeliverable ping goes to the next rung at once, and stands among the dead letters", async () => {
  await onDuty("hana,mori");
  const { ref } = await t.report();
  await t.done(`deadline add ${ref} +1h`);
  const owner = t.database.owner();
  await owner`update deadlines set next_ping_at = now() - interval '5 seconds' where kind = 'CUSTOM'`;
  await tick(t.desk);
  await deliveries(t, async (to) =>
    to === "person hana" ? { outcome: "dead", scope: "notice", why: "account_inactive" } : { outcome: "sent" },
  );
  expect(await tick(t.desk)).toBe(1);
  expect((await deliveries(t)).map((g) => g.to)).toContain("person mori");
  expect(await t.done("desk settings")).toContain("console: 0 waiting, 1 undeliverable");
});

test("one reminder that cannot be made is put aside, and those behind it still go out", async () => {
  await onDuty("hana");
  const { ref } = await t.report();
  for (const hours of [1, 2, 3]) await t.done(`deadline add ${ref} +${hours}h`);
  const owner = t.database.owner();
  const rows = await owner<{ id: string }[]>`select id from deadlines where kind = 'CUSTOM' order by id`;
  // A due time whose next business morning no clock can tell: what a faulty row would be like.
  await owner`update deadlines set due_at = '275759-12-31', next_ping_at = now() - interval '9 seconds', step = 5 where id = ${rows[0]?.id ?? 0}`;
  await owner`update deadlines set next_ping_at = now() - interval '5 seconds' where id in (${rows[1]?.id ?? 0}, ${rows[2]?.id ?? 0})`;
  await tick(t.desk);
  const [sent] =
    await owner`select count(*)::int as n from pings where deadline_id in (${rows[1]?.id ?? 0}, ${rows[2]?.id ?? 0})`;
  expect(sent?.["n"]).toBe(2);
});

test("after a change of shift the new first person is asked, not the second", async () => {
  await t.members({ kenji: "coordinator" });
  await onDuty("hana,mori");
  const { ref } = await t.report();
  await t.done(`deadline add ${ref} +1h`);
  const owner = t.database.owner();
  await owner`update deadlines set next_ping_at = now() - interval '5 seconds' where kind = 'CUSTOM'`;
  await tick(t.desk);
  await deliveries(t);
  await onDuty("kenji");
  await owner`update pings set escalate_at = now() - interval '1 second' where escalate_at is not null`;
  await tick(t.desk);
  expect((await deliveries(t)).map((g) => g.to)).toEqual(["person kenji"]);
});

test("a case that was taken before it was accepted needs no hand-over", async () => {
  const { ref } = await t.report();
  await t.done(`case take ${ref}`, { as: "hana" });
  await t.done(`report accept ${ref} all`, { as: "hana" });
  expect(await t.done(`deadline list ${ref}`)).not.toContain("hand-over");
});

test("a second question starts the wait for the finder anew, it does not add one", async () => {
  const { ref } = await t.report();
  await t.done(`report ask ${ref} Which version?`);
  await t.done(`report ask ${ref} And which system?`);
  expect((await t.done(`deadline list ${ref}`)).match(/answer of the finder/g)).toHaveLength(1);
});
