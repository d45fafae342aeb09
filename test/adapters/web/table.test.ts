import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDispatch } from "../../../commands/dispatch.ts";
import { createForms } from "../../../commands/forms.ts";
import { launchBrowser } from "../../support/browser.ts";
import { type TestDesk, testDesk } from "../../support/desk.ts";
import { picture } from "../../support/picture.ts";
import { type RunningForm, startForm } from "../../support/web.ts";

let t: TestDesk;
let site: RunningForm;
let browser: Browser;
let page: Page;
let ref = "";
/** What stands behind the `#` of Hoshi's link. */
let secret = "";

const codeIn = (text: string): string => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}/.exec(text)?.[0] ?? "";
const makeCode = async (vendor: number): Promise<string> =>
  codeIn(await t.done(`vendor link ${vendor} 1`, { as: "hana" }));
const main = (): Promise<string> => page.locator("main").innerText();
const press = (name: string | RegExp): Promise<void> => page.getByRole("button", { name, exact: true }).first().click();
const post = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${site.url}/table/in`, { method: "POST", body: new URLSearchParams(fields), headers });
const tidy = async (): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`)).toEqual([]);
};
/** What two wrong tries may differ in: the link that each page has ready. */
const withoutFresh = (text: string): string => text.replace(/name="fresh" value="[\w-]{43}"/, "");

beforeAll(async () => {
  t = await testDesk();
  site = await startForm({ table: { dispatch: createDispatch(t.desk), forms: createForms(t.desk) } });
  browser = await launchBrowser();
  page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  page.setDefaultTimeout(8000);
  await t.members({ hana: "coordinator,approver" });
  ({ ref } = await t.report("software", { product_name: "CANARY-PRODUCT", steps: "CANARY-STEPS by Kitano Subaru" }));
  await t.done(`report accept ${ref} all`);
  for (const [i, name] of ["Hoshi", "CANARY-TSUKI"].entries()) {
    await t.done(`vendor add "${name}"`, { as: "hana" });
    await t.done(`vendor contact ${i + 1} "Person of ${name}"`, { as: "hana" });
    await t.done(`party add ${ref} vendor=${i + 1}`, { as: "hana" });
  }
  await t.done(`party invite ${ref} 1`, { as: "hana" });
});
afterAll(async () => {
  await browser.close();
  await site.stop();
  await t.database.close();
});

