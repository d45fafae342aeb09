import { afterAll, beforeAll, expect, test } from "vitest";
import { createForms } from "../../commands/forms.ts";
import { createIntake } from "../../commands/report/status.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", ito: "intake_officer", yui: "approver" });
});
afterAll(() => t.database.close());

const refused = async (line: string, as = "admin"): Promise<string> => {
  const answer = await t.say(line, { as });
  return answer.ok ? "done" : `${answer.code} ${answer.field ?? ""}: ${textOf(answer)}`;
};
const lastSaid = async (receipt: string): Promise<string> =>
  (await createIntake(t.desk).status(receipt))?.messages.at(-1)?.body ?? "";

test("a detail of a code may be typed or picked, and the finder reads its words", async () => {
  const one = await t.report();
  expect(await t.done(`report decline ${one.ref} R-04e It only crashes once.`, { as: "ito" })).toContain(
    "(R-04e a plain bug or a matter of quality)",
  );
  expect(await lastSaid(one.receipt)).toContain("It is a bug or a matter of quality");
  expect(await lastSaid(one.receipt)).toContain("It only crashes once.");
  const two = await t.report();
  await t.done(`report decline ${two.ref} r-03 detail=R-03B`, { as: "ito" });
  expect(await lastSaid(two.receipt)).toContain("(R-03b)");
  const [row] = await t.database.owner()`
    select a.data from audit a join cases c on a.chain = 'case/' || c.id
    where c.reference = ${Number(two.ref)} and a.action = 'report.declined'`;
  expect(row?.["data"]).toEqual({ reason: "R-03b" });
});

test("a desk changes the words, adds details, switches them off and takes them back", async () => {
  await t.done(
    'desk grounds R-03b finder-en="The product is not sold in Japan." finder-ja="国内で販売されていません。"',
  );
  const one = await t.report();
  await t.done(`report decline ${one.ref} R-03b`, { as: "ito" });
  expect(await lastSaid(one.receipt)).toContain("The product is not sold in Japan.");

  await t.done(
    'desk grounds R-04m en="only a version is shown" ja="版の表示のみ" finder-en="A shown version harms nobody." finder-ja="版の表示だけでは害になりません。"',
  );
  const two = await t.report();
  await t.done(`report decline ${two.ref} R-04m`, { as: "ito" });
  expect(await lastSaid(two.receipt)).toContain("A shown version harms nobody.");
  expect(await t.done("desk grounds")).toMatch(
    /R-03b · in use · .* · in your words[\s\S]*R-04m · in use · .* · your own/,
  );
  expect(await t.done("desk grounds")).toContain("2 are yours or in your words");

  await t.done("desk grounds R-04m use=off");
  const three = await t.report();
  expect(await refused(`report decline ${three.ref} R-04m`, "ito")).toMatch(
    /^args.invalid reason: R-04m is no ground in use under R-04.*R-04a/s,
  );
  await t.done("desk grounds R-04m use=reset");
  expect(await t.done("desk grounds")).not.toContain("R-04m");
  await t.done("desk grounds R-03b use=reset");
  await t.done(`report decline ${three.ref} R-03b`, { as: "ito" });
  expect(await lastSaid(three.receipt)).toContain("used in Japan");
  expect(await t.done("audit verify")).toContain("are linked as they were written");
});

test("the words of an end are the desk's, too", async () => {
  const one = await t.report();
  await t.done(`report accept ${one.ref} all`, { as: "ito" });
  await t.done('desk grounds T-09 finder-en="You took it back." finder-ja="取り下げられました。"', { as: "yui" });
  await t.done(`case close ${one.ref} T-09 request=lift`, { as: "hana" });
  expect(await lastSaid(one.receipt)).toContain("You took it back. (T-09)");
});

test("what cannot be is refused with what can", async () => {
  const { ref } = await t.report();
  expect(await refused(`report decline ${ref} R-03 detail=R-04a`, "ito")).toMatch(
    /^args.invalid detail: R-04a is no ground in use under R-03.*R-03a the specification itself/s,
  );
  expect(await refused(`report decline ${ref} T-01`, "ito")).toMatch(/^args.invalid/);
  expect(await refused(`report decline ${ref} R-09`, "ito")).toMatch(/^args.invalid/);
  expect(await refused(`report decline ${ref} R-04z`, "ito")).toMatch(/^args.invalid/);
  expect(await refused('desk grounds T-11 ja="x" en="x" finder-ja="x" finder-en="x"')).toMatch(/^args.invalid code/);
  expect(await refused('desk grounds R-01q ja="x"')).toMatch(/^args.missing.*R-01q/s);
  expect(await refused("desk grounds", "hana")).toMatch(/^not-allowed/);
});

test("a form offers the details in use, in the reader's language", async () => {
  const inv = (locale: "ja" | "en") => ({
    principal: { platform: "console" as const, tenant: "local", user: "ito" },
    place: { kind: "private" as const },
    locale,
    line: "report decline",
  });
  const forms = createForms(t.desk);
  const found = await forms.suggest(inv("ja"), "detail", "R-04");
  expect(found.map((f) => f.value)).toEqual(["R-04a", "R-04b", "R-04c", "R-04d", "R-04e", "R-04f"]);
  expect(found[4]?.label).toBe("R-04e 不具合・品質の問題");
  expect(await forms.suggest(inv("en"), "detail", "bug")).toEqual([
    { value: "R-04e", label: "R-04e a plain bug or a matter of quality" },
  ]);
});
