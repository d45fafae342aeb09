import { afterAll, beforeAll, expect, test } from "vitest";
import { createIntake } from "../../commands/report/status.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", ken: "web_handler", ito: "intake_officer", ana: "analyst" });
});
afterAll(() => t.database.close());

const canary = "canary-site";
const site = () =>
  t.report("website", {
    site_url: `https://${canary}.example.jp/`,
    discovery_story: `Seen on ${canary}`,
    why_vulnerability: `It is ${canary}`,
    threat: `Cookies of ${canary} leak`,
  });
/** A site's case that the operator verifies. */
async function verifying() {
  const made = await site();
  await t.done(`report accept ${made.ref} all`, { as: "ito" });
  await t.done(`party add ${made.ref} "${canary} KK"`, { as: "ken" });
  await t.done(`party attempt ${made.ref} 1 mail answered`, { as: "ken" });
  await t.done(`party status ${made.ref} 1 work=details_sent`, { as: "ken" });
  await t.done(`case move ${made.ref} ntf`, { as: "ken" });
  return made;
}
const split = async (ref: string, as = "ken"): Promise<string> => {
  const text = await t.done(`case split ${ref} "Hoshi Cart 2.1" the cart runs script from the address`, { as });
  return /(\d{8}) begins/.exec(text)?.[1] ?? text;
};
const row = async (ref: string) =>
  (await t.database.owner()`select * from cases where reference = ${Number(ref)}`)[0] ?? {};

test("a site whose cause is a product: the product's case begins accepted, and nothing in it tells the site", async () => {
  const { ref, receipt } = await verifying();
  const other = await split(ref);
  expect(await row(other)).toMatchObject({ kind: "software", state: "ACC", request: "in-force", assignee_id: null });
  expect((await row(ref))["state"]).toBe("NTF");
  const clocks = await t.database.owner()`
    select d.kind from deadlines d join cases c on c.id = d.case_id where c.reference = ${Number(other)} and d.state = 'open'`;
  expect(clocks.map((c) => c["kind"])).toEqual(["HANDOVER"]);

  // Whatever a coordinator who works with the vendor reads of the new case.
  const read = [
    await t.done(`case show ${other}`, { as: "hana" }),
    await t.done(`report show ${other}`, { as: "hana" }),
    await t.done(`party list ${other}`, { as: "hana" }),
    await t.done(`case history ${other}`, { as: "hana" }),
  ].join("\n");
  expect(read).toContain("Hoshi Cart 2.1");
  expect(read).toContain("the cart runs script from the address");
  expect(read).not.toContain(canary);
  expect(read).toContain(`Origin: #${ref}`);
  expect(await t.done(`case find Hoshi`, { as: "hana" })).toContain(other);
  expect(await t.done(`case find ${canary}`, { as: "hana" })).not.toContain(other);

  // The finder is the same person, and reads of both on the one page.
  expect(read).toContain("Kitano Subaru");
  expect(await t.done(`report show ${ref}`, { as: "ken" })).toContain("Kitano Subaru");
  await t.done(`party add ${other} "Hoshi Soft"`, { as: "hana" });
  await t.done(`party attempt ${other} 1 mail sent`, { as: "hana" });
  const status = await createIntake(t.desk).status(receipt);
  const said = status?.messages.map((m) => m.body) ?? [];
  expect(said.some((m) => m.includes(`TDK#${ref}`) && m.includes(`TDK#${other}`))).toBe(true);
  expect(said.at(-1)).toContain(`We have begun to contact the vendor about your report TDK#${other}`);
  expect(await t.done("audit verify")).toContain("are linked as they were written");
});

test("a product's report with two matters: the second keeps the report and whoever has it", async () => {
  const { ref } = await t.report("software", { steps: "Open both images" });
  await t.done(`report accept ${ref} all`, { as: "ito" });
  await t.done(`case take ${ref}`, { as: "hana" });
  const other = await split(ref, "hana");
  const read = await t.done(`report show ${other}`, { as: "hana" });
  expect(read).toContain("Open both images");
  expect(read).toContain("the cart runs script from the address");
  for (const first of ["3.2.1", "すいすいソフト", "すいすい画像ビューア"]) expect(read).not.toContain(first);
  // Pressed twice, it is one case still.
  expect(await t.say(`case split ${ref} "Hoshi Cart 2.1" again`, { as: "hana" })).toMatchObject({
    ok: false,
    code: "args.invalid",
    field: "product",
  });
  expect((await row(other))["assignee_id"]).toBe((await row(ref))["assignee_id"]);
  // A third from the second: the finder's key is bound to the first one still.
  const third =
    /(\d{8}) begins/.exec(await t.done(`case split ${other} "Hoshi Mail" it breaks`, { as: "hana" }))?.[1] ?? "";
  expect(await t.done(`report show ${third}`, { as: "hana" })).toContain("Kitano Subaru");
});

test("a vendor's own report that concerns others: the vendor is the finder of the new case", async () => {
  const { ref } = await t.report("own-product");
  await t.done(`report accept ${ref} all`, { as: "ito" });
  const other = await split(ref, "hana");
  expect(await t.done(`report show ${other}`, { as: "hana" })).toContain("psirt@vendor.example");
});

test("refused before acceptance, after the end, for who may not, and without words", async () => {
  const { ref } = await site();
  const refused = async (line: string, as: string): Promise<string> => {
    const answer = await t.say(line, { as });
    return answer.ok ? "done" : `${answer.code}: ${textOf(answer)}`;
  };
  const line = `case split ${ref} "Hoshi Cart" it breaks`;
  expect(await refused(line, "ken")).toMatch(
    /case.wrong-state: Nothing can be split off.*It can be in: operator notified/s,
  );
  expect(await refused(line, "ito")).toMatch(/^not-allowed/);
  expect(await refused(line, "ana")).toMatch(/^not-allowed/);
  expect(await refused(`case split ${ref} "Hoshi Cart"`, "ken")).toMatch(/^args.missing/);
  expect(await refused(line.replace(ref, "00000001"), "ken")).toMatch(/^case.not-found/);
});
