import { afterEach, beforeEach, expect, test } from "vitest";
import { tick } from "../../commands/deadline/tick.ts";
import { inviteParty } from "../../commands/embargo/acts.ts";
import { lockCase } from "../../db/queries/cases.ts";
import { databaseNow, readSettings } from "../../db/queries/desk.ts";
import { getParty } from "../../db/queries/parties.ts";
import { clockDatabase } from "../support/clock.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
let ref = "";
let clock: { set(at: Date): Promise<unknown> };
const start = new Date("2026-12-02T03:00:00Z");
const later = (days: number) => clock.set(new Date(start.getTime() + days * 86_400_000));
const hana = { as: "hana" };

beforeEach(async () => {
  const database = await clockDatabase(start);
  ({ clock } = database);
  t = await testDesk({ database });
  await t.members({ hana: "coordinator,approver", mori: "approver" });
  ref = await opened();
});
afterEach(() => t.database.close());

/** A product's case with two vendors. */
async function opened(): Promise<string> {
  const made = await t.report("software", {}, start);
  await t.done(`report accept ${made.ref} all`);
  await t.done(`party add ${made.ref} "Suisui Soft"`, hana);
  await t.done(`party add ${made.ref} "Kumo"`, hana);
  return made.ref;
}
const invite = (n: number) =>
  t.desk.db.transaction(async (tx) => {
    const [now, settings] = [await databaseNow(tx), await readSettings(tx)];
    const { keys, calendar, zone } = t.desk;
    const stored = await lockCase(tx, Number(ref));
    const { party } = await getParty(tx, stored.id, n);
    return await inviteParty({ tx, now, settings, keys, calendar, zone, actor: "member/1" }, stored, party);
  });
const state = async (of = ref) =>
  (
    await t.database.owner()`select e.* from embargoes e join cases c on c.id = e.case_id where c.reference = ${Number(of)}`
  )[0]?.["state"];
const consent = async () =>
  (
    await t.database.owner()`select p.consent from parties p join cases c on c.id = p.case_id where c.reference = ${Number(ref)} order by n`
  ).map((r) => r["consent"]);

async function bound(): Promise<void> {
  await t.done(`embargo propose ${ref} until=2027-01-20`, hana);
  await invite(1);
  await invite(2);
  await t.done(`embargo accept ${ref} party=1`, hana);
}

test("talks: a proposal, an acceptance, a counter that the desk takes; who agreed before is asked anew", async () => {
  const said = await t.done(`embargo propose ${ref} until=2027-01-20 zone=Europe/Berlin`, hana);
  expect(said).toContain("Wed 20 Jan 2027 12:00 JST = Wed 20 Jan 2027 03:00 UTC");
  await invite(1);
  expect(await state()).toBe("proposed");
  await t.done(`embargo accept ${ref} party=1`, hana);
  expect([await state(), await consent()]).toEqual(["active", ["signatory", "none"]]);
  await t.done(`embargo propose ${ref} until=+60d`, hana);
  expect(await state()).toBe("revise");
  await invite(2);
  await t.done(`embargo accept ${ref} 2 party=2`, hana);
  expect([await state(), await consent()]).toEqual(["active", ["invited", "signatory"]]);
  const shown = await t.done(`embargo show ${ref}`, hana);
  expect(shown).toContain("Party 2: accepted");
  expect(shown).toContain("Party 1: asked");
  expect(await t.done(`case show ${ref}`, hana)).toContain("Embargo: active");
});

test("silence for seven days is no; all declined, nothing is proposed any more", async () => {
  await t.done(`embargo propose ${ref}`, hana);
  await invite(1);
  await invite(2);
  await later(7.01);
  expect(await t.say(`embargo accept ${ref} party=1`, hana)).toMatchObject({ ok: false, code: "embargo.wrong-state" });
  expect(await t.done(`embargo show ${ref}`, hana)).toContain("Party 1: declined");
  await invite(2);
  await t.done(`embargo decline ${ref} party=2`, hana);
  expect(await state()).toBe("none");
});

test("an early end takes two people, never the same one", async () => {
  await bound();
  const id = /no\. (\d+)/.exec(await t.done(`embargo end ${ref} why=agreed`, hana))?.[1];
  expect(await t.say(`case confirm ${id}`, hana)).toMatchObject({ ok: false, code: "not-allowed" });
  expect(await state()).toBe("active");
  await t.done(`case confirm ${id}`, { as: "mori" });
  expect([await state(), await consent()]).toEqual(["exited", ["none", "none"]]);
  expect(await t.say(`embargo propose ${ref}`, hana)).toMatchObject({ ok: false, code: "embargo.wrong-state" });
});

test("its time comes: over for every reader at once, written once by the tick", async () => {
  await bound();
  await clock.set(new Date("2027-01-20T03:00:00Z"));
  expect(await t.done(`embargo show ${ref}`, hana)).toContain("ended");
  await Promise.all([tick(t.desk), tick(t.desk)]);
  await tick(t.desk);
  expect(await state()).toBe("exited");
  const written = await t.database.owner()`select 1 from audit where action = 'embargo.ended'`;
  expect(written).toHaveLength(1);
});

test("facts: no new embargo, one that binds has to end, nothing is undone", async () => {
  await bound();
  const said = await t.done(`case fact ${ref} exploit`, hana);
  expect(said).toContain("must end");
  expect(said).toContain(`embargo end ${ref} why=exploited`);
  expect(await t.say(`case fact ${ref} exploit`, hana)).toMatchObject({ ok: false, code: "args.invalid" });
  const refused = await t.say(`embargo propose ${ref}`, hana);
  expect(refused).toMatchObject({ ok: false, code: "embargo.not-possible" });
  expect(textOf(refused)).toContain("an exploit is public");
});

test("a split inherits, a merge takes the earlier end", async () => {
  await bound();
  const other = /(\d{8}) begins/.exec(await t.done(`case split ${ref} "Hoshi 2" it runs script`, hana))?.[1] ?? "";
  expect(await state(other)).toBe("active");
  const own = ref;
  ref = await opened();
  await t.done(`embargo propose ${ref} until=+60d`, hana);
  await invite(1);
  await t.done(`embargo accept ${ref} party=1`, hana);
  await t.done(`case merge ${own} ${ref}`, hana);
  expect(await t.done(`case show ${ref}`, hana)).toContain("active · until Wed 20 Jan 2027 12:00 JST");
  expect(await state(own)).toBe("exited");
});

test("what was possible when it was proposed may not be any more", async () => {
  await t.done(`embargo propose ${ref} until=2027-01-20`, hana);
  await invite(1);
  await t.done(`case fact ${ref} attacks`, hana);
  expect(await t.say(`embargo accept ${ref} party=1`, hana)).toMatchObject({ ok: false, code: "embargo.not-possible" });
  expect(await consent()).toEqual(["invited", "none"]);
});

test("between its hour and the tick that writes it down, nobody signs and nothing is proposed", async () => {
  await bound();
  await clock.set(new Date("2027-01-20T03:00:01Z"));
  expect(await t.say(`embargo accept ${ref} party=2`, hana)).toMatchObject({ ok: false, code: "embargo.wrong-state" });
  expect(await t.say(`embargo propose ${ref} until=2027-03-01`, hana)).toMatchObject({
    ok: false,
    code: "embargo.wrong-state",
  });
  expect(await state()).toBe("active");
});
