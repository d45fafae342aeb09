import { afterAll, beforeAll, expect, test } from "vitest";
import { createDispatch } from "../../../commands/dispatch.ts";
import { createForms } from "../../../commands/forms.ts";
import { connect } from "../../../db/client.ts";
import { type TestDesk, testDesk } from "../../support/desk.ts";
import { type Between, startProxy } from "../../support/proxy.ts";
import { type RunningForm, startForm } from "../../support/web.ts";

let t: TestDesk;
let between: Between;
let through: ReturnType<typeof connect>;
let site: RunningForm;
let ref = "";
const secret = "A".repeat(43);

const post = async (fields: Record<string, string>): Promise<{ status: number; html: string }> => {
  const body = new URLSearchParams({ lang: "en", secret, ...fields });
  const answer = await fetch(`${site.url}/table/in`, { method: "POST", body });
  return { status: answer.status, html: await answer.text() };
};
const hidden = (html: string, name: string): string =>
  new RegExp(`type="hidden" name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
const hana = { as: "hana" };

beforeAll(async () => {
  t = await testDesk();
  between = await startProxy(t.database.url);
  through = connect(between.url);
  // The page's own way to the database, which can be cut.
  const desk = { ...t.desk, db: through.db };
  site = await startForm({ table: { dispatch: createDispatch(desk), forms: createForms(desk) } });
  await t.members({ hana: "coordinator,approver" });
  ({ ref } = await t.report("software"));
  await t.done(`report accept ${ref} all`);
  await t.done('vendor add "Hoshi"', hana);
  await t.done('vendor contact 1 "Person of Hoshi"', hana);
  await t.done(`party add ${ref} vendor=1`, hana);
  await t.done(`party invite ${ref} 1`, hana);
  const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}/.exec(await t.done("vendor link 1 1", hana))?.[0] ?? "";
  await post({ code, fresh: secret });
});
afterAll(async () => {
  await site.stop();
  await through.close();
  await between.close();
  await t.database.close();
});

test("another date can be proposed after agreeing and after declining, while the verb takes one", async () => {
  const button = `value="reply date ${ref}"`;
  const shown = async () => (await post({ run: `reply show ${ref}` })).html;
  expect(await shown()).toContain(button);
  await post({ run: `reply decline ${ref}` });
  expect(await shown()).toContain(button);
  await t.done(`party invite ${ref} 1`, hana);
  await post({ run: `reply accept ${ref}` });
  expect(await shown()).toContain(button);
  const day = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  const form = await post({ run: `reply date ${ref}` });
  expect(form.html).toContain('name="f.until"');
  const sent = { once: "date", step: "send", line: `reply date ${ref}`, "f.until": `${day} 10:00` };
  expect((await post(sent)).html).toContain("your proposal is with the desk");
  await t.database.owner()`update parties set fix_ready_at = now(), fix_deployed_at = now()`;
  expect(await shown()).not.toContain(button);
});

test("what was typed while the database is away stands in the form again, in either language, and is said once", async () => {
  const opened = await post({ run: `reply ask ${ref}` });
  const sent = {
    once: hidden(opened.html, "once"),
    again: hidden(opened.html, "again"),
    line: hidden(opened.html, "line"),
    "f.text": "A LONG <QUESTION>",
  };
  await between.cut();
  const away = await post({ ...sent, step: "send" });
  expect(away.status).toBe(503);
  expect(away.html).toContain("The database does not answer");
  expect(away.html).toContain("A LONG &lt;QUESTION&gt;</textarea>");
  for (const name of ["once", "line", "again"] as const) expect(hidden(away.html, name)).toBe(sent[name]);
  // The other language is another request to a database that is still away.
  const turned = await post({ ...sent, turn: "ask.ja" });
  expect(turned.html).toContain("データベースが応答しません");
  expect(turned.html).toContain("A LONG &lt;QUESTION&gt;</textarea>");
  expect(hidden(turned.html, "once")).toBe(sent.once);
  await between.mend();
  for (const _ of ["sent again", "and once more"]) expect((await post({ ...sent, step: "send" })).status).toBe(200);
  expect((await t.done(`party show ${ref} 1`, hana)).split("A LONG")).toHaveLength(2);
});

test("a form that nobody filled in, and a verb of the desk, show nothing while it is away", async () => {
  await between.cut();
  const empty = await post({ run: `reply ask ${ref}` });
  expect(empty).toMatchObject({ status: 503 });
  expect(empty.html).not.toContain("<textarea");
  const desks = await post({ step: "send", once: "x", line: `case note ${ref}`, "f.text": "TYPED" });
  expect(desks.html).not.toContain("<textarea");
  await between.mend();
});
