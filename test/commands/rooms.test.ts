import { afterEach, beforeEach, expect, test } from "vitest";
import { tick } from "../../commands/deadline/tick.ts";
import { drain } from "../../commands/deliver.ts";
import { lookAt, lookAtAll } from "../../commands/room/hold.ts";
import { findRoom } from "../../db/queries/rooms.ts";
import type { Outlet } from "../../src/delivery.ts";
import { open } from "../../src/label.ts";
import { plain } from "../../src/render.ts";
import type { RoomFacts, Surface } from "../../src/surface.ts";
import { foreign } from "../../src/text.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

const fine: RoomFacts = { shared: false, everybody: false, guests: 0, outsiders: [], open: true };
/** What the platform says of each channel; channels that are not here are the desk's alone. */
const says = new Map<string, RoomFacts | undefined>();
const asked: string[] = [];
const surface: Surface = {
  examine: async (channels) => [{ ok: false, text: foreign(open(`Slack: looked at ${channels.join(" ")}`)) }],
  room: async (_, channel) => {
    asked.push(channel);
    return says.has(channel) ? says.get(channel) : fine;
  },
};

let t: TestDesk;
beforeEach(async () => {
  says.clear();
  t = await testDesk({ surfaces: new Map([["slack", surface]]) });
  await t.members({ hana: "coordinator", kenji: "coordinator" });
  await t.done("member link hana slack:T1:UHANA");
  await t.done("duty set hana");
  asked.length = 0;
});
afterEach(() => t.database.close());

const room = (channel = "C1") => ({ platform: "slack", tenant: "T1", channel }) as const;
const here = (channel = "C1") => ({ place: { kind: "room", ...room(channel) } }) as const;
const bound = (channel = "C1") => t.desk.db.transaction((tx) => findRoom(tx, room(channel)));
const queue = (channel = "C1") => `slack/T1/room/${channel}`;
const duty = "slack/T1/person/UHANA";
const terminal = "console/local/room/desk";

const noticesOf = async (kind: string): Promise<string[]> => {
  const rows = await t.database.owner()`select destination from notices where kind = ${kind} order by destination`;
  return rows.map((r) => String(r["destination"]));
};

/** Sends what waits for a queue. @returns its texts. */
async function sent(destination: string): Promise<string[]> {
  const texts: string[] = [];
  const outlet: Outlet = async (_, { rendered }) => {
    texts.push(textOf({ ok: true, command: "", rendered }) || plain(rendered.summary));
    return { outcome: "sent" };
  };
  await drain(t.desk, new Map([["slack", outlet]]), destination, "en");
  return texts;
}

test.each<[string, RoomFacts | undefined, string, RegExp]>([
  ["shared", { ...fine, shared: true }, "room.not-private", /shared with another workspace.*Remove them/s],
  ["that is public", { ...fine, everybody: true }, "room.not-private", /without being invited[\s\S]*Make it private/],
  ["with guests", { ...fine, guests: 3 }, "room.not-private", /\(3\)/],
  ["that we are not in", { ...fine, open: false }, "room.unreadable", /Invite me/],
  ["that nobody can tell about", undefined, "room.unreadable", /Try again in a minute/],
])("a room %s does not become a desk room, and the answer says what to do", async (_, facts, code, words) => {
  says.set("C1", facts);
  const answer = await t.say("room bind desk", here());
  expect(answer).toMatchObject({ ok: false, code });
  expect(textOf(answer)).toMatch(words);
  expect(await bound()).toBeUndefined();
  // To say that anybody may read there is always true.
  expect(await t.done("room bind public", here())).toContain("public room");
});

test("on a platform that nobody can ask, no room becomes the desk's", async () => {
  const place = { kind: "room", platform: "discord", tenant: "G1", channel: "1" } as const;
  expect(await t.say("room bind desk", { place })).toMatchObject({ ok: false, code: "room.unreadable" });
});

test("who may not bind a room learns nothing of who reads there", async () => {
  await t.members({ yuki: "analyst" });
  expect(await t.say("room bind desk", { ...here(), as: "yuki" })).toMatchObject({ ok: false, code: "not-allowed" });
  expect(asked).toEqual([]);
});

