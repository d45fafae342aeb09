import { afterAll, beforeAll, expect, test } from "vitest";
import { textOf } from "../support/desk.ts";
import { type VendorDesk, vendorDesk } from "../support/vendors.ts";

let d: VendorDesk;
beforeAll(async () => {
  d = await vendorDesk();
});
afterAll(() => d.t.database.close());

const hana = { as: "hana" };
const code = (text: string): string => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}/.exec(text)?.[0] ?? "";
const inDays = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);

test("a vendor's room does not become the desk's by one word, whatever its platform says of it", async () => {
  const place = { kind: "room", platform: "slack", tenant: "T1", channel: "CHOSHI" } as const;
  const refused = await d.t.say("room bind desk", { place, as: "admin" });
  expect(refused).toMatchObject({ ok: false, code: "room.not-private" });
  expect(textOf(refused)).toContain("a vendor's room");
});

test("one vendor's fix changes nothing about the dates that another may propose", async () => {
  const ref = await d.invited();
  await d.did("hoshi", `reply accept ${ref}`);
  const propose = async () =>
    textOf(await d.as("tsuki", `reply date ${ref} "${inDays(60)} 10:00"`)).replaceAll(/\d+/g, "");
  const before = await propose();
  await d.did("hoshi", `reply fix ${ref} ready`);
  expect(await propose()).toBe(before);
  await d.did("hoshi", `reply fix ${ref} deployed`);
  expect(await propose()).toBe(before);
  expect(before).toContain("You proposed");
  // The desk, who knows of all fixes, is stopped.
  expect(await d.t.say(`embargo accept ${ref} 2`, hana)).toMatchObject({ ok: false, code: "embargo.not-possible" });
  // Whoever is to agree to what cannot be any more is not told why.
  const late = textOf(await d.as("tsuki", `reply accept ${ref}`));
  expect(late).not.toMatch(/fix|deployed/);
});

test("who said no sees the same whether others are still asked or not, and own proposals stay until the desk decides", async () => {
  const ref = await d.invited();
  await d.did("hoshi", `reply date ${ref} "${inDays(50)} 10:00"`);
  const own = async () => (await d.did("hoshi", `reply show ${ref}`)).includes("Your proposal");
  await d.did("tsuki", `reply decline ${ref}`);
  const asked = await d.did("tsuki", `reply show ${ref}`);
  await d.did("hoshi", `reply decline ${ref}`);
  expect(await d.did("tsuki", `reply show ${ref}`)).toBe(asked);
  expect(await own()).toBe(true);
});

test("who is taken off has no way back through a colleague's code", async () => {
  await d.t.done('vendor contact 2 "Second Person"', hana);
  const second = { principal: { platform: "slack", tenant: "tsuki", user: "U2" }, place: { kind: "private" } } as const;
  await d.t.done(`reply link ${code(await d.t.done("vendor link 2 2", hana))}`, second);
  const colleague = code(await d.t.done('reply colleague "A Friend"', second));
  expect(await d.t.done("vendor unlink 2 2", hana)).toContain("They let in 1 more");
  const friend = { principal: { platform: "web", tenant: "page", user: "friend" } } as const;
  expect(await d.t.say(`reply link ${colleague}`, friend)).toMatchObject({ ok: false, code: "code.invalid" });
});

test("a merge carries no title of a website's flaw to a product's case", async () => {
  const site = await d.t.report("website");
  const into = await d.invited();
  await d.t.done(`report accept ${site.ref} all`);
  await d.t.done(`vuln add ${site.ref} "XSS at CANARY-SITE"`, hana);
  await d.did("hoshi", `reply accept ${into}`);
  await d.t.done(`case merge ${site.ref} ${into}`, hana);
  expect(await d.did("hoshi", `reply show ${into}`)).not.toContain("CANARY-SITE");
});
