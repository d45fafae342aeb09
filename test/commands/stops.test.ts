import { afterEach, beforeEach, expect, test } from "vitest";
import { redraw } from "../../commands/cards.ts";
import { tick } from "../../commands/deadline/tick.ts";
import { drain } from "../../commands/deliver.ts";
import { createDispatch } from "../../commands/dispatch.ts";
import type { Delivery, Editor, Outlet } from "../../src/delivery.ts";
import { plain } from "../../src/render.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";

let t: TestDesk;
let owner: ReturnType<TestDesk["database"]["owner"]>;
beforeEach(async () => {
  t = await testDesk();
  owner = t.database.owner();
  await t.members({ hana: "coordinator", mori: "coordinator" });
  await t.done("member link hana slack:T1:UHANA");
  await t.done("member link mori slack:T1:UMORI");
  await owner`insert into rooms values ('slack', 'T1', 'CDESK', 'desk', 1, now()), ('slack', 'T1', 'COTHER', 'desk', 1, now())`;
});
afterEach(() => t.database.close());

const room = "slack/T1/room/CDESK";
const other = "slack/T1/room/COTHER";
const terminal = "console/local/room/desk";
const dead = (scope: "notice" | "destination" | "platform", why: string): Delivery => ({ outcome: "dead", scope, why });

/** Both platforms; Slack ends as told, one ending a call, and the last one stays. */
function platforms(...endings: Delivery[]) {
  const calls: string[] = [];
  const told: { to: string; text: string }[] = [];
  const outlet =
    (platform: string): Outlet =>
    async (to, { rendered }) => {
      const text = [rendered.summary, ...rendered.nodes.flatMap((n) => ("text" in n ? [n.text] : []))].map(plain);
      const fields = rendered.nodes.flatMap((n) => (n.kind === "fields" ? n.rows.flat().map(plain) : []));
      told.push({ to: `${platform} ${to.id}`, text: [...text, ...fields].join("\n") });
      if (platform === "console") return { outcome: "sent" };
      calls.push(to.id);
      return (endings.length > 1 ? endings.shift() : endings[0]) ?? { outcome: "sent" };
    };
  const outlets = new Map(["slack", "console"].map((p) => [p, outlet(p)]));
  return { calls, told, drain: (queue: string) => drain(t.desk, outlets, queue, "en") };
}

const states = async (queue: string): Promise<string[]> =>
  (await owner`select state from notices where destination = ${queue} order by turn, id`).map((r) =>
    String(r["state"]),
  );
const stops = async () => (await owner`select destination, why from stops order by 1`).map((r) => ({ ...r }));
const pass = (minutes: number) => owner`update stops set until = until - make_interval(mins => ${minutes})`;
const about = (kind: string) =>
  owner<{ destination: string }[]>`select destination from notices where kind = ${kind} order by 1`;

test("a revoked token stops the platform: one call, everything given up, nothing called again", async () => {
  for (let i = 0; i < 5; i++) await t.report();
  const p = platforms(dead("platform", "token_revoked"));
  await p.drain(room);
  await p.drain(other);
  expect(p.calls).toEqual(["CDESK"]);
  expect([await states(room), await states(other)]).toEqual([Array(5).fill("dead"), Array(5).fill("dead")]);
  expect(await stops()).toEqual([{ destination: "slack", why: "token_revoked" }]);
  const why = await owner`select distinct why from delivery_attempts where outcome = 'dead' order by 1`;
  expect(why.map((r) => r["why"])).toEqual(["stopped: token_revoked", "token_revoked"]);
  // What is written later is given up, too, without a call.
  await t.report();
  await p.drain(room);
  expect(p.calls).toHaveLength(1);
  expect((await states(room)).every((s) => s === "dead")).toBe(true);
});

test("it is told once, through what is not stopped, with what to do, and names no person", async () => {
  await owner`update notices set state = 'sent'`;
  await t.done("duty set hana");
  await t.report();
  const p = platforms(dead("platform", "missing_scope"));
  await p.drain(room);
  await p.drain(other);
  expect((await about("stopped")).map((r) => r.destination)).toEqual(["console/local/person/hana", terminal]);
  await p.drain(terminal);
  const { text } = p.told.at(-1) ?? { text: "" };
  expect(text).toContain("Slack does not take our messages");
  expect(text).toMatch(/Where\nevery room and person\nSlack says\nmissing_scope\nSince\n.* JST\nKept back\n2/);
  expect(text).toContain("desk manifest");
});