test.each<[string, RoomFacts | undefined, string | undefined]>([
  ["is shared", { ...fine, shared: true }, "shared"],
  ["has a guest", { ...fine, guests: 1 }, "guest"],
  ["cannot be looked into", undefined, "unknown"],
  ["is the desk's still", fine, undefined],
])("a desk room that something was said of and that %s", async (_, facts, why) => {
  await t.done("room bind desk", here());
  says.set("C1", facts);
  await lookAt(t.desk, room(), "suspect");
  expect((await bound())?.heldWhy ?? undefined).toBe(why);
});

test("a room where others read is public at once, and those who can mend it are told once, never the room itself", async () => {
  const { ref } = await t.report();
  await t.done("room bind desk", here());
  await t.done("room bind desk", { ...here("C2"), as: "kenji" });
  expect(await t.done(`case show ${ref}`, here())).toContain(ref);
  says.set("C1", { ...fine, shared: true });
  await Promise.all([lookAt(t.desk, room(), "suspect"), lookAt(t.desk, room(), "suspect")]);
  await lookAtAll(t.desk);
  expect(await t.say(`case show ${ref}`, here())).toMatchObject({ ok: false, code: "place.too-wide" });
  expect(await noticesOf("room-held")).toEqual([terminal, "console/local/person/admin", duty, queue("C2")].sort());
  const [told] = await sent(duty);
  expect(told).toMatch(/Room slack:C1 is held[\s\S]*shared with another workspace[\s\S]*room bind desk/);
  expect(told).not.toContain(ref);
  expect(await t.done("room info", here())).toMatch(/Held: since .* shared[\s\S]*Shared with others: yes/);
  expect(await t.done("audit show")).toContain("room held");
  expect(await t.done("audit verify")).toContain("linked as they were written");
});

test("a change that nobody told us of is seen at the next look", async () => {
  await t.done("room bind desk", here());
  await t.done("room bind public", here("C2"));
  says.set("C1", { ...fine, guests: 2 });
  says.set("C2", { ...fine, shared: true });
  await lookAtAll(t.desk);
  expect((await bound())?.heldWhy).toBe("guest");
  expect((await bound("C2"))?.heldAt).toBeNull();
});

test("who came while a room was being bound is seen a moment later", async () => {
  await t.done("room bind desk", here());
  await t.done("room bind desk", here("C2"));
  const jobs = await t.database.owner()<{ run_at: Date }[]>`
    select run_at from graphile_worker.jobs where task_identifier = 'rooms'`;
  expect(jobs).toHaveLength(1);
  expect((jobs[0]?.run_at.getTime() ?? 0) - Date.now()).toBeLessThan(6_000);
});

test("nobody asks about rooms that are not the desk's", async () => {
  await t.done("room bind public", here("C2"));
  asked.length = 0;
  await lookAt(t.desk, room("C-nobody"), "suspect");
  await lookAt(t.desk, room("C2"), "suspect");
  expect(asked).toEqual([]);
});

test("what waits for a held room goes out when it is bound anew, and what comes meanwhile goes to those on duty", async () => {
  await t.done("room bind desk", here());
  const before = await t.report();
  says.set("C1", { ...fine, shared: true });
  await lookAt(t.desk, room(), "suspect");
  const meanwhile = await t.report();
  expect(await sent(queue())).toEqual([]);
  expect((await sent(duty)).join("\n")).toContain(`New report #${meanwhile.ref}`);
  expect(await t.say("room bind desk", here())).toMatchObject({ ok: false, code: "room.not-private" });
  says.set("C1", fine);
  await t.done("room bind desk", here());
  expect((await bound())?.heldAt).toBeNull();
  const jobs = await t.database.owner()`select 1 from graphile_worker.jobs where key = ${`drain ${queue()}`}`;
  expect(jobs).toHaveLength(1);
  const out = await sent(queue());
  expect(out).toHaveLength(1);
  expect(out[0]).toContain(`#${before.ref}`);
});

test("the word that a room is held is not said when it was bound anew before", async () => {
  await t.done("room bind desk", here());
  says.set("C1", { ...fine, shared: true });
  await lookAt(t.desk, room(), "suspect");
  says.set("C1", fine);
  await t.done("room bind desk", here());
  expect(await sent(duty)).toEqual([]);
});

