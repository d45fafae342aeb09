import { afterEach, beforeEach, expect, test } from "vitest";
import { clockDatabase } from "../support/clock.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

/** A mail is read and typed days after it came: on the day of the mail it counts, not on that of the typing. */
let t: TestDesk;
let clock: Awaited<ReturnType<typeof clockDatabase>>["clock"];
const hana = { as: "hana" };
const desk = (line: string) => t.done(line, hana);
/** It is 10:00 in Japan on this day. */
const on = (day: string): Promise<void> => clock.set(new Date(`${day}T01:00:00Z`));

beforeEach(async () => {
  const database = await clockDatabase(new Date("2026-11-02T01:00:00Z"));
  clock = database.clock;
  t = await testDesk({ database });
  await t.members({ hana: "coordinator,approver" });
});
afterEach(() => t.database.close());

/** A case with one vendor, that nobody recorded to have been contacted, three weeks later. */
async function late(): Promise<string> {
  await on("2026-11-02");
  const { ref } = await t.report("software", {}, new Date("2026-11-02T01:00:00Z"));
  await desk(`report accept ${ref} all`);
  await desk(`party add ${ref} "Hoshi"`);
  await on("2026-11-26");
  return ref;
}
/** 起算日, and every clock with its day and state. */
const clocks = async (ref: string) => ({
  base: await t.database.owner()`select base_on::text as base from cases where reference = ${Number(ref)}`,
  all: await t.database.owner()`
    select d.kind, d.state, to_char(d.due_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as day from deadlines d
    join cases c on c.id = d.case_id where c.reference = ${Number(ref)} order by d.kind, day, d.state`,
});

test("it counts from the day on which it came: the attempt, the answer, 起算日 and its clocks", async () => {
  const ref = await late();
  const told = await desk(`party said ${ref} 1 affected mail "Sato Ren" at="2026-11-03 09:30"`);
  expect(told).toMatch(/Vulnerable, by e-mail, .*3 Nov.*09:30.*: Sato Ren/);
  expect(told).toMatch(/起算日.* is .*3 Nov/);
  const shown = await desk(`party show ${ref} 1`);
  expect(shown).toMatch(/3 Nov.*09:30.* · e-mail · answered · hana · Sato Ren/);
  expect(shown).toMatch(/Vulnerable, .*3 Nov.*, recorded by the desk/);
  expect(await desk(`party list ${ref}`)).toMatch(/first tried .*3 Nov.* · .*status given .*3 Nov/);
  expect(`${shown}${await desk(`party list ${ref}`)}`).not.toContain("26 Nov");
  const { base, all } = await clocks(ref);
  expect(base).toMatchObject([{ base: expect.stringContaining("2026-11-03") }]);
  expect(all).toContainEqual({ kind: "45D", state: "open", day: "2026-12-18" });
  // Nothing else than the same attempt by hand would have made of them.
  const other = await late();
  await desk(`party attempt ${other} 1 mail answered at="2026-11-03 09:30"`);
  expect(await clocks(other)).toEqual({ base, all });
});

test("recorded late it moves 起算日 back, and left out it is now", async () => {
  const ref = await late();
  expect(await desk(`party said ${ref} 1 affected_investigating mail Sato`)).toMatch(/起算日.* is .*26 Nov/);
  await desk(`party add ${ref} "Tsuki"`);
  expect(await desk(`party said ${ref} 2 affected fax Mori at=2026-11-10`)).toMatch(/起算日.* is .*10 Nov/);
  expect(await desk(`party said ${ref} 2 affected phone Mori`)).toMatch(/起算日 stays .*10 Nov/);
});

test.each(["2026-11-01", "2026-11-27", "+1h", "whenever"])("refused as an attempt is: at=%s", async (at) => {
  const ref = await late();
  const said = await t.say(`party said ${ref} 1 affected mail Sato at=${at}`, hana);
  expect(said).toMatchObject({ ok: false, code: "args.invalid", field: "at" });
  const attempt = await t.say(`party attempt ${ref} 1 mail answered at=${at}`, hana);
  expect(attempt).toMatchObject({ ok: false, code: "args.invalid", field: "at" });
  expect(await t.database.owner()`select from attempts`).toHaveLength(0);
  expect(await t.database.owner()`select from party_answers`).toHaveLength(0);
});

test("an older mail does not take the place of what they said since: what to do with it is said", async () => {
  const ref = await late();
  for (const title of ["Overflow", "Race"]) await desk(`vuln add ${ref} ${title}`);
  await desk(`party said ${ref} 1 affected mail Sato vulnerability=2 at=2026-11-20`);
  // Of the other one nothing newer is known.
  await desk(`party said ${ref} 1 affected_investigating mail Sato vulnerability=1 at=2026-11-10`);
  const older = `party said ${ref} 1 not_affected_investigating mail Sato at=2026-11-15`;
  const refused = await t.say(older, hana);
  expect(refused).toMatchObject({ ok: false, code: "args.invalid", field: "at" });
  expect(textOf(refused)).toMatch(/has said something newer.*20 Nov/s);
  expect(textOf(refused)).toContain(`party attempt ${ref} 1 mail answered at="2026-11-15`);
  expect(await t.database.owner()`select from party_answers`).toHaveLength(2);
  // Whoever mistyped it says it again for the same time.
  await desk(`party said ${ref} 1 not_affected_investigating mail Sato vulnerability=2 at=2026-11-20`);
  expect(await desk(`party show ${ref} 1`)).toMatch(/No\. 2: Not Vulnerable, investigating/);
});