test("an archived room stops alone: other rooms hear of it and go on, and it is named; a person is not", async () => {
  await t.report();
  const p = platforms(dead("destination", "is_archived"), { outcome: "sent" });
  await p.drain(room);
  await p.drain(other);
  expect(await stops()).toEqual([{ destination: room, why: "is_archived" }]);
  expect(await states(room)).toEqual(["dead"]);
  expect(await states(other)).toEqual(["sent", "sent"]);
  expect((await about("stopped")).map((r) => r.destination)).toEqual(
    [terminal, "console/local/person/admin", other].sort(),
  );
  expect(p.told.at(-1)?.text).toContain("slack:CDESK");
  const q = platforms(dead("destination", "user_disabled"), { outcome: "sent" });
  const { ref } = await t.report();
  await t.done(`case assign ${ref} mori`);
  await q.drain("slack/T1/person/UMORI");
  await q.drain(other);
  const text = q.told.map((x) => x.text).join("\n");
  expect(text).toContain("one person's direct messages");
  expect(text).not.toContain("UMORI");
});

test("a notice that is refused for what it says stops nothing", async () => {
  for (let i = 0; i < 3; i++) await t.report();
  const p = platforms(dead("notice", "invalid_blocks"), { outcome: "sent" });
  expect(await p.drain(room)).toBe(2);
  expect(await states(room)).toEqual(["dead", "sent", "sent"]);
  expect(await stops()).toEqual([]);
});

test("a reminder that cannot go out asks the next person at once, also when it is only given up", async () => {
  await t.done("duty set hana,mori");
  await owner`update notices set state = 'sent'`;
  const { ref } = await t.report();
  const [ping] = await owner`
    insert into pings (deadline_id, step, rung, member_id, planned_at, created_at, late, escalate_at)
    select d.id, 0, 0, 1, now(), now(), false, now() + interval '15 minutes' from deadlines d
    join cases c on c.id = d.case_id where c.reference = ${Number(ref)} limit 1 returning id`;
  await owner`insert into notices (destination, kind, params, dedupe, created_at, turn)
    values (${other}, 'ping', ${owner.json({ ping: Number(ping?.["id"]) })}, 'ping x', now(), 0)`;
  const p = platforms(dead("platform", "account_inactive"));
  await p.drain(room);
  await p.drain(other);
  expect(p.calls).toEqual(["CDESK"]);
  const [row] = await owner`select escalate_at <= now() as now from pings`;
  expect(row?.["now"]).toBe(true);
});

test("after ten minutes one notice tries; what comes meanwhile waits for it; success ends the stop", async () => {
  await t.report();
  const p = platforms(dead("platform", "invalid_auth"), { outcome: "sent" });
  await p.drain(room);
  await pass(10);
  for (let i = 0; i < 3; i++) await t.report();
  // Another process has the try: this one waits and gives nothing up.
  await owner`update stops set until = now() + interval '15 seconds'`;
  expect(await p.drain(other)).toBe(0);
  expect(await states(other)).toEqual(["unsent", "unsent", "unsent", "unsent"]);
  const [job] =
    await owner`select run_at > now() + interval '5 seconds' as later from graphile_worker.jobs where key = ${`drain ${other}`}`;
  expect(job?.["later"]).toBe(true);
  await owner`update stops set until = now() - interval '1 second'`;
  expect(await p.drain(room)).toBe(3);
  expect(await stops()).toEqual([]);
  expect(await p.drain(other)).toBe(4);
});

test("a try that is refused again renews the stop and tells nobody anew", async () => {
  await t.report();
  const p = platforms(dead("platform", "token_revoked"));
  await p.drain(room);
  const told = (await about("stopped")).length;
  await pass(10);
  for (let i = 0; i < 3; i++) await t.report();
  await p.drain(room);
  expect(p.calls).toHaveLength(2);
  expect((await about("stopped")).length).toBe(told);
  const [stop] = await owner`select until > now() + interval '9 minutes' as renewed from stops`;
  expect(stop?.["renewed"]).toBe(true);
});

