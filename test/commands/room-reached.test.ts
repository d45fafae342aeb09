import { afterAll, beforeAll, expect, test } from "vitest";
import { type VendorDesk, vendorDesk } from "../support/vendors.ts";

let v: VendorDesk;
beforeAll(async () => {
  v = await vendorDesk();
});
afterAll(() => v.t.database.close());

test("a room that is bound after the invitation gets its card once, and the time to answer begins", async () => {
  const hana = { as: "hana" };
  const { ref } = await v.t.report("software");
  await v.t.done(`report accept ${ref} all`, hana);
  await v.t.done('vendor add "Umi"', hana);
  await v.t.done(`party add ${ref} vendor=3`, hana);
  expect(await v.t.done(`party invite ${ref} 1`, hana)).toContain("no one can read the invitation yet");
  const place = { kind: "room", platform: "slack", tenant: "T1", channel: "CHOSHI" } as const;
  const bind = () => v.t.done("room bind vendor vendor=3", { place });
  await bind();
  const cards = () =>
    v.t.database.owner()`select from notices where kind = 'vendor-card' and destination like '%CHOSHI'`;
  const answerBy = async () =>
    (await v.t.database.owner()`select answer_by from parties order by id desc limit 1`)[0]?.["answer_by"];
  const first = await answerBy();
  expect(first).not.toBeNull();
  // A card in a room is an attempt to contact them, whenever it goes there: the first one sets 起算日.
  const attempts = () => v.t.database.owner()`select means, outcome from attempts`;
  expect(await attempts()).toEqual([{ means: "chat", outcome: "sent" }]);
  expect(await v.t.done(`case show ${ref}`, hana)).toContain("First contact");
  expect(await cards()).toHaveLength(1);
  await bind();
  expect(await attempts()).toHaveLength(1);
  expect(await answerBy()).toEqual(first);
  expect(await cards()).toHaveLength(1);
});
