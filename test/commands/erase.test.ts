import { afterAll, beforeAll, expect, test } from "vitest";
import { createIntake } from "../../commands/report/status.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", yui: "approver,coordinator", ana: "analyst" });
  // The same person as Yui, on another account.
  await t.done("member link yui slack:T1:U0YUI");
});
afterAll(() => t.database.close());

const refused = async (line: string, as: string): Promise<string> => {
  const answer = await t.say(line, { as });
  return answer.ok ? "done" : `${answer.code}: ${textOf(answer)}`;
};
const canary = { finder_name: "Canary Kanako", finder_email: "canary@finder.example" };

test("two people erase who the finder is: nothing opens it any more, and the case goes on", async () => {
  const { ref, receipt } = await t.report("website", canary);
  await t.done(`report accept ${ref} all`, { as: "hana" });
  await t.done(`party add ${ref} Shop`, { as: "yui" });
  expect(await t.done(`report show ${ref}`, { as: "hana" })).toContain("Canary Kanako");
  const id = /no\. (\d+)/.exec(await t.done(`report erase ${ref}`, { as: "yui" }))?.[1];
  expect(await refused(`case confirm ${id}`, "yui")).toMatch(/^not-allowed/);
  const elsewhere = { platform: "slack", tenant: "T1", user: "U0YUI" } as const;
  expect(await t.say(`case confirm ${id}`, { principal: elsewhere })).toMatchObject({ ok: false, code: "not-allowed" });
  expect(await refused(`case confirm ${id}`, "hana")).toMatch(/^not-allowed/);
  expect(await t.done(`report show ${ref}`, { as: "hana" })).toContain("Canary Kanako");
  await t.done(`case confirm ${id}`);
  const shown = await t.done(`report show ${ref}`, { as: "hana" });
  expect(shown).toContain("Who the finder is has been erased.");
  expect(shown).toContain("Script runs");
  for (const gone of ["Canary", "canary@"]) expect(shown).not.toContain(gone);
  expect(await t.done(`report show ${ref}`, { as: "ana" })).not.toContain("erased");
  const [row] = await t.database.owner()`
    select f.key, octet_length(f.identity) as n from finders f join cases c on c.finder_id = f.id where c.reference = ${Number(ref)}`;
  expect(row).toEqual({ key: null, n: 0 });
  expect(await refused(`report erase ${ref}`, "yui")).toMatch(
    /^case.wrong-state: Who found .* has been erased already/,
  );
  // The finder's own page opens still, and the case moves.
  expect((await createIntake(t.desk).status(receipt))?.messages.length).toBeGreaterThan(0);
  await t.done(`party attempt ${ref} 1 mail sent`, { as: "yui" });
  expect(await t.done("audit verify")).toContain("are linked as they were written");
});

test("a case that was split off loses its finder with the first", async () => {
  const { ref } = await t.report("software", canary);
  await t.done(`report accept ${ref} all`, { as: "hana" });
  const other = /(\d{8}) begins/.exec(await t.done(`case split ${ref} "Hoshi 2" it breaks`, { as: "hana" }))?.[1];
  const id = /no\. (\d+)/.exec(await t.done(`report erase ${other}`, { as: "yui" }))?.[1];
  await t.done(`case confirm ${id}`);
  for (const one of [ref, other]) {
    expect(await t.done(`report show ${one}`, { as: "hana" })).toContain("Who the finder is has been erased.");
  }
});