describe("a vendor without chat, in a browser", () => {
  test("a code becomes a link of their own, which is kept nowhere with us", async () => {
    await page.goto(`${site.url}/table#${await makeCode(1)}`);
    expect(new URL(page.url()).hash).toBe("");
    await tidy();
    await picture(page, "table-box");
    await press("Open");
    const link = await page.locator("#code").innerText();
    secret = link.slice(link.indexOf("#") + 1);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await main()).toContain("shown only here");
    await tidy();
    await picture(page, "table-link");
    const accounts = await t.database.owner()`select platform, account from vendor_accounts`;
    expect(accounts).toHaveLength(1);
    expect(JSON.stringify(accounts)).not.toContain(secret);
    await press("Your cases");
    expect(await main()).toContain(`#${ref}`);
    await picture(page, "table-list");
  });

  test("from the link: accept, read the details, answer by forms", async () => {
    await page.goto(`${site.url}/table#${secret}`);
    await press("Open");
    await page.locator(`button[value="reply show ${ref}"]`).click();
    expect(await main()).toContain("You can read the details once you agree");
    expect(await main()).not.toContain("CANARY");
    await tidy();
    await picture(page, "table-invited");
    await press("Accept");
    const read = await main();
    expect(read).toContain("CANARY-PRODUCT");
    expect(read).toContain("CANARY-STEPS");
    expect(read).not.toMatch(/Subaru|TSUKI/);
    await tidy();
    await picture(page, "table-accepted");
    await press("Received");
    await press("Status…");
    await tidy();
    await page.locator('select[name="f.status"], input[name="f.status"][value="not_affected"]').first().waitFor();
    const status = page.locator('input[name="f.status"][value="not_affected"]');
    await status.check();
    await page.locator('button[value="send"]').click();
    // What was chosen stays, and the missing answer is said where it is missing.
    expect(await status.isChecked()).toBe(true);
    expect(await page.locator("#e-justification").innerText()).toContain("needs its justification");
    await tidy();
    await picture(page, "table-status");
    await page.locator("#f-justification").selectOption("component_not_present");
    await page.locator('button[value="send"]').click();
    expect(await page.locator("[role=status]").first().innerText()).toContain("your status is recorded");
    await press("Statement…");
    await page.locator("#f-text").fill("Our <b>statement</b>\nin two lines");
    await page.locator('button[value="send"]').click();
    await press("Ask…");
    await page.locator("textarea").first().fill("WHEN-IS-IT-PUBLISHED");
    await page.locator('button[value="send"]').click();
    expect(await main()).toContain("Our <b>statement</b>\nin two lines");
    await picture(page, "table-answered");
    const desk = await t.done(`party show ${ref} 1`, { as: "hana" });
    for (const said of ["WHEN-IS-IT-PUBLISHED", "Our <b>statement</b>", "Not Vulnerable"])
      expect(desk.toLowerCase()).toContain(said.toLowerCase());
  });

  test("the other language shows the same page, also a form half filled in", async () => {
    await press("Fix…");
    await page.locator("#f-at").fill("2027-06-01 10:00");
    await page.locator("button.turn").click();
    expect(await page.locator("html").getAttribute("lang")).toBe("ja");
    expect(await page.locator("#f-at").inputValue()).toBe("2027-06-01 10:00");
    await picture(page, "table-fix-ja");
    await page.getByRole("button", { name: "案件に戻る" }).click();
    expect(await main()).toContain("CANARY-PRODUCT");
    await picture(page, "table-case-ja");
    await page.locator("button.turn").click();
    expect(await main()).toContain("You see your own side only");
  });

  test("the end of the embargo is told on the reader's own clock as well, wherever they sit", async () => {
    const context = await browser.newContext({ timezoneId: "America/New_York", viewport: { width: 390, height: 844 } });
    const there = await context.newPage();
    await there.goto(`${site.url}/table?lang=en#${secret}`);
    await there.getByRole("button", { name: "Open" }).click();
    await there.locator(`button[value="reply show ${ref}"]`).click();
    const time = there.locator("time[data-clock]").first();
    const at = new Date((await time.getAttribute("datetime")) ?? "");
    const clock = new Intl.DateTimeFormat("en-GB", {
      timeZone: "America/New_York",
      hour: "2-digit",
      minute: "2-digit",
    });
    expect(await time.innerText()).toMatch(new RegExp(`^\\w{3}.* ${clock.format(at)} GMT-[45]$`));
    expect(await there.locator("main").innerText()).toContain(`(on your clock ${await time.innerText()})`);
    await picture(there, "table-own-clock");
    // What they type is meant on that clock, too.
    await there.getByRole("button", { name: "Fix…" }).click();
    expect(await there.locator("#f-zone").inputValue()).toBe("America/New_York");
    expect(await there.locator("main").innerText()).toContain("The time zone below says whose clock it is");
    await picture(there, "table-fix-zone");
    // Whoever takes it out means the desk's, also when something else has to be mended first.
    await there.locator("#f-zone").fill("");
    await there.locator("#f-at").fill("tomorrow-ish");
    await there.locator('input[name="f.stage"]').first().check();
    await there.locator('button[value="send"]').click();
    expect(await there.locator("#e-at").innerText()).toContain("cannot be read as a time");
    expect(await there.locator("#f-zone").inputValue()).toBe("");
    await context.close();
    const desks = await (await browser.newContext({ timezoneId: "Asia/Tokyo" })).newPage();
    await desks.goto(`${site.url}/table?lang=en#${secret}`);
    await desks.getByRole("button", { name: "Open" }).click();
    await desks.locator(`button[value="reply show ${ref}"]`).click();
    expect(await desks.locator("main").innerText()).toContain(" JST = ");
    expect(await desks.locator("main").innerText()).not.toContain("on your clock");
    await desks.context().close();
  });

  test("without scripts, on a phone: the code is typed, nothing is lost", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    const phone = await context.newPage();
    await phone.goto(`${site.url}/table?lang=en`);
    await phone.locator("#code").fill(`${site.url}/table#${secret}`);
    await phone.getByRole("button", { name: "Open" }).click();
    expect(await phone.locator("main").innerText()).toContain(`#${ref}`);
    await phone.locator(`button[value="reply show ${ref}"]`).click();
    // Without a script nobody knows their zone: only the named ones stand there.
    expect(await phone.locator("main").innerText()).toContain(" UTC");
    expect(await phone.locator("main").innerText()).not.toContain("on your clock");
    const wide = await phone.evaluate("document.documentElement.scrollWidth");
    expect(wide).toBeLessThanOrEqual(390);
    await context.close();
  });
});

