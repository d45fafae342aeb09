import { afterEach, beforeEach, expect, test } from "vitest";
import { clockDatabase } from "../support/clock.ts";
import { deliveries } from "../support/deliveries.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";

let t: TestDesk;
let clock: Awaited<ReturnType<typeof clockDatabase>>["clock"];
/** A Wednesday, noon in Tokyo. */
const start = new Date("2026-12-02T03:00:00Z");

beforeEach(async () => {
  const database = await clockDatabase(start);
  clock = database.clock;
  t = await testDesk({ database });
  await t.members({ hana: "coordinator", mori: "coordinator", kenji: "analyst" });
});
afterEach(() => t.database.close());

const actions = async (): Promise<string[]> =>
  (
    await t.database.owner()<{ action: string }[]>`
    select action from audit where chain = 'desk' and action like 'duty.%' order by seq`
  ).map((r) => r.action);

test("a roster hands over each week at its hour; who is on duty now and later, why and until when", async () => {
  expect(await t.done("duty roster")).toContain("There is no roster yet");
  await t.done("duty line first hana,mori,kenji weekday=mon time=10:00");
  await t.done("duty line second mori position=2 hours=office");
  const now = await t.done("duty who");
  expect(now).toContain("hana → mori → desk room, until Wed 2 Dec 2026 18:00 JST");
  expect(now).toContain("first · hana · by rotation, until Mon 7 Dec 2026 10:00 JST");
  expect(now).toContain("Next: hana, from Wed 2 Dec 2026 18:00 JST");
  expect(await t.done("duty who 2026-12-07T10:00")).toContain("first · mori · by rotation");
  const list = await t.done("duty roster");
  expect(list).toContain("Roster: 2 lines");
  expect(list).toContain("first · hana → mori → kenji · every week, Monday 10:00 Asia/Tokyo · always");
  expect(list).toContain("second · mori · every week, Monday 10:00 Asia/Tokyo · business days, 9:00 to 18:00");
  expect(await actions()).toEqual(["duty.roster", "duty.roster"]);
});

test("a change of a line holds from when it is said and leaves the rotation where it was; a removed one is gone", async () => {
  await t.done("duty line first hana,mori weekday=mon time=10:00");
  await t.done("duty line first hours=off-hours from=2026-12-09T00:00");
  expect(await t.done("duty who 2026-12-08T12:00")).toContain("first · mori · by rotation");
  expect(await t.done("duty who 2026-12-09T12:00")).toContain("first · nobody · outside its hours");
  expect(await t.done("duty who 2026-12-09T20:00")).toContain("first · mori · by rotation");
  const preview = await t.done("duty line first remove=yes from=2026-12-10T00:00");
  await t.done(/duty line first remove=yes from=\S+ seen=[\w-]{16}/.exec(preview)?.[0] ?? "");
  expect(await t.done("duty who 2026-12-10T20:00")).toContain("Nobody is on duty");
  expect(await t.say("duty line second remove=yes")).toMatchObject({ ok: false, code: "duty.not-found" });
});

test.each([
  ["duty line first", "hana,nobody", "member.not-found"],
  ["duty line first hana", "zone=Mars/Olympus", "args.invalid"],
  ["duty line first hana", "zone=JST", "args.invalid"],
  ["duty line first hana", "time=25:00", "args.invalid"],
  ["duty line first", "days=3", "args.missing"],
  ["duty line first", "", "args.missing"],
  ["duty override hana 2026-12-03 2026-12-04", "", "duty.not-found"],
  ["duty away 2026-12-05 2026-12-04", "", "args.invalid"],
  ["duty ladder", "moon:3", "args.invalid"],
  ["duty ladder", "line-1:0", "args.invalid"],
  ["duty confirm", "99", "swap.not-found"],
])("%s %s is refused: %s", async (line, rest, code) => {
  expect(await t.say(`${line} ${rest}`)).toMatchObject({ ok: false, code });
});