test.each(["room unbind", "room bind public"])(
  "after `%s` nothing that waited is posted: it is dead letters",
  async (line) => {
    await t.done("room bind desk", here());
    await t.report();
    says.set("C1", { ...fine, shared: true });
    await lookAt(t.desk, room(), "suspect");
    await t.done(line, here());
    expect(await sent(queue())).toEqual([]);
    const rows = await t.database.owner()`
    select n.state, a.outcome, a.why from notices n join delivery_attempts a on a.notice_id = n.id
    where n.destination = ${queue()}`;
    expect(rows).toEqual([{ state: "dead", outcome: "dead", why: expect.stringContaining("room") }]);
  },
);

test("a reminder that waits for a held room reaches those on duty and the other rooms", async () => {
  await t.done("room bind desk", here());
  await t.done("room bind desk", here("C2"));
  const { ref } = await t.report();
  await t.done(`deadline add ${ref} +1h`);
  const owner = t.database.owner();
  await owner`delete from duty_shifts`;
  await owner`update deadlines set next_ping_at = now() - interval '5 seconds' where kind = 'CUSTOM'`;
  await tick(t.desk);
  expect(await noticesOf("ping")).toEqual([terminal, queue(), queue("C2")].sort());
  await t.done("duty set hana");
  says.set("C1", { ...fine, guests: 1 });
  await lookAt(t.desk, room(), "suspect");
  expect(await noticesOf("ping")).toEqual([terminal, "console/local/person/admin", duty, queue(), queue("C2")].sort());
  expect((await sent(duty)).join("\n")).toContain(`#${ref}`);
});

test("reminders for the desk's last room go to those on duty while it is held", async () => {
  await t.done("room bind desk", here());
  says.set("C1", { ...fine, shared: true });
  await lookAt(t.desk, room(), "suspect");
  const { ref } = await t.report();
  await t.done(`deadline add ${ref} +1h`);
  const owner = t.database.owner();
  await owner`update deadlines set next_ping_at = now() - interval '5 seconds' where kind = 'CUSTOM'`;
  await tick(t.desk);
  await owner`update pings set escalate_at = now() - interval '1 second' where escalate_at is not null`;
  await tick(t.desk);
  expect(await noticesOf("ping")).toEqual([terminal, duty, duty].sort());
});

test("`room info` says who reads as the platform says now", async () => {
  says.set("C1", { shared: true, everybody: false, guests: 0, outsiders: [], open: true });
  expect(await t.done("room info", here())).toMatch(/nobody bound[\s\S]*Shared with others: yes/);
  says.set("C1", undefined);
  await t.done("room bind public", here());
  expect(await t.done("room info", here())).toMatch(/public: anybody[\s\S]*did not say/);
});

test("an answer above public is not given in a room that is shared by now, and the room is held", async () => {
  const { ref } = await t.report();
  await t.done("room bind desk", here());
  says.set("C1", { ...fine, shared: true });
  const answer = await t.say(`case show ${ref}`, here());
  expect(answer).toMatchObject({ ok: false, code: "place.too-wide" });
  expect(textOf(answer)).not.toContain(ref);
  expect((await bound())?.heldWhy).toBe("shared");
});

test("an answer above public is not given while the platform does not say who reads, and the room is not held for that", async () => {
  const { ref } = await t.report();
  await t.done("room bind desk", here());
  says.set("C1", undefined);
  const answer = await t.say(`case show ${ref}`, here());
  expect(answer).toMatchObject({ ok: false, code: "place.too-wide" });
  expect(textOf(answer)).toMatch(/did not say who reads here[\s\S]*direct message/);
  expect(textOf(answer)).not.toContain(ref);
  says.set("C1", fine);
  expect(await t.done(`case show ${ref}`, here())).toContain(ref);
});

test("`desk doctor` shows what is held and how much waits, and then what the platforms said of their set-up", async () => {
  await t.done("room bind desk", here());
  await t.report();
  says.set("C1", { ...fine, shared: true });
  await lookAt(t.desk, room(), "suspect");
  const said = await t.done("desk doctor");
  expect(said).toMatch(/due look {2}room slack:C1 is held since .* JST: it is shared .* wait for it: 1\./);
  expect(said).toMatch(/is held[\s\S]*due look {2}Slack: looked at C1[\s\S]*to look at$/);
});