describe("what the page refuses", () => {
  const wrong = async (fields: Record<string, string>): Promise<string> => {
    const answer = await post({ lang: "en", ...fields });
    expect(answer.status).toBe(404);
    return withoutFresh(await answer.text());
  };

  test("every code and link that opens nothing gets the same page: wrong, used, late, taken off", async () => {
    const never = await wrong({ code: "x" });
    const used = await makeCode(1);
    await post({ lang: "en", code: used });
    expect(await wrong({ code: used })).toBe(never);
    expect(await wrong({ code: "0000-0000-0000-0000-0000-0000-0000" })).toBe(never);
    expect(await wrong({ secret: "A".repeat(43), run: `reply show ${ref}` })).toBe(never);
    const late = await makeCode(1);
    await t.database.owner()`update vendor_codes set expires_at = now() where used_at is null`;
    expect(await wrong({ code: late })).toBe(never);
    expect(never).not.toContain("CANARY");
    const refused = await t.database.owner()`
      select count(*)::int as n from audit where action = 'account.refused' and data->>'platform' = 'web'`;
    // One for wrong codes and one for wrong links, however many there were.
    expect(refused[0]?.["n"]).toBe(2);
  });

  test("the same sending twice has one effect, and shows the same link", async () => {
    const fields = { lang: "en", code: await makeCode(2), fresh: "B".repeat(43) };
    for (const _ of [1, 2]) expect(await (await post(fields)).text()).toContain(`/table#${fields.fresh}`);
    const asked = { lang: "en", secret, once: "one", step: "send", line: `reply ask ${ref}`, "f.text": "TWICE" };
    for (const _ of [1, 2]) expect((await post(asked)).status).toBe(200);
    expect((await t.done(`party show ${ref} 1`, { as: "hana" })).split("TWICE")).toHaveLength(2);
  });

  test("another press on the same page is another act, and the link can be read in the other language", async () => {
    const first = { lang: "en", secret, once: "two", step: "send", line: `reply ask ${ref}`, "f.text": "ONE-WORD" };
    for (const text of ["ONE-WORD", "OTHER-WORD"]) await post({ ...first, "f.text": text });
    const shown = await t.done(`party show ${ref} 1`, { as: "hana" });
    for (const text of ["ONE-WORD", "OTHER-WORD"]) expect(shown.split(text)).toHaveLength(2);
    const turned = await (await post({ lang: "en", secret, turn: "kept.ja" })).text();
    expect(turned).toContain(`/table#${secret}`);
    expect(turned).toContain("あなた専用のリンク");
  });

  test("a case to which they are not invited is answered as one that is not there", async () => {
    const tsuki = { lang: "en", secret: "B".repeat(43) };
    const missing = await (await post({ ...tsuki, run: "reply show 00000001" })).text();
    const theirs = await (await post({ ...tsuki, run: `reply show ${ref}` })).text();
    const plain = (html: string): string => html.replaceAll(/value="[^"]*"/g, "");
    expect(plain(theirs)).toBe(plain(missing));
    expect(missing).toContain("You are invited to no case");
  });

  test("the desk's own verbs do nothing from here, and another site cannot post", async () => {
    for (const line of [`case show ${ref}`, "vendor list", `party show ${ref} 1`, "help"]) {
      const text = await (await post({ lang: "en", secret, run: line })).text();
      expect(text, line).not.toMatch(/TSUKI|Subaru|hana/);
    }
    expect((await post({ secret }, { "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
  });

  test("no cookie, nothing cached, no secret in the log or in an address", async () => {
    const answer = await post({ lang: "en", secret, run: `reply show ${ref}` });
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(site.logged()).not.toContain(secret);
    expect(await answer.text()).not.toMatch(/(?:href|action)="[^"]*[\w-]{43}/);
  });

  test("a link ends by itself, and at once when its person is taken off", async () => {
    await t.done("desk settings vendor.page-days 30");
    const age = (days: number) =>
      t.database.owner()`update vendor_accounts set linked_at = now() - make_interval(days => ${days})`;
    await age(29);
    expect((await post({ lang: "en", secret })).status).toBe(200);
    await age(30);
    expect((await post({ lang: "en", secret })).status).toBe(404);
    await age(0);
    expect((await post({ lang: "en", secret })).status).toBe(200);
    await t.done("vendor unlink 1 1", { as: "hana" });
    expect((await post({ lang: "en", secret })).status).toBe(404);
  });
});
