import { afterAll, beforeAll, expect, test } from "vitest";
import { createForms } from "../../commands/forms.ts";
import { plain } from "../../src/render.ts";
import { cvssVersions, groupsOf, metricsOf } from "../../src/score/metrics.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator" });
});
afterAll(() => t.database.close());

const bases = {
  "2.0": "AV:N/AC:L/Au:N/C:P/I:P/A:P",
  "3.0": "CVSS:3.0/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
  "3.1": "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
  "4.0": "CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
} as const;

const open = async (line: string, options: Record<string, string> = {}) => {
  const opened = await createForms(t.desk).open({
    principal: { platform: "console", tenant: "local", user: "admin" },
    place: { kind: "private" },
    locale: "en",
    line,
    options,
  });
  if (!opened.ok) throw new Error(opened.code);
  const said = opened.form.after.map((n) => (n.kind === "para" ? plain(n.text) : "")).join("\n");
  return { fields: opened.form.fields, names: opened.form.fields.map((f) => f.name), said };
};

test.each(cvssVersions)(
  "every group of %s by menus: as the score has it, and back to the shortest vector",
  async (v) => {
    const { ref } = await t.report();
    await t.done(`score cvss ${ref} ${bases[v]}`);
    const groups = groupsOf(v).filter((g) => g !== "base");
    expect((await open(`score refine ${ref}`)).fields).toMatchObject([
      { name: "group", input: { options: groupsOf(v).map((value) => ({ value })) } },
    ]);
    for (const group of groups) {
      const metrics = metricsOf[v].filter((m) => m.group === group);
      const form = await open(`score refine ${ref}`, { group });
      expect(form.names).toEqual(["group", ...metrics.map((m) => m.key), "why"]);
      // Each is not defined, and says so.
      for (const m of metrics) expect(form.fields.find((f) => f.name === m.key)?.initial).toBe(m.values[0]);
      const last = Object.fromEntries(metrics.map((m) => [m.key, m.values.at(-1) ?? ""]));
      const done = await t.done(`score refine ${ref}`, { options: { group, ...last } });
      expect(done).toContain(metrics.map((m) => `${m.key}:${m.values.at(-1)}`).join("/"));
      const again = await open(`score refine ${ref} group=${group}`);
      for (const m of metrics) expect(again.fields.find((f) => f.name === m.key)?.initial).toBe(m.values.at(-1));
      const none = Object.fromEntries(metrics.map((m) => [m.key, m.values[0] ?? ""]));
      expect((await open(`score refine ${ref}`, { group, ...none })).said).toMatch(
        new RegExp(`  ${bases[v].replaceAll(".", "\\.")}( |$)`),
      );
      await t.done(`score refine ${ref}`, { options: { group, ...none } });
      expect(await t.done(`score explain ${ref}`)).toContain(`  ${bases[v]}\n`);
    }
  },
);

test("in the terminal: the metrics as they are, one changed, and what it then scores; not twice the same", async () => {
  const { ref } = await t.report();
  const refused = await t.say(`score refine ${ref} E:P`);
  expect(refused).toMatchObject({ ok: false, code: "case.not-ready" });
  expect(textOf(refused)).toContain(`First the base metrics: score cvss ${ref}`);
  await t.done(`score cvss ${ref} ${bases["3.1"]}`);
  const menu = await t.done(`score refine ${ref} group=threat`);
  expect(menu).toContain("Exploit Code Maturity (E): now X not defined (X · U · P · F · H)");
  expect(menu).not.toContain("Confidentiality Requirement");
  const done = await t.done(`score refine ${ref} E:U/CR:L why="Nobody has seen any"`, { as: "hana" });
  expect(done).toContain(`${bases["3.1"]}/E:U/CR:L`);
  expect(done).toContain("base 7.8 High · temporal 7.1 High · environmental");
  expect(await t.done(`score refine ${ref} CR:L`)).toContain("says so already: nothing was recorded");
  const history = await t.done(`score history ${ref}`);
  expect(history).toContain("2 of 2");
  expect(history).toContain("Nobody has seen any");
  expect(textOf(await t.say(`score refine ${ref} E:Q`))).toContain('Metric 1, "E:Q" is not a value of Exploit Code');
  expect(await t.done(`score refine ${ref} group=environmental`, { locale: "ja" })).toContain(
    "機密性の要求度（CR）: いま L 低（X · L · M · H）",
  );
});

test("another's score is refined from that one; the desk's stays", async () => {
  const { ref } = await t.report("software", { cvss_vector: bases["4.0"] });
  await t.done(`score cvss ${ref} ${bases["3.1"]}`);
  const { names, fields } = await open(`score refine ${ref}`, { by: "finder", group: "supplemental" });
  expect(names.slice(0, 3)).toEqual(["by", "group", "S"]);
  expect(fields[0]?.initial).toBe("finder");
  const done = await t.done(`score refine ${ref}`, { options: { by: "finder", group: "supplemental", AU: "Y" } });
  expect(done).toContain(`${bases["4.0"]}/AU:Y`);
  expect(await t.done(`case show ${ref}`)).toContain(`7.8  ${bases["3.1"]}`);
});
