import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDesk, testDesk } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator" });
});
afterAll(() => t.database.close());

test("what the case answered by itself is kept with its reason of that day, sealed, whatever the case says later", async () => {
  const { ref } = await t.report("software", { exploited: "no", exploit_public: "no" });
  await t.done(`report accept ${ref} all`);
  await t.done(`score ssvc ${ref} contacted=yes utility=laborious safety=minimal`, { as: "hana" });
  const facts = "supplier engagement (SE): the supplier does not answer — no party has answered yet";
  expect(await t.done(`score explain ${ref}`)).toContain(facts);
  // The case goes on: the same question would be answered otherwise today.
  await t.done(`party add ${ref} "Hoshi Soft" vendor`);
  await t.done(`party add ${ref} "Tsuki Soft" vendor`);
  const asked = await t.done(`score ssvc ${ref} utility=laborious safety=minimal suppliers=one`, { as: "hana" });
  expect(asked).toContain('answered; the case would say "several suppliers": several parties take part');
  const history = await t.done(`score history ${ref}`);
  expect(history).toContain("supplier cardinality (SC): one supplier — one product or site is named");
  expect(history).toContain(`from the case: report public (RP): not public — nothing says that it is public`);
  // Of a person's own answers only explain speaks, of the last decision.
  expect(history).not.toContain("several parties take part");
  const explained = await t.done(`score explain ${ref}`);
  expect(explained).toContain("SSVC, as it was answered then");
  expect(explained).toContain('SC): one supplier — answered; the case would say "several suppliers"');
  const ja = await t.done(`score history ${ref}`, { locale: "ja" });
  expect(ja).toContain("案件から: 公表の有無（RP）: 公表されていない — 公表されたという情報がない");
  const [row] = await t.database.sql`select reasons from ssvc_decisions order by id limit 1`;
  expect(Buffer.from(row?.["reasons"]).toString("latin1")).not.toContain("answered");
  // The finer points from which one follows are kept with it, too.
  await t.done(`score ssvc ${ref} automatable=no density=concentrated harm=negligible`, { as: "hana" });
  expect(await t.done(`score explain ${ref}`)).toContain(
    "utility (U): efficient — from automatable (A): an attack cannot reliably be automated · value density (VD): much to gain",
  );
  // From before reasons were kept.
  await t.database.sql`update ssvc_decisions set reasons = null`;
  expect(await t.done(`score explain ${ref}`)).not.toContain("as it was answered then");
  expect(await t.done(`score history ${ref}`)).toContain("3 the same");
});
