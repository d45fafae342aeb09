import { afterAll, beforeAll, expect, test } from "vitest";
import { createIntake } from "../../commands/report/status.ts";
import { undertakings } from "../../src/domain/lifecycle/priority.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

/** Acts by which somebody outside the case's audience is told: priority information (§3.4) and the government (2026 edition). */
let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", ito: "intake_officer", yui: "approver" });
});
afterAll(() => t.database.close());

const refused = async (line: string, as: string): Promise<string> => {
  const answer = await t.say(line, { as });
  return answer.ok ? "done" : `${answer.code}: ${textOf(answer)}`;
};
/** A product's case with its date of publication set, and how far its vendor is. */
async function dated(work: "fix_ready" | "confirmed") {
  const made = await t.report("software", { exploited: "yes" });
  await t.done(`report accept ${made.ref} all`, { as: "ito" });
  await t.done(`party add ${made.ref} Vendor`, { as: "hana" });
  await t.done(`party attempt ${made.ref} 1 mail answered`, { as: "hana" });
  await t.done(`party status ${made.ref} 1 work=details_sent`, { as: "hana" });
  await t.done(`case move ${made.ref} ver`, { as: "hana" });
  await t.done(`party status ${made.ref} 1 work=confirmed`, { as: "hana" });
  await t.done(`case move ${made.ref} fix`, { as: "hana" });
  await t.done(`party status ${made.ref} 1 work=${work}`, { as: "hana" });
  return made;
}
const all = [...undertakings, "consulted", "listed"];

test("priority information needs each of its conditions, and two people; the finder reads that it was done, not to whom", async () => {
  const { ref, receipt } = await dated("fix_ready");
  const line = (conditions: readonly string[]) => `case inform ${ref} ${conditions.join(",")} Power company A`;
  expect(await refused(line(all), "hana")).toMatch(/case.not-ready.*the publication has no date/s);
  await t.done(`case move ${ref} dat +30d`, { as: "hana" });
  for (const left of all) {
    expect([left, await refused(line(all.filter((c) => c !== left)), "hana")]).toEqual([
      left,
      expect.stringMatching(/^case.not-ready/),
    ]);
  }
  const proposed = await t.done(line(all), { as: "hana" });
  const id = /no\. (\d+)/.exec(proposed)?.[1];
  expect(await refused(`case confirm ${id}`, "hana")).toMatch(/^not-allowed/);
  await t.done(`case confirm ${id}`, { as: "yui" });
  expect(await t.done(`case show ${ref}`, { as: "hana" })).toMatch(/Note .* hana\n.*Power company A/);
  const said = (await createIntake(t.desk).status(receipt))?.messages.map((m) => m.body).join("\n") ?? "";
  expect(said).toContain("we informed operators of critical infrastructure");
  expect(said).not.toContain("Power company A");
});

test("no priority information while no vendor has a fix", async () => {
  const { ref } = await dated("confirmed");
  await t.done(`case move ${ref} dat +30d`, { as: "hana" });
  expect(await refused(`case inform ${ref} ${all.join(",")} Power company A`, "hana")).toMatch(
    /case.not-ready.*no vendor has its fix ready/s,
  );
});

test("notices to the government are off; switched on they are suggested, never sent, and recorded by two people", async () => {
  const { ref, receipt } = await dated("confirmed");
  const line = `case government ${ref} told the Cabinet Office by phone`;
  await t.done(`score cvss ${ref} CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H`, { as: "hana" });
  expect(await refused(line, "hana")).toMatch(/case.not-ready: Notices to the government.*government.notice 1/s);
  expect(await t.done(`score impact ${ref}`, { as: "hana" })).not.toContain("government");
  await t.done("desk settings government.notice 1");
  expect(await t.done(`score impact ${ref}`, { as: "hana" })).toContain(`case government ${ref}`);
  expect(await t.done(`score impact ${ref} exploited=no infrastructure=no users=10`, { as: "hana" })).not.toContain(
    "government",
  );
  const site = await t.report("website");
  expect(await refused(`case government ${site.ref} x`, "hana")).toMatch(/^case.not-ready/);
  const before = (await createIntake(t.desk).status(receipt))?.messages.length;
  const id = /no\. (\d+)/.exec(await t.done(line, { as: "hana" }))?.[1];
  expect(await t.done(`case show ${ref}`, { as: "hana" })).not.toContain("Government told");
  await t.done(`case confirm ${id}`, { as: "yui" });
  expect(await t.done(`case show ${ref}`, { as: "hana" })).toContain("Government told");
  expect((await createIntake(t.desk).status(receipt))?.messages.length).toBe(before);
});

test("a public body is asked for help with a site's case by two people; the ends of a site's case take two where the desk says so", async () => {
  await t.done("member role hana coordinator,web_handler");
  const { ref } = await t.report("website");
  expect(await refused(`case refer ${ref} mic asked who runs it`, "hana")).toMatch(
    /^case.wrong-state.*once its operator/s,
  );
  await t.done(`report accept ${ref} all`, { as: "ito" });
  await t.done(`party add ${ref} Shop`, { as: "hana" });
  await t.done(`party attempt ${ref} 1 form none`, { as: "hana" });
  const id = /no\. (\d+)/.exec(await t.done(`case refer ${ref} mic asked who runs it`, { as: "hana" }))?.[1];
  await t.done(`case confirm ${id}`, { as: "yui" });
  expect(await t.done(`case show ${ref}`, { as: "hana" })).toMatch(/Note .* hana\n.*asked who runs it/);
  await t.done("desk settings second.close 1");
  const end = /no\. (\d+)/.exec(await t.done(`case close ${ref} T-06 note="alert of 3 December"`, { as: "hana" }))?.[1];
  expect(await t.done(`case show ${ref}`, { as: "hana" })).not.toContain("ended after a broad alert");
  await t.done(`case confirm ${end}`, { as: "yui" });
  expect(await t.done(`case show ${ref}`, { as: "hana" })).toContain("ended after a broad alert");
});