test.each([
  ["duty line first kenji", "kenji"],
  ["duty override kenji 2026-12-03 2026-12-04", "kenji"],
  ["duty away 2026-12-03 2026-12-04 hana", "mori"],
  ["duty back hana", "mori"],
  ["duty ladder assignee", "hana"],
  ["member hand-over hana mori", "hana"],
])("%s is not for %s", async (line, as) => {
  expect(await t.say(line, { as })).toMatchObject({ ok: false, code: "not-allowed" });
});

test("an override holds for its span, whole days by their dates, and the newest over an older one", async () => {
  await t.done("duty line first hana weekday=mon time=10:00");
  await t.done("duty override mori 2026-12-03 2026-12-04", { as: "hana" });
  await t.done("duty override kenji 2026-12-04 2026-12-04");
  const at = async (when: string): Promise<string> => (await t.done(`duty who ${when}`)).split("\n")[1] ?? "";
  expect(await at("2026-12-02T23:59")).toContain("hana · by rotation");
  expect(await at("2026-12-03T00:00")).toContain(
    "mori · by an override, until Fri 4 Dec 2026 00:00 JST (in place of hana)",
  );
  expect(await at("2026-12-04T23:59")).toContain("kenji · by an override");
  expect(await at("2026-12-05T00:00")).toContain("hana · by rotation");
  expect(await t.done("duty roster")).toContain("override of first: mori");
});

test("away: the next stands in, back: the rotation counts again; what was named by hand is pointed out", async () => {
  await t.done("duty line first hana,mori weekday=mon time=10:00");
  expect(await t.done("duty away 2026-12-02 2026-12-04", { as: "hana" })).not.toContain("Named by hand");
  expect(await t.done("duty who")).toContain(
    "first · mori · stands in for somebody away, until Sat 5 Dec 2026 00:00 JST",
  );
  await t.done("duty away 2026-12-02 2026-12-03 mori");
  expect(await t.done("duty who")).toContain("nobody · everybody is away");
  await t.done("duty back", { as: "hana" });
  expect(await t.done("duty who")).toContain("first · hana · by rotation");
  expect(await t.done("duty back", { as: "hana" })).toContain("has no absence");
  expect(await t.done("duty roster")).not.toContain("away: hana");
  await t.done("duty override hana 2026-12-20 2026-12-21");
  expect(await t.done("duty away 2026-12-19 2026-12-22", { as: "hana" })).toContain(
    "Named by hand for duty in that time: 1",
  );
  expect(await actions()).toEqual(["duty.roster", "duty.away", "duty.away", "duty.back", "duty.override", "duty.away"]);
});

test("duty set stands in place of the roster for its days", async () => {
  await t.done("duty line first hana weekday=mon time=10:00");
  await t.done("duty set kenji,mori days=2");
  expect(await t.done("duty who")).toContain("kenji → mori → desk room, until Fri 4 Dec 2026 12:00 JST");
  expect(await t.done("duty who 2026-12-04T12:00")).toContain("first · hana · by rotation");
});

const offer = async (): Promise<string> => {
  await t.done("duty line first hana,mori weekday=mon time=10:00");
  const said = await t.done("duty swap mori 2026-12-03 2026-12-10", { as: "hana" });
  return /no\. (\d+)/.exec(said)?.[1] ?? "";
};

test("a swap changes nothing until the other agrees; then both turns change hands", async () => {
  const id = await offer();
  expect(await t.done("duty who 2026-12-03T12:00")).toContain("hana · by rotation");
  const [asked] = await t.database.owner()`select destination, params from notices where kind = 'swap'`;
  expect(asked).toMatchObject({ destination: "console/local/person/mori", params: { swap: Number(id) } });
  expect(await t.done(`duty confirm ${id}`, { as: "mori" })).toContain("Swapped with hana");
  // Who agreed before the question arrived is not asked any more; who asked hears of it.
  const told = await deliveries(t);
  expect(told.map((d) => `${d.to}: ${d.summary}`)).toEqual(["person hana: Duty was swapped"]);
  expect(await t.done("duty who 2026-12-03T12:00")).toContain("mori · by an override, until Mon 7 Dec 2026 10:00 JST");
  expect(await t.done("duty who 2026-12-10T12:00")).toContain("hana · by an override, until Mon 14 Dec 2026 10:00 JST");
  expect(await t.done("duty who 2026-12-14T12:00")).toContain("hana · by rotation");
  expect(await t.say(`duty confirm ${id}`, { as: "mori" })).toMatchObject({ ok: false, code: "swap.not-found" });
  expect(await actions()).toEqual(["duty.roster", "duty.swap-offered", "duty.swap-decided"]);
});

