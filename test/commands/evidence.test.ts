import { afterAll, beforeAll, expect, test } from "vitest";
import { createForms } from "../../commands/forms.ts";
import { type Evidence, evidenceFor, type Looked } from "../../src/domain/evidence.ts";
import { reportOf, type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator" });
});
afterAll(() => t.database.close());

const looked = (over: Partial<Looked> = {}): Looked => ({
  kind: "software",
  report: {
    ...reportOf.software,
    steps: "Open the image that is attached",
    result: "The viewer crashes",
    threat: "Code of others runs",
  },
  receivedAt: new Date("2026-11-26T00:00:00Z"),
  score: undefined,
  alike: 0,
  ...over,
});
const of = (condition: Evidence["condition"], l: Looked) => {
  const found = evidenceFor(l).find((e) => e.condition === condition);
  return { for: found?.for.map((w) => w.en), against: found?.against.map((w) => w.en) };
};
const site = (over: Readonly<Record<string, string>>): Looked =>
  looked({ kind: "website", report: { ...reportOf.website, ...over } });

test("a plain report has its items, and no case looks alike", () => {
  expect(of("R-01", looked())).toEqual({ for: ["every required item is given"], against: [] });
  expect(of("R-05", looked())).toEqual({ for: ["no case looks alike"], against: [] });
});

test.each([
  ["R-01", looked({ report: { ...reportOf.software, steps: "" } }), "required items are empty"],
  ["R-01", looked({ report: { ...reportOf.software, threat: "bad" } }), "a description is very short"],
  ["R-02", looked({ score: 0 }), "the finder's CVSS says that nothing is harmed"],
  ["R-02", site({ confirmed_on: "2026-12-24" }), "the day it was seen lies after the receipt"],
  ["R-03", site({ site_url: "https://shop.example.com/" }), "the site is not under .jp: is it used from Japan?"],
  ["R-03", site({ site_url: "http://192.168.1.1/" }), "the address is of an internal network"],
  ["R-04", looked({ report: { vuln_type: "unknown" } }), "the finder does not know the kind of weakness"],
  ["R-05", looked({ alike: 2 }), "cases look alike (below)"],
  ["R-05", looked({ report: { other_reports: "JPCERT/CC, 2026-11-01" } }), "it was reported elsewhere, too"],
] as const)("%s: against it", (condition, l, words) => {
  expect(of(condition, l).against).toContain(words);
});

test("the report shows the signs for each condition, and cases that look alike with the reason", async () => {
  const product = { product_name: "Tsubame Mail", vendor_name: "Tsubame Works", cwe: "CWE-79" };
  const { ref: before } = await t.report("software", product);
  await t.done(`score cwe ${before} CWE-79`);
  const { ref: other } = await t.report("software", { ...product, vendor_name: "Somebody else" });
  const { ref } = await t.report("software", product);
  const shown = await t.done(`report show ${ref}`, { as: "hana" });
  expect(shown).toContain("R-01 all required items are given: + every required item is given");
  expect(shown).toContain("R-02 the content does not contradict itself: no sign either way");
  expect(shown).toContain("− cases look alike (below)");
  expect(shown).toContain("Cases that look alike (2)");
  expect(shown).toMatch(
    new RegExp(`#${before} · Tsubame Mail 3\\.2\\.1 · received — same words in product and vendor, same weakness`),
  );
  expect(shown.indexOf(`#${before}`)).toBeLessThan(shown.indexOf(`#${other}`));
  expect(shown).toContain(`report merge ${ref} ${before}`);
  // Once it is judged, nobody asks any more.
  await t.done(`report accept ${ref} all`);
  expect(await t.done(`report show ${ref}`)).not.toContain("Cases that look alike");
});

test("a site looks alike by its host alone", async () => {
  const { ref: same } = await t.report("website", { site_url: "https://kokage.example.jp/login" });
  const { ref: near } = await t.report("website", { site_url: "https://jp.kokage.example/" });
  const { ref } = await t.report("website", { site_url: "https://kokage.example.jp/search" });
  const shown = await t.done(`report show ${ref}`, { locale: "ja" });
  expect(shown).toContain("似た案件（1件）");
  expect(shown).toMatch(new RegExp(`#${same} .*同じサイト`));
  expect(shown).not.toContain(`#${near}`);
});

test("the form for accepting shows the signs to the desk, and to nobody else who reads there", async () => {
  const { ref } = await t.report();
  const forms = createForms(t.desk);
  const form = async (place: Parameters<typeof forms.open>[0]["place"]) => {
    const opened = await forms.open({
      principal: { platform: "console", tenant: "local", user: "admin" },
      place,
      locale: "en",
      line: `report accept ${ref}`,
    });
    if (!opened.ok) throw new Error(opened.code);
    return JSON.stringify([opened.form.before, opened.form.after]);
  };
  expect(await form({ kind: "private" })).toContain("every required item is given");
  expect(await form({ kind: "room", platform: "slack", tenant: "T1", channel: "C9" })).not.toContain("required item");
});

test("a flood is declined with one reason only after somebody has looked at it: all of it or none", async () => {
  const refs = [(await t.report()).ref, (await t.report()).ref, (await t.report()).ref];
  const states = async (): Promise<unknown[]> =>
    (await t.database.sql`select state from cases where reference = any(${refs.map(Number)})`).map((r) => r["state"]);
  const line = `report decline-several r-04 ${refs.join(" ")}`;
  const shown = await t.done(line, { as: "hana" });
  expect(shown).toContain('3 would be declined as "not a vulnerability"');
  expect(shown).toContain("[Decline them]");
  expect(new Set(await states())).toEqual(new Set(["RCV"]));
  // One of them was accepted meanwhile: none is declined.
  const { ref: accepted } = await t.report();
  await t.done(`report accept ${accepted} all`);
  const refused = await t.say(`report decline-several r-04 count=4 cases="${[...refs, accepted].join(" ")}"`);
  expect(refused).toMatchObject({ ok: false, code: "case.wrong-state" });
  expect(textOf(refused)).toContain(`Already judged: #${accepted}`);
  expect(new Set(await states())).toEqual(new Set(["RCV"]));
  const done = await t.done(`report decline-several r-04 count=3 cases="${refs.join(", ")}"`, { as: "hana" });
  expect(done.match(/declined/g)).toHaveLength(3);
  expect(new Set(await states())).toEqual(new Set(["REJ"]));
  const told = await t.database.sql`select count(*)::int as n from messages where template = 'M04'`;
  expect(told[0]?.["n"]).toBe(3);
});

test.each([
  ["report decline-several r-04 12345", "is no reference"],
  ["report decline-several r-04 00000000", "There is no such case"],
  [`report decline-several r-04 ${Array.from({ length: 26 }, (_, i) => 10_000_000 + i).join(" ")}`, "These are 26"],
])("%s is refused", async (line, words) => {
  expect(textOf(await t.say(line))).toContain(words);
});
