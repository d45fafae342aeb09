import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createForms } from "../../commands/forms.ts";
import type { Locale } from "../../src/locale.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
let ref: string;
beforeAll(async () => {
  t = await testDesk();
});
beforeEach(async () => {
  ({ ref } = await t.report());
  await t.done(`report accept ${ref} all`);
  await t.done(`vuln add ${ref} "Overflow in the parser" cwe=787`);
  await t.done(`vuln add ${ref} "XSS in the album" cwe=79`);
});
afterAll(() => t.database.close());

const local = "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H";
const xss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N";

const opened = (line: string, options: Readonly<Record<string, string>> = {}, locale: Locale = "en") =>
  createForms(t.desk).open({
    principal: { platform: "console", tenant: "local", user: "admin" },
    place: { kind: "private" },
    locale,
    line,
    options,
  });

test.each([
  ["", "There is no CVSS score of vulnerability 2 by the desk yet."],
  [" by=vendor", "There is no CVSS score of vulnerability 2 by the vendor or operator yet."],
])("to refine a vulnerability without a score%s leads to its own, never to the case's", async (by, says) => {
  await t.done(`score cvss ${ref} ${local}`);
  const line = `score refine ${ref} vulnerability=2${by}`;
  const refused = await t.say(`${line} E:P`);
  expect(refused).toMatchObject({ ok: false, code: "case.not-ready" });
  expect(textOf(refused)).toContain(says);
  expect(textOf(refused)).toContain(`score cvss ${ref}${by} vulnerability=2`);
  const form = await opened(line);
  if (form.ok) throw new Error("a form without a score to start from");
  expect(textOf(form)).toContain(says);
  expect(textOf(form)).toContain(`score cvss ${ref}${by} vulnerability=2`);
  expect(textOf(await t.say(`${line} E:P`, { locale: "ja" }))).toContain("脆弱性2には、");
  // What it says to do leaves the case's own score as it was.
  await t.done(`score cvss ${ref}${by} vulnerability=2 vector=${xss}`);
  expect(await t.done(`${line} E:P`)).toContain("/A:N/E:P");
  expect(await t.done(`case show ${ref}`)).toContain(`7.8  ${local}`);
});

test("scores of a vulnerability that was taken off are no current ones; the history keeps them and says so", async () => {
  await t.done(`score cvss ${ref} ${local}`);
  await t.done(`score cvss ${ref} ${xss} vulnerability=2`);
  await t.done(`vuln remove ${ref} 2`);
  // As if it had been there yesterday, and taken off today.
  const { sql } = t.database;
  const id = await sql`select id from cases where reference = ${Number(ref)}`;
  const of = Number(id[0]?.["id"]);
  await sql`update scores set at = at - interval '2 days' where case_id = ${of}`;
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  expect(await t.done(`score explain ${ref}`)).not.toContain("vulnerability 2");
  expect(await t.done(`score explain ${ref} at=${yesterday}`)).toMatch(/\nvulnerability 2\n.*desk: 6\.1 Medium/);
  expect(await t.done(`score history ${ref}`)).toContain("CVSS (vulnerability 2, taken off since, desk) 6.1 Medium");
  expect(await t.done(`score history ${ref} at=${yesterday}`)).toContain("CVSS (vulnerability 2, desk) 6.1 Medium");
  expect(await t.done(`score history ${ref}`, { locale: "ja" })).toContain("CVSS（外した脆弱性2, デスク） 6.1 警告");
  expect(await t.done(`score history ${ref}`)).toContain("2 the same");
});
