import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", ana: "analyst" });
});
afterAll(() => t.database.close());

const local = "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H";
const remote = "CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:U/C:H/I:H/A:H";

test("finder's, vendor's and desk's scores stand side by side, with the metrics that differ; the desk's is in force", async () => {
  const { ref } = await t.report("software", { cvss_vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" });
  await t.done(`report accept ${ref} all`);
  const desk = await t.done(`score cvss ${ref} ${local}`, { as: "hana" });
  expect(desk).toContain("desk: 7.8 High (CVSS 3.1)");
  expect(desk).toContain("finder: 9.8 Critical (CVSS 3.1)");
  expect(desk).toContain("from the report) — differs in 2: Attack Vector (AV): L local → N network · User Interaction");
  const vendor = await t.done(`score cvss ${ref} ${local.replace("A:H", "A:N")} vendor Their advisory of Monday`);
  expect(vendor).toContain(`#${ref} score of the vendor or operator  7.1 High`);
  expect(vendor).toContain("differs in 1: Availability (A): H high → N none");
  expect(await t.done(`case show ${ref}`)).toContain(`7.8  ${local}`);
  // What the desk enters for a finder goes before the report.
  await t.done(`score cvss ${ref} ${remote} by=finder`);
  const explained = await t.done(`score explain ${ref}`);
  expect(explained).toContain("finder: 8.0 High");
  expect(explained).not.toContain("from the report");
});

test("history says who, when and why; until a day it shows what was known then", async () => {
  const { ref } = await t.report();
  const before = new Date();
  await t.done(`score cvss ${ref} ${local} why="The sample needs a click"`, { as: "hana" });
  await t.done(`score cvss ${ref} ${remote}`, { as: "admin" });
  const history = await t.done(`score history ${ref}`, { as: "ana" });
  expect(history).toContain("2 of 2 until");
  expect(history).toMatch(/JST {2}hana {2}CVSS \(desk\) 7\.8 High .* — The sample needs a click/);
  expect(history.indexOf("7.8")).toBeLessThan(history.indexOf("8.0"));
  const day = new Date(before.getTime() - 86_400_000).toISOString().slice(0, 10);
  expect(await t.done(`score history ${ref} at=${day}`)).toContain("not scored yet");
  expect(textOf(await t.say(`score history ${ref} at=whenever`))).toContain("cannot be read as a time");
  const [stored] = await t.database.sql`select why, made from scores where vector = ${local} order by id desc limit 1`;
  expect(String(stored?.["why"])).not.toContain("click");
  expect(stored?.["made"]).toMatch(/^ae-cvss-calculator \d/);
});

test("what a case's score means, metric by metric, and which single metric would take it over a border", async () => {
  const { ref } = await t.report();
  const scored = await t.done(`score cvss ${ref} ${local}`);
  expect(scored).toContain("No single metric alone raises the severity.");
  expect(await t.done(`score explain ${ref}`)).toContain("Attack Vector (AV): L local");
  const ja = await t.done(`score explain ${ref}`, { locale: "ja" });
  expect(ja).toContain("攻撃元区分（AV）: L ローカル");
  expect(ja).toContain("深刻度を変える一つの項目（");
  expect(await t.done(`score cvss ${ref} CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N`)).toMatch(
    /Single changes that raise the severity \(3 of \d\): /,
  );
  const explained = await t.done(`score explain ${ref}`);
  expect(explained).toContain("Confidentiality (C): L low → H high  8.2 High");
  expect(await t.done(`score explain ${(await t.report()).ref}`)).toContain("The desk has not scored it");
});

test("two vectors are compared metric by metric, and in words where their versions share none", async () => {
  const same = await t.done(`score compare ${local} ${remote}`);
  expect(same).toContain("Metrics that differ: 2");
  expect(same).toContain("Privileges Required (PR): N none → L low");
  expect(await t.done(`score compare ${local} ${local.replace("3.1", "3.0")}`)).toContain("No metric differs");
  const other = await t.done(`score compare ${local} AV:N/AC:L/Au:N/C:P/I:P/A:P`);
  expect(other).toContain("share no metrics");
  expect(other).toContain("Authentication (Au): N none");
  expect(textOf(await t.say(`score compare ${local} AV:N`))).toContain('begins with "AV:N"');
});
