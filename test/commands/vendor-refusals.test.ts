import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { defaultSettings } from "../../src/domain/settings.ts";
import { locales } from "../../src/locale.ts";
import { textOf } from "../support/desk.ts";
import { type VendorDesk, vendorDesk } from "../support/vendors.ts";

let d: VendorDesk;
beforeAll(async () => {
  d = await vendorDesk();
});
afterAll(() => d.t.database.close());

const hana = { as: "hana" };
const inDays = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
/** What a vendor cannot say or set. */
const deskOnly = [
  ...commands.flatMap((c) => (c.by === undefined && c.name.includes(" ") ? [c.name] : [])),
  ...Object.keys(defaultSettings),
];

/** How Hoshi comes to be refused, what it says then, and the code. Each on a case of its own. */
const ways: readonly (readonly [string, (ref: string) => Promise<unknown>, (ref: string) => string, string])[] = [
  ["too short", async () => {}, (ref) => `reply date ${ref} "${inDays(1)} 10:00"`, "args.invalid"],
  ["too long", async () => {}, (ref) => `reply date ${ref} "${inDays(900)} 10:00"`, "args.invalid"],
  [
    "brief, for its fix is ready",
    async (ref) => {
      await d.did("hoshi", `reply accept ${ref}`);
      await d.did("hoshi", `reply fix ${ref} ready`);
    },
    (ref) => `reply date ${ref} "${inDays(90)} 10:00"`,
    "args.invalid",
  ],
  [
    "agreed already",
    (ref) => d.did("hoshi", `reply accept ${ref}`),
    (ref) => `reply accept ${ref}`,
    "embargo.wrong-state",
  ],
  [
    "declined, and thought better of it",
    (ref) => d.did("hoshi", `reply decline ${ref}`),
    (ref) => `reply accept ${ref}`,
    "embargo.wrong-state",
  ],
  [
    "agreed, and declines",
    (ref) => d.did("hoshi", `reply accept ${ref}`),
    (ref) => `reply decline ${ref}`,
    "embargo.wrong-state",
  ],
  [
    "it is public",
    (ref) => d.t.done(`case fact ${ref} public 2026-11-20`, hana),
    (ref) => `reply accept ${ref}`,
    "embargo.not-possible",
  ],
  [
    "nothing is offered any more",
    (ref) => d.t.done(`embargo decline ${ref} 1`, hana),
    (ref) => `reply accept ${ref}`,
    "args.invalid",
  ],
  [
    "another's fix is out",
    async (ref) => {
      await d.did("tsuki", `reply decline ${ref}`);
      await d.t.database.owner()`update parties set fix_deployed_at = now() where n = 2 and case_id =
        (select id from cases where reference = ${Number(ref)})`;
    },
    (ref) => `reply accept ${ref}`,
    "embargo.not-possible",
  ],
  [
    "it is over",
    async (ref) => {
      await d.did("hoshi", `reply accept ${ref}`);
      const asked = await d.t.done(`embargo end ${ref} public`, hana);
      await d.t.done(`case confirm ${/case confirm (\d+)/.exec(asked)?.[1]}`, { as: "mori" });
    },
    (ref) => `reply date ${ref} "${inDays(60)} 10:00"`,
    "embargo.wrong-state",
  ],
];

describe("who is refused by the rules of the embargo is told what a vendor can do", () => {
  test.each(ways)("%s", async (_, before, line, code) => {
    const ref = await d.invited();
    await before(ref);
    for (const locale of locales) {
      const answer = await d.as("hoshi", line(ref), { locale });
      expect(answer).toMatchObject({ ok: false, code });
      const text = textOf(answer);
      expect(text).toMatch(new RegExp(`reply (ask|show|date) ${ref}`));
      expect(deskOnly.filter((name) => text.includes(name))).toEqual([]);
    }
  });

  test("the desk that answers for a vendor is told what the desk can do", async () => {
    const ref = await d.invited();
    await d.did("hoshi", `reply accept ${ref}`);
    const answer = await d.t.say(`embargo accept ${ref} party=1`, hana);
    expect(answer).toMatchObject({ ok: false, code: "embargo.wrong-state" });
    expect(textOf(answer)).toContain("party invite");
  });
});

test("when all said no, one of them is invited anew, by one card", async () => {
  const ref = await d.invited();
  for (const name of ["hoshi", "tsuki"] as const) {
    await d.did(name, `reply decline ${ref}`);
    await d.waiting(name);
  }
  expect(await d.t.done(`party invite ${ref} 1`, hana)).toContain("went to its room");
  expect((await d.waiting("hoshi")).filter((text) => text.includes(`reply accept ${ref}`))).toHaveLength(1);
  await d.did("hoshi", `reply accept ${ref}`);
});