test("whoever offered cannot agree for the other, with a second account neither, but can take it back", async () => {
  const id = await offer();
  await t.done("member link hana slack:T1:UHANA");
  const second = { principal: { platform: "slack", tenant: "T1", user: "UHANA" } as const };
  for (const over of [{ as: "hana" }, second, { as: "kenji" }, { as: "admin" }]) {
    expect(await t.say(`duty confirm ${id}`, over)).toMatchObject({ ok: false, code: "not-allowed" });
  }
  expect(await t.say(`duty confirm ${id} no`, { as: "kenji" })).toMatchObject({ ok: false, code: "not-allowed" });
  expect(await t.done(`duty confirm ${id} no`, second)).toContain("Nothing changes");
  expect(await t.say(`duty confirm ${id}`, { as: "mori" })).toMatchObject({ ok: false, code: "swap.not-found" });
  expect(await t.done("duty who 2026-12-03T12:00")).toContain("hana · by rotation");
});

test("an offer that lapsed is refused, and one whose turns changed since", async () => {
  const id = await offer();
  await t.done("duty override kenji 2026-12-10 2026-12-11");
  expect(await t.say(`duty confirm ${id}`, { as: "mori" })).toMatchObject({ ok: false, code: "swap.stale" });
  await clock.set(new Date(start.getTime() + 73 * 3_600_000));
  const late = await t.say(`duty confirm ${id}`, { as: "mori" });
  expect(late).toMatchObject({ ok: false, code: "swap.not-found" });
  const [n] = await t.database.owner()`select count(*)::int as n from duty_overrides`;
  expect(n?.["n"]).toBe(1);
});

test("the one who is asked reads both turns, with a button for each answer", async () => {
  const id = await offer();
  const [asked] = await deliveries(t);
  expect(`${asked?.to}: ${asked?.summary}`).toBe("person mori: Somebody asks to swap duty");
  expect(asked?.text).toContain("hana asks to exchange these two turns");
  const runs = asked?.parcel.rendered.nodes.flatMap((n) => (n.kind === "buttons" ? n.buttons.map((b) => b.run) : []));
  expect(runs).toEqual([`duty confirm ${id}`, `duty confirm ${id} no`]);
});

test("only one's own turn can be given, only the other's taken, and never with oneself", async () => {
  await t.done("duty line first hana,mori weekday=mon time=10:00");
  const swap = (line: string) => t.say(line, { as: "hana" });
  expect(await swap("duty swap mori 2026-12-10 2026-12-03")).toMatchObject({ code: "swap.not-yours", field: "mine" });
  expect(await swap("duty swap kenji 2026-12-03 2026-12-10")).toMatchObject({
    code: "swap.not-yours",
    field: "theirs",
  });
  expect(await swap("duty swap mori 2026-11-30T12:00 2026-12-10")).toMatchObject({ code: "swap.not-yours" });
  // A turn that runs is given from now on.
  expect(await swap("duty swap mori 2026-12-02T13:00 2026-12-10")).toMatchObject({ ok: true });
  const [row] = await t.database.owner()`select starts_at from duty_swaps`;
  expect(row?.["starts_at"]).toEqual(start);
  expect(await swap("duty swap me 2026-12-03 2026-12-10")).toMatchObject({ code: "args.invalid" });
});
