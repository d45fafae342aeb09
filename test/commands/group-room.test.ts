import { afterAll, beforeAll, expect, test } from "vitest";
import type { Invocation, Place } from "../../commands/contract.ts";
import { parseDestination } from "../../commands/destinations.ts";
import { prepare } from "../../commands/parcels.ts";
import { lookAt } from "../../commands/room/hold.ts";
import { plain } from "../../src/render.ts";
import type { RoomFacts, Surface } from "../../src/surface.ts";
import { textOf } from "../support/desk.ts";
import { type VendorDesk, vendorDesk } from "../support/vendors.ts";

let d: VendorDesk;
let ref = "";
const group: Place & { kind: "room" } = { kind: "room", platform: "slack", tenant: "T1", channel: "CGROUP" };
/** Who reads in the group's room; a test changes it. */
let outsiders: readonly string[] = ["team:hoshi", "team:tsuki"];

beforeAll(async () => {
  d = await vendorDesk();
  const usual = d.t.desk.surfaces.get("slack");
  const facts = (): RoomFacts => ({ shared: true, everybody: false, guests: outsiders.length, outsiders, open: true });
  const surface: Surface = {
    examine: async () => [],
    room: async (tenant, channel, how) => (channel === "CGROUP" ? facts() : await usual?.room(tenant, channel, how)),
  };
  (d.t.desk.surfaces as Map<string, Surface>).set("slack", surface);
  ref = await d.invited({ product_name: "CANARY-PRODUCT" });
  for (const name of ["hoshi", "tsuki"] as const) await d.did(name, `reply accept ${ref}`);
});
afterAll(() => d.t.database.close());

const hana = { as: "hana" };
const bind = () => d.t.say(`room bind group case=${ref}`, { place: group, as: "admin" });
const inGroup = (name: "hoshi" | "tsuki", line: string) =>
  d.t.say(line, { principal: { platform: "slack", tenant: name, user: "U1" }, place: group });
const heldWhy = async () =>
  (await d.t.database.owner()`select held_why from rooms where channel = 'CGROUP'`)[0]?.["held_why"];
async function waiting(): Promise<string[]> {
  const to = parseDestination("slack/T1/room/CGROUP");
  const next = await d.t.desk.db.transaction((tx) => prepare(d.t.desk, tx, { to, locale: "en" }));
  if (next.kind !== "send") return [];
  expect([...(next.to.outsiders ?? [])]).toEqual(expect.arrayContaining(["team:hoshi", "team:tsuki"]));
  await d.t.database.owner()`update notices set state = 'sent', done_at = now() where id = ${next.notice.id}`;
  return [next.rendered.nodes.map((n) => ("text" in n ? plain(n.text) : JSON.stringify(n))).join("\n")];
}

test("it takes two vendors, each of whom said so itself, under the embargo", async () => {
  const other = await d.invited();
  expect(await d.as("hoshi", `reply share ${other} yes`)).toMatchObject({ ok: false, code: "embargo.not-possible" });
  expect(await bind()).toMatchObject({ ok: false, code: "room.needed" });
  await d.did("hoshi", `reply share ${ref} yes`);
  const one = await bind();
  expect(one).toMatchObject({ ok: false, code: "room.needed" });
  expect(textOf(one)).toContain("1. It takes two");
  await d.did("tsuki", `reply share ${ref} yes`);
  expect(textOf(await bind())).toContain("the vendors who agreed to share one");
  expect(await d.t.say("room bind group", { place: group, as: "admin" })).toMatchObject({ code: "args.missing" });
});

test("each acts there and reads its own side alone; a vendor outside the group is nobody there", async () => {
  const read = await inGroup("hoshi", `reply show ${ref}`);
  expect(read.ok).toBe(true);
  expect(textOf(read)).toContain("CANARY-PRODUCT");
  expect(textOf(read)).not.toContain("tsuki");
  expect((await inGroup("tsuki", `reply received ${ref}`)).ok).toBe(true);
  const stranger: Partial<Invocation> = { principal: { platform: "slack", tenant: "kumo", user: "U1" }, place: group };
  expect(await d.t.say(`reply show ${ref}`, stranger)).toMatchObject({ ok: false, code: "stranger" });
  // The desk's own verbs show nothing there: others read.
  expect(await d.t.say(`party list ${ref}`, { place: group, ...hana })).toMatchObject({ ok: false });
});

test("a bulletin puts one public line there; what it says each reads privately", async () => {
  const shown = await d.t.say(`message bulletin ${ref} "SECRET-WORDS"`, hana);
  const run = shown.rendered.nodes.flatMap((n) => (n.kind === "buttons" ? n.buttons : []))[0]?.run ?? "";
  await d.t.done(run, hana);
  const [line = ""] = await waiting();
  expect(line).toContain("Each of you reads it privately");
  expect(line).not.toMatch(/SECRET|CANARY/);
  expect(await waiting()).toEqual([]);
  expect(textOf(await inGroup("tsuki", `reply show ${ref}`))).toContain("SECRET-WORDS");
});

test("somebody else comes in, or one of them takes its agreement back: the room is held", async () => {
  outsiders = ["team:hoshi", "team:tsuki", "team:kumo"];
  const { ok } = await inGroup("hoshi", `reply show ${ref}`);
  expect(ok).toBe(false);
  expect(await heldWhy()).toBe("widened");
  expect(await inGroup("hoshi", "reply list")).toMatchObject({ ok: false, code: "stranger" });
  outsiders = ["team:hoshi", "team:tsuki"];
  expect((await bind()).ok).toBe(true);
  await d.did("tsuki", `reply share ${ref} no`);
  await lookAt(d.t.desk, { platform: "slack", tenant: "T1", channel: "CGROUP" }, "nothing");
  expect(await heldWhy()).toBe("parted");
  expect(textOf(await d.t.say("room info", { place: group, ...hana }))).toContain("no longer agrees to share");
  expect(await bind()).toMatchObject({ ok: false, code: "room.needed" });
});
