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

const menus = { version: "3.1", AV: "N", AC: "L", PR: "N", UI: "R", S: "C", C: "L", I: "L", A: "N" };
const names = (o: Awaited<ReturnType<typeof opened>>): string[] => (o.ok ? o.form.fields.map((f) => f.name) : [o.code]);

test("the form asks which vulnerability and whose score, and its heading says what was chosen", async () => {
  const own = await opened(`score cvss ${ref}`);
  expect(names(own).slice(0, 3)).toEqual(["vulnerability", "by", "version"]);
  if (!own.ok) throw new Error(own.code);
  const [which, whose] = own.form.fields;
  expect([which?.initial, whose?.initial]).toEqual(["case", "desk"]);
  expect(JSON.stringify(which?.input)).toMatch(/The case itself.*1.*CWE-787.*2.*CWE-79.*Cross-site Scripting/);
  // A title is the desk's: no choice says it, the heading does.
  expect(JSON.stringify(own.form.fields)).not.toContain("album");
  expect(JSON.stringify(own.form.before)).toMatch(/Scored here: .*the case itself/);
  const second = await opened(`score cvss ${ref} vulnerability=2`, { by: "vendor" });
  if (!second.ok) throw new Error(second.code);
  expect(second.form.fields.slice(0, 2).map((f) => f.initial)).toEqual(["2", "vendor"]);
  const heading = JSON.stringify(second.form.before.find((n) => n.kind === "heading"));
  expect(heading).toMatch(/Score of the .*vendor or operator.*vulnerability .*XSS in the album/);
  expect(names(await opened(`score cvss ${ref} vulnerability=9`))).toEqual(["args.invalid"]);
  const refine = await opened(`score refine ${ref} vulnerability=2`, {}, "ja");
  expect(names(refine)).toEqual(["case.not-ready"]);
  await t.done(`score cvss ${ref} ${xss} vulnerability=2`);
  const ja = await opened(`score refine ${ref} vulnerability=2`, {}, "ja");
  expect(JSON.stringify(ja.ok && ja.form.before)).toMatch(/評価の対象: .*脆弱性 .*XSS in the album/);
  // A case without any asks for neither, and says whose it is when the line named somebody.
  const bare = (await t.report()).ref;
  expect(names(await opened(`score cvss ${bare}`))[0]).toBe("version");
  const vendors = await opened(`score cvss ${bare} by=vendor`, {}, "ja");
  expect(names(vendors)[0]).toBe("version");
  expect(JSON.stringify(vendors.ok && vendors.form.before)).toMatch(/製品開発者・運営者.*の評価の対象.*案件そのもの/);
});

test("what was chosen is what is scored, and wins over what the line named", async () => {
  const say = (line: string, options: Readonly<Record<string, string>>) =>
    t.done(line, { options: { ...menus, ...options } });
  expect(await say(`score cvss ${ref} vulnerability=2`, { vulnerability: "1", by: "vendor" })).toContain(
    "score of the vendor or operator  vulnerability 1  6.1 Medium",
  );
  expect(await t.done(`case show ${ref}`)).not.toContain("6.1");
  const whole = await say(`score cvss ${ref} vulnerability=2`, { vulnerability: "case", by: "desk" });
  expect(whole).toContain(`#${ref}  6.1 Medium`);
  expect(whole).not.toContain("vulnerability");
  expect(await t.done(`case show ${ref}`)).toContain("6.1");
});

test("vuln list leads to the scoring of each: by nine buttons, and the next one typed", async () => {
  const shown = await t.say(`vuln list ${ref}`, { locale: "ja" });
  const lines = (a: typeof shown) =>
    a.rendered.nodes.flatMap((n) => (n.kind === "buttons" ? n.buttons : [])).map((b) => b.run);
  expect(lines(shown)).toEqual([
    `vuln add ${ref}`,
    `score cvss ${ref} vulnerability=1`,
    `score cvss ${ref} vulnerability=2`,
  ]);
  expect(JSON.stringify(shown.rendered)).toContain("を評価…");
  // A terminal has no buttons: there it is what one can type next.
  expect(textOf(shown)).toContain(`score cvss ${ref} vulnerability=1`);
  for (let n = 3; n <= 26; n += 1) await t.done(`vuln add ${ref} "No ${n}"`);
  const many = await t.say(`vuln list ${ref}`);
  expect(lines(many)).toHaveLength(10);
  expect(textOf(many)).toContain(`score cvss ${ref} vulnerability=10`);
  const last = await opened(`score cvss ${ref} vulnerability=26`);
  const field = last.ok ? last.form.fields[0] : undefined;
  expect(field).toMatchObject({ initial: "26" });
  const options = field !== undefined && "options" in field.input ? field.input.options : [];
  expect(options).toHaveLength(25);
  expect(options.at(-1)?.value).toBe("26");
  expect(JSON.stringify(field?.hint)).toMatch(/The other .*2.*vulnerability=/);
});
