import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createForms } from "../../commands/forms.ts";
import { checkOf } from "../../src/domain/vendors/checked.ts";
import { clockDatabase } from "../support/clock.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

const start = new Date("2026-12-02T03:00:00Z");
const inDays = (n: number): Date => new Date(start.getTime() + n * 86_400_000);

describe("how old a check is", () => {
  test.each([
    [null, "never"],
    [inDays(0), "old"],
    [inDays(1), "fresh"],
  ] as const)("checked %s is %s after 365 days", (at, is) => {
    expect(checkOf(at, inDays(365), 365)).toBe(is);
  });
});

describe("a check that was long ago is said in words, and nothing is sent", () => {
  let t: TestDesk;
  let clock: { set(at: Date): Promise<unknown> };
  let ref = "";
  const hana = { as: "hana" };
  const desk = (line: string, locale: "ja" | "en" = "en") => t.done(line, { ...hana, locale });
  beforeAll(async () => {
    const database = await clockDatabase(start);
    ({ clock } = database);
    t = await testDesk({ database });
    await t.members({ hana: "coordinator,approver" });
    ({ ref } = await t.report("software", {}, start));
    await t.done(`report accept ${ref} all`);
    for (const [i, name] of ["Hoshi", "Tsuki", "Kumo"].entries()) {
      await desk(`vendor add "${name} Soft"`);
      await desk(`vendor contact ${i + 1} "Person of ${name}"`);
      await desk(`party add ${ref} vendor=${i + 1}`);
    }
    await desk("vendor verify 1");
    await desk("vendor verify 1 1");
    await clock.set(inDays(200));
    await desk("vendor verify 2");
  });
  afterAll(() => t.database.close());

  test("before its days are over it is none", async () => {
    await clock.set(inDays(364));
    for (const line of ["vendor show 1", "vendor list", `party list ${ref}`])
      expect(await desk(line)).not.toContain("long ago");
    expect(await desk("vendor list verified=old")).toContain("No vendor fits");
  });

  test("after them the entry, the list and the case's parties say since when", async () => {
    await clock.set(inDays(365));
    const waits = await t.database.owner()`select count(*)::int as n from notices`;
    const shown = await desk("vendor show 1");
    // The entry, and the person.
    expect(shown.split("last checked long ago, on Wed 2 Dec 2026")).toHaveLength(3);
    expect(await desk("vendor show 2")).not.toContain("long ago");
    const list = await desk("vendor list");
    expect(list).toMatch(/1 · Hoshi Soft · last checked long ago/);
    expect(list).toMatch(/2 · Tsuki Soft$/m);
    expect(list).toMatch(/3 · Kumo Soft · never checked/);
    expect(await desk(`party list ${ref}`)).toMatch(/Hoshi Soft .*last checked long ago, on Wed 2 Dec 2026/);
    expect(await desk("vendor show 1", "ja")).toContain("確認が古い（最後の確認 2026年12月2日");
    expect(await t.database.owner()`select count(*)::int as n from notices`).toEqual(waits);
  });

  test.each([
    ["old", "Hoshi", "1-1 of 1"],
    ["fresh", "Tsuki", "1-1 of 1"],
    ["never", "Kumo", "1-1 of 1"],
  ])("the list can show those alone: %s", async (verified, name, span) => {
    await clock.set(inDays(365));
    const list = await desk(`vendor list verified=${verified}`);
    expect(list).toContain(span);
    expect(list).toContain(`${name} Soft`);
  });

  test("the days are the desk's to set; a new check ends it", async () => {
    await t.done("desk settings vendor.verified-days 400");
    expect(await desk("vendor list")).not.toContain("long ago");
    await t.done("desk settings vendor.verified-days 100");
    expect(await desk("vendor list verified=old")).toContain("1-2 of 2");
    await desk("vendor verify 1");
    expect(await desk("vendor list verified=old")).toContain("1-1 of 1");
  });

  test("a setting is looked for by its name, since there are more than a list holds; a wrong one is told which there are", async () => {
    const inv = {
      principal: { platform: "console", tenant: "local", user: "admin" },
      place: { kind: "private" },
      locale: "en",
      line: "desk settings",
    } as const;
    const found = await createForms(t.desk).suggest(inv, "key", "verified");
    expect(found.map((f) => f.value)).toEqual(["vendor.verified-days"]);
    expect(await createForms(t.desk).suggest(inv, "key", "")).toHaveLength(25);
    const wrong = await t.say("desk settings vendor.days 3");
    expect(wrong).toMatchObject({ ok: false, code: "args.invalid" });
    expect(textOf(wrong)).toContain("vendor.verified-days");
  });

  test("a case says how many vulnerabilities it lists, and where", async () => {
    expect(await desk(`case show ${ref}`)).not.toContain("vuln list");
    await desk(`vuln add ${ref} Overflow`);
    await desk(`vuln add ${ref} Race`);
    expect(await desk(`case show ${ref}`)).toContain(`Vulnerabilities: 2 (vuln list ${ref})`);
  });
});
