import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { policy } from "../../commands/policy.ts";
import { roles } from "../../src/domain/roles.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({
    hana: "intake_officer,coordinator",
    mori: "coordinator",
    ana: "analyst",
    audrey: "auditor",
    adam: "admin",
  });
});
afterAll(() => t.database.close());

describe("who may run what", () => {
  test("every cell of command × role answers as the policy says", async () => {
    for (const role of roles) await t.done(`member add only-${role} ${role}`).catch(() => {});
    await t.members(Object.fromEntries(roles.map((r) => [`r-${r.replace("_", "-")}`, r])));
    let cells = 0;
    for (const command of commands) {
      for (const role of roles) {
        const answer = await t.say(command.name, { as: `r-${role.replace("_", "-")}` });
        const refused = !answer.ok && answer.code === "not-allowed";
        expect({ command: command.name, role, refused }).toEqual({
          command: command.name,
          role,
          refused: !policy[command.name]?.includes(role),
        });
        cells += 1;
      }
    }
    expect(cells).toBe(commands.length * roles.length);
  });

  test("a stranger gets one sentence and how to be let in, whatever is asked", async () => {
    // A code, and what can be done with it, are for those who are nobody yet.
    for (const { name } of commands.filter((c) => c.by !== "anyone")) {
      expect(await t.say(name, { as: "nobody" })).toMatchObject({ ok: false, code: "stranger" });
    }
    expect(textOf(await t.say("me", { as: "nobody" }))).toContain("member link NAME console:local:nobody");
  });

  test("a removed member is a stranger from the next command on, a changed role holds at once", async () => {
    await t.members({ gone: "coordinator" });
    expect((await t.say("case list", { as: "gone" })).ok).toBe(true);
    await t.done("member role gone auditor");
    expect(await t.say("case list", { as: "gone" })).toMatchObject({ ok: false, code: "not-allowed" });
    await t.done("member remove gone");
    expect(await t.say("me", { as: "gone" })).toMatchObject({ ok: false, code: "stranger" });
  });

  test("the last administrator stays one", async () => {
    for (const m of ["adam", "r-admin", "only-admin"]) await t.done(`member remove ${m}`);
    expect(await t.say("member role admin coordinator")).toMatchObject({ ok: false, code: "member.last-admin" });
    expect(await t.say("member remove admin")).toMatchObject({ ok: false, code: "member.last-admin" });
  });
});

describe("a report from receipt to case", () => {
  test("the whole story, step by step, ends where it should", async () => {
    const { ref } = await t.report();
    expect(await t.done("report list")).toContain(`#${ref}`);
    expect(await t.done(`report show ${ref}`, { as: "hana" })).toContain("すいすい画像ビューア");
    expect(await t.say(`report accept ${ref}`, { as: "hana" })).toMatchObject({ ok: false, code: "conditions.open" });
    const missing = textOf(await t.say(`report accept ${ref} R-01,R-02,R-03,R-04`, { as: "hana" }));
    expect(missing).toContain("R-05");
    expect(missing).not.toContain("R-01 ");
    await t.done(`report accept ${ref} all`, { as: "hana" });
    await t.done(`case take ${ref}`, { as: "hana" });
    expect(await t.done(`score cvss ${ref} CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H`, { as: "hana" })).toContain(
      "7.8 High",
    );
    expect(await t.done(`score impact ${ref}`, { as: "hana" })).toContain("priority");
    expect(await t.done(`score impact ${ref} spread=medium`, { as: "hana" })).toContain("7.8 × medium");
    await t.done(`case note ${ref} Vendor phoned`, { as: "hana" });
    const shown = await t.done(`case show ${ref}`, { as: "mori" });
    for (const part of ["Assignee: hana", "7.8  CVSS:3.1", "Vendor phoned", "accepted"]) expect(shown).toContain(part);
    expect(await t.done("case mine", { as: "hana" })).toContain(`#${ref}`);
    const history = await t.done(`case history ${ref}`, { as: "mori" });
    for (const act of [
      "report received",
      "opened for the first time",
      "accepted",
      "assigned",
      "CVSS scored",
      "note added",
    ]) {
      expect(history).toContain(act);
    }
    expect(history).toMatch(/Last readers:[\s\S]*mori {2}case/);
  });

  test("nothing can be accepted twice, and the refusal says what the case is", async () => {
    const { ref } = await t.report("website");
    await t.done(`report accept ${ref} all`);
    const again = await t.say(`report accept ${ref} all`);
    expect(again).toMatchObject({ ok: false, code: "case.wrong-state" });
    expect(textOf(again)).toContain("accepted");
    expect(await t.say(`report decline ${ref} R-04`)).toMatchObject({ ok: false, code: "case.wrong-state" });
  });

  test("declining needs a code, and its words reach the finder with the desk's own", async () => {
    const { ref } = await t.report("own-product");
    expect(await t.say(`report decline ${ref}`)).toMatchObject({ ok: false, code: "args.missing" });
    const bad = await t.say(`report decline ${ref} R-99`);
    expect(bad).toMatchObject({ ok: false, code: "args.invalid" });
    expect(textOf(bad)).toContain("r-01 · r-02");
    await t.done(`report decline ${ref} R-04 The settings page asks for the password first.`);
    expect(await t.done("report list")).not.toContain(ref);
    expect(await t.say(`case take ${ref}`)).toMatchObject({ ok: false, code: "case.wrong-state" });
  });

  test("an absent case and a forbidden one look the same", async () => {
    const one = await t.say("case show 00000000");
    const two = await t.say("case show 99999999");
    expect(textOf(one)).toBe(textOf(two));
    expect(one).toMatchObject({ ok: false, code: "case.not-found" });
  });

  test("part of a reference is answered with the ones that begin so", async () => {
    const { ref } = await t.report();
    const answer = await t.say(`case take ${ref.slice(0, 6)}`);
    expect(answer).toMatchObject({ ok: false, code: "case.not-found" });
    expect(textOf(answer)).toContain(`case take ${ref}`);
  });

  test("an analyst reads the report without its finder", async () => {
    const { ref } = await t.report("software", { finder_name: "Secret Finder" });
    expect(await t.done(`report show ${ref}`, { as: "ana" })).not.toContain("Secret Finder");
    expect(await t.done(`report show ${ref}`, { as: "hana" })).toContain("Secret Finder");
  });

  test("a case is given only to people who may work on it", async () => {
    const { ref } = await t.report();
    expect(await t.say(`case assign ${ref} audrey`)).toMatchObject({ ok: false, code: "person.needed" });
    expect(await t.say(`case assign ${ref} nobody`)).toMatchObject({ ok: false, code: "member.not-found" });
    expect(await t.done(`case assign ${ref} @mori`)).toContain("mori");
  });
});