test("a try that says nothing about the stop leaves it to the next notice", async () => {
  await t.report();
  const p = platforms(
    dead("platform", "invalid_auth"),
    { outcome: "retry", after: 1, why: "http 500" },
    { outcome: "sent" },
  );
  await p.drain(room);
  await pass(10);
  await t.report();
  await p.drain(room);
  expect(await stops()).toHaveLength(1);
  expect(await p.drain(room)).toBe(1);
  expect(await stops()).toEqual([]);
});

test("a room that refuses shows that its platform listens again", async () => {
  await t.report();
  const p = platforms(dead("platform", "invalid_auth"), dead("destination", "is_archived"), { outcome: "sent" });
  await p.drain(room);
  await pass(10);
  await t.report();
  await p.drain(room);
  expect(await stops()).toEqual([{ destination: room, why: "is_archived" }]);
});

test("a hundred refusals at once are one stop and one word about it", async () => {
  await t.report();
  const p = platforms(dead("platform", "token_revoked"));
  const rooms = Array.from({ length: 8 }, (_, i) => `slack/T1/room/C${i}`);
  for (const d of rooms) {
    await owner`insert into notices (destination, kind, params, dedupe, created_at) values (${d}, 'form-link', ${owner.json({ url: "http://x" })}, ${`f ${d}`}, now())`;
  }
  await Promise.all(rooms.map((d) => p.drain(d)));
  expect(await stops()).toHaveLength(1);
  expect(await about("stopped")).toHaveLength(2);
});

test("reminders go ahead of what was written before them, and know their case", async () => {
  await t.done("duty set hana");
  for (let i = 0; i < 3; i++) await t.done(`case assign ${(await t.report()).ref} hana`);
  await owner`update deadlines set next_ping_at = now() - interval '1 second', due_at = now() + interval '30 days'`;
  await tick(t.desk);
  const p = platforms({ outcome: "sent" });
  expect(await p.drain("slack/T1/person/UHANA")).toBe(10);
  const kindOf = (text: string) => (text.includes("needs you") ? "ping" : text.includes("duty") ? "duty" : "assigned");
  const heads = p.told.map((x) => kindOf(x.text));
  expect(heads).toEqual([...Array(6).fill("ping"), ...Array(3).fill("assigned"), "duty"]);
  const [pings] = await owner`
    select count(*)::int as n from notices n join pings p on p.id = (n.params->>'ping')::int
    join deadlines d on d.id = p.deadline_id and d.case_id = n.case_id where n.kind = 'ping'`;
  expect(pings?.["n"]).toBe(6);
});

test("a card is not edited while nothing is taken there, and is looked at again when that may be over", async () => {
  const { ref: moved } = await t.report();
  const p = platforms({ outcome: "sent" });
  await p.drain(room);
  const [card] = await owner`update notices set ref = 'CDESK/1.1' where destination = ${room} returning id::int as id`;
  await t.done(`case take ${moved}`);
  const edits: string[] = [];
  const editor: Editor = async (_, ref) => {
    edits.push(ref);
    return { outcome: "sent" };
  };
  const editors = new Map([["slack", editor]]);
  await owner`insert into stops values ('slack', now(), now() + interval '9 minutes', 'token_revoked')`;
  await redraw(t.desk, editors, card?.["id"], "en");
  expect(edits).toEqual([]);
  const [job] =
    await owner`select run_at > now() + interval '9 minutes' as later from graphile_worker.jobs where key = ${`redraw ${card?.["id"]}`}`;
  expect(job?.["later"]).toBe(true);
  await owner`delete from stops`;
  await redraw(t.desk, editors, card?.["id"], "en");
  expect(edits).toEqual(["CDESK/1.1"]);
});

test("binding a room anew lifts its stop", async () => {
  await owner`insert into stops values (${room}, now(), now() + interval '9 minutes', 'not_in_channel'), ('slack', now(), now(), 'x')`;
  const place = { kind: "room", platform: "slack", tenant: "T1", channel: "CDESK" } as const;
  const facts = { shared: false, everybody: false, guests: 0, outsiders: [], open: true };
  const surfaces = new Map([["slack", { room: async () => facts, examine: async () => [] }]]);
  const answer = await createDispatch({ ...t.desk, surfaces })({
    principal: { platform: "slack", tenant: "T1", user: "UHANA" },
    place,
    locale: "en",
    line: "room bind desk",
  });
  expect(answer.ok).toBe(true);
  expect((await stops()).map((s) => s.destination)).toEqual(["slack"]);
});
