import { afterAll, beforeAll, expect, test } from "vitest";
import { textOf } from "../support/desk.ts";
import { type VendorDesk, vendorDesk } from "../support/vendors.ts";

let v: VendorDesk;
let ref = "";
const day = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  v = await vendorDesk();
  ref = await v.invited();
  await v.did("hoshi", `reply accept ${ref}`);
});
afterAll(() => v.t.database.close());

test("a vendor names another end in its own zone; the desk reads it in that, in its own and in UTC", async () => {
  const said = await v.did("hoshi", `reply date ${ref} "${day} 10:00" zone=America/Lima because our people are there`);
  expect(said).toMatch(/ 00:00 JST = \w{3} \d+ \w{3} \d{4} 15:00 UTC = \w{3} \d+ \w{3} \d{4} 10:00 GMT-5\./);
  const [terms] = await v.t.database.owner()`select ends_at, zone from embargo_terms order by id desc limit 1`;
  expect(terms).toEqual({ ends_at: new Date(`${day}T15:00:00Z`), zone: "America/Lima" });
  expect(await v.t.done(`embargo show ${ref}`, { as: "hana" })).toContain("10:00 GMT-5");
});

test("a fix is due when the vendor says, on its clock", async () => {
  await v.did("hoshi", `reply fix ${ref} planned "${day} 10:00" zone=America/Lima`);
  const [party] = await v.t.database.owner()`select fix_due_at from parties where fix_due_at is not null`;
  expect(party?.["fix_due_at"]).toEqual(new Date(`${day}T15:00:00Z`));
});

test.each(["Mars/Olympus", "JST+9"])(
  "a zone that is none is refused by its name, with those that are: %s",
  async (zone) => {
    const answer = await v.as("hoshi", `reply date ${ref} "${day} 11:00" zone=${zone}`);
    expect(answer).toMatchObject({ ok: false, code: "args.invalid" });
    expect(textOf(answer)).toContain(`There is no time zone "${zone}"`);
    expect(textOf(answer)).toContain("Europe/Berlin");
  },
);

test("no other vendor is told the zone in which one of them named the date that binds", async () => {
  const shown = await v.did("tsuki", `reply accept ${ref}`);
  const before = await v.did("tsuki", `reply show ${ref}`);
  expect(shown + before).not.toMatch(/GMT-5|Lima/);
  await v.waiting("tsuki");
  const n = /no\. (\d+) · waits/.exec(await v.t.done(`embargo show ${ref}`, { as: "hana" }))?.[1];
  await v.t.done(`embargo accept ${ref} ${n}`, { as: "hana" });
  const card = (await v.waiting("tsuki")).join("\n");
  const after = await v.did("tsuki", `reply show ${ref}`);
  const again = await v.did("tsuki", `reply accept ${ref}`);
  const removed = await v.t.done(`party remove ${ref} 2 "by mistake"`, { as: "hana" });
  await v.t.done(`case confirm ${/case confirm (\d+)/.exec(removed)?.[1]}`, { as: "mori" });
  const farewell = (await v.waiting("tsuki")).join("\n");
  for (const text of [card, after, again, farewell]) expect(text).not.toMatch(/GMT-5|Lima/);
  for (const text of [after, again, farewell]) expect(text).toContain(" 00:00 JST");
  expect(await v.did("hoshi", `reply show ${ref}`)).toContain("10:00 GMT-5");
});