describe("finding", () => {
  test("by reference, product, vendor, in Japanese and Latin letters; a website by its address", async () => {
    const a = await t.report("software", { product_name: "Tsukimi 月見バックアップ", vendor_name: "望月製作所" });
    const b = await t.report("website", { site_url: "https://hidden-shop.example.jp/x" });
    for (const q of [a.ref, "月見", "tsukimi", "TSUKI", "望月", "ﾊﾞｯｸｱｯﾌﾟ"])
      expect(await t.done(`case find ${q}`)).toContain(`#${a.ref}`);
    const site = await t.done("case find hidden-shop");
    expect(site).toContain(`#${b.ref}`);
    expect(site).not.toContain("hidden-shop.example");
    expect(await t.done("case find 存在しない製品")).toContain("Nothing matches");
  });
});

describe("lists", () => {
  test("page by key, 25 a page, count themselves, and miss and repeat nothing", async () => {
    const own = await testDesk();
    try {
      const made = new Set<string>();
      for (let i = 0; i < 60; i++)
        made.add((await own.report("software", {}, new Date(Date.UTC(2026, 0, 1 + (i % 20))))).ref);
      const seen: string[] = [];
      let line = "report list";
      for (let page = 0; page < 5 && line !== ""; page++) {
        const answer = await own.say(line);
        const text = textOf(answer);
        seen.push(...[...text.matchAll(/^\w* ?#(\d{8})/gm)].map((m) => m[1] ?? ""));
        expect(text).toContain("of 60, oldest first");
        line = /report list page=\S+/.exec(text)?.[0] ?? "";
      }
      expect(seen).toHaveLength(60);
      expect(new Set(seen)).toEqual(made);
    } finally {
      await own.database.close();
    }
  });

  test("priority cases come before older ones", async () => {
    const own = await testDesk();
    try {
      const old = await own.report("software", {}, new Date("2026-01-05T00:00:00Z"));
      const young = await own.report("software", {}, new Date("2026-03-05T00:00:00Z"));
      for (const { ref } of [old, young]) await own.done(`report accept ${ref} all`);
      await own.done(`score impact ${young.ref} impact=priority`);
      const list = await own.done("case list");
      expect(list.indexOf(young.ref)).toBeLessThan(list.indexOf(old.ref));
    } finally {
      await own.database.close();
    }
  });

  test("empty lists say what would be there", async () => {
    const own = await testDesk();
    try {
      expect(await own.done("report list")).toContain("No report waits");
      expect(await own.done("case list")).toContain("No open case");
      expect(await own.done("deadline list")).toContain("No deadline");
      expect(await own.done("case mine")).toContain("You have no case");
      expect(await own.done("duty who")).toContain("Nobody is on duty");
    } finally {
      await own.database.close();
    }
  });
});
