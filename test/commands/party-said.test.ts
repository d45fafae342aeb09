import { afterAll, beforeAll, expect, test } from "vitest";
import { createForms } from "../../commands/forms.ts";
import { textOf } from "../support/desk.ts";
import { type VendorDesk, vendorDesk } from "../support/vendors.ts";

let d: VendorDesk;
let ref = "";
const hana = { as: "hana" };
const desk = (line: string) => d.t.done(line, hana);
beforeAll(async () => {
  d = await vendorDesk();
  ref = await d.invited();
  for (const title of ["Overflow", "Race"]) await desk(`vuln add ${ref} ${title}`);
});
afterAll(() => d.t.database.close());

test("a mailed answer for one vulnerability and one product stands beside what they say themselves", async () => {
  await d.did("hoshi", `reply accept ${ref}`);
  const told = await desk(
    `party said ${ref} 1 not_affected mail "Sato Ren, mail of 3 Nov" justification=component_not_present vulnerability=1 product="Hoshi Viewer 3"`,
  );
  expect(told).toMatch(/Not Vulnerable, by e-mail, .+: Sato Ren, mail of 3 Nov/);
  const shown = await desk(`party show ${ref} 1`);
  expect(shown).toMatch(/No\. 1: Not Vulnerable, .*Hoshi Viewer 3, .*recorded by the desk/);
  expect(shown).toContain("No. 2: nothing said");
  // Who said so, by which means, and who wrote it down.
  expect(shown).toMatch(/e-mail · answered · hana · Sato Ren, mail of 3 Nov/);
  await d.did("hoshi", `reply status ${ref} affected vulnerability=2`);
  expect(await desk(`party list ${ref}`)).toContain("status given 1");
  const [row] = await d.t.database.owner()`select status, work from parties where n = 1`;
  // Another product of theirs is still open.
  expect(row).toMatchObject({ status: "affected_investigating", work: "verifying" });
});

test("the vendor sees that it was recorded for them, and not who was heard; another vendor sees nothing", async () => {
  const own = await d.did("hoshi", `reply show ${ref}`);
  expect(own).toContain("recorded by the desk");
  expect(own).not.toContain("Sato Ren");
  const before = await d.did("tsuki", `reply show ${ref}`);
  await desk(`party said ${ref} 1 affected phone "CANARY-CALLER"`);
  expect(await d.did("tsuki", `reply show ${ref}`)).toBe(before);
  for (const name of ["hoshi", "tsuki"] as const) expect((await d.waiting(name)).join()).not.toContain("CANARY-CALLER");
});

test("it is refused as the vendor would be: no reason, no such vulnerability; and before the report is accepted", async () => {
  expect(await d.t.say(`party said ${ref} 1 not_affected mail Sato`, hana)).toMatchObject({
    ok: false,
    code: "args.missing",
    field: "justification",
  });
  const none = await d.t.say(`party said ${ref} 1 affected mail Sato vulnerability=7`, hana);
  expect(none).toMatchObject({ ok: false, code: "args.invalid", field: "vulnerability" });
  expect(textOf(none)).toContain("all · 1 · 2");
  expect(await d.t.say(`party said ${ref} 9 affected mail Sato`, hana)).toMatchObject({ ok: false });
  const { ref: fresh } = await d.t.report("software");
  expect((await d.t.say(`party said ${fresh} 1 affected mail Sato`, hana)).ok).toBe(false);
});

test("for a party that is not in the directory, too; it counts as an answer", async () => {
  await desk(`party add ${ref} "Kumo Soft"`);
  await desk(`party said ${ref} 3 affected_investigating fax "their fax, page 2"`);
  expect(await desk(`party show ${ref} 3`)).toContain("fax · answered · hana · their fax, page 2");
  const seen = await d.t.database.owner()`select data from audit where action = 'party.said' order by seq desc limit 1`;
  expect(seen[0]?.["data"]).toMatchObject({ contact: null, status: "affected_investigating" });
  expect(JSON.stringify(await d.t.database.owner()`select note::text from attempts`)).not.toContain("fax, page");
});

test("it is offered where one looks for it: under the party, and after an attempt that was answered", async () => {
  const shown = await d.t.say(`party show ${ref} 1`, hana);
  expect(textOf(shown)).toContain("[Record their answer…]");
  const runs = shown.rendered.nodes.flatMap((n) => (n.kind === "buttons" ? n.buttons.map((b) => b.run) : []));
  expect(runs).toContain(`party said ${ref} 1`);
  // The button opens the form, since nothing of the answer is known yet.
  expect(createForms(d.t.desk).opens(`party said ${ref} 1`)).toBe(true);
  expect(await desk(`party attempt ${ref} 1 mail sent`)).not.toContain("party said");
  expect(await desk(`party attempt ${ref} 1 mail answered`)).toContain(`party said ${ref} 1 … mail "…"`);
});
