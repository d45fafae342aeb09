import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
const done = (line: string, as = "hana") => t.done(line, { as });
const refused = async (line: string, code = "args.invalid"): Promise<string> => {
  const answer = await t.say(line, { as: "hana" });
  expect(answer, line).toMatchObject({ ok: false, code });
  return textOf(answer);
};
const wishes = { consent_public_credit: "yes", credit_name_ja: "CANARY-PRINTED" };

beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator,approver", mori: "approver", ana: "analyst" });
});
afterAll(() => t.database.close());

describe("a finder who does not wish to be named", () => {
  let ref = "";
  beforeAll(async () => {
    ({ ref } = await t.report("software"));
  });

  test.each([
    "finder",
    "reporter",
    'finder "CANARY Somebody"',
    'analyst "Kitano Subaru"',
    'other "ｋｉｔａｎｏ subaru!"',
  ])("is not added as %s, and the refusal says why", async (as) => {
    const text = await refused(`credit add ${ref} ${as}`);
    expect(text).toContain("The finder does not wish to be named");
    expect(text).not.toMatch(/Kitano|subaru/i);
  });

  test("others are, with their consent: asked, agreed, refused", async () => {
    expect(await refused(`credit add ${ref} analyst`, "args.missing")).toContain("needs the name to print");
    expect(await done(`credit add ${ref} remediation-developer "CANARY Mei"`)).toContain("not asked yet");
    expect(await done(`credit consent ${ref} 1 asked`)).toContain("not printed before they agree");
    expect(await done(`credit consent ${ref} 1 agreed`)).toMatch(/1 · remediation developer · CANARY Mei · agreed /);
    await done(`credit add ${ref} coordinator "CANARY Desk" consent=agreed`);
    expect(await done(`credit add ${ref} tool "CANARY Fuzzer"`)).toContain("no consent needed");
    expect(await refused(`credit consent ${ref} 2 agreed 2020-01-01`)).toContain("is not between");
    expect(await done(`credit consent ${ref} 2 refused`)).toContain("the name is erased");
    await done(`credit remove ${ref} 3`);
    const list = await done(`credit list ${ref}`);
    expect(list).toContain("CANARY Mei");
    expect(list).not.toMatch(/CANARY (?:Desk|Fuzzer)/);
    expect(list).toContain("The finder cannot be named");
    expect(await refused(`credit remove ${ref} 3`)).toContain("No credit of this case has the number 3");
    expect(await done(`credit add ${ref} sponsor "CANARY Fund"`)).toContain("4 · sponsor");
  });

  test("whoever may not know the finder learns nothing by trying names", async () => {
    expect(await t.say(`credit add ${ref} other "Kitano Subaru"`, { as: "ana" })).toMatchObject({
      code: "not-allowed",
    });
  });
});

describe("a finder who does", () => {
  let ref = "";
  beforeAll(async () => {
    ({ ref } = await t.report("software", wishes));
    await t.done(`report accept ${ref} all`);
  });

  test("is added without a name, agreed by the form; the name stays with the report", async () => {
    expect(await refused(`credit add ${ref} analyst "Kitano Subaru"`)).toContain("Leave name out");
    expect(await refused(`credit add ${ref} finder "CANARY-PRINTED"`)).toContain("Leave name out");
    const added = await done(`credit add ${ref} finder`);
    expect(added).toMatch(/1 · finder · the finder, by the name that they asked for · agreed /);
    expect(added).not.toContain("CANARY");
    expect(await refused(`credit add ${ref} reporter`)).toContain("among the credits already");
    expect(await done(`credit add ${ref} finder "CANARY Second" consent=asked`)).toContain(
      "2 · finder · CANARY Second",
    );
  });

  test("may be taken out and in again by the desk, but not in after they refused", async () => {
    await done(`credit remove ${ref} 1`);
    await done(`credit add ${ref} finder`);
    await done(`credit consent ${ref} 3 refused`);
    expect(await refused(`credit add ${ref} finder`)).toContain("has taken back the consent");
    expect(await done(`credit list ${ref}`)).toContain("The finder cannot be named");
  });

  test("is not added once they were erased", async () => {
    const { ref: other } = await t.report("software", wishes);
    const asked = await done(`report erase ${other}`);
    await done(`case confirm ${/no\. (\d+)/.exec(asked)?.[1]}`, "mori");
    expect(await refused(`credit add ${other} finder`)).toContain("was erased");
    await done(`credit add ${other} analyst "CANARY Mei"`);
  });
});

test("of a website nobody is named as the finder", async () => {
  const { ref } = await t.report("website");
  expect(await refused(`credit add ${ref} finder`)).toContain("in a website is never named");
});

test("no name is readable in the database, and an erased one is not there at all", async () => {
  const owner = t.database.owner();
  const rows = await owner`select t::text as row from credits t union all select t::text from audit t`;
  const text = rows.map((r) => r["row"]).join("\n");
  for (const s of ["CANARY", "Kitano", Buffer.from("CANARY").toString("hex")]) expect(text).not.toContain(s);
  for (const action of ["credit.added", "credit.answered", "credit.removed"]) expect(text).toContain(action);
  const gone = await owner`select name from credits where removed_at is not null and name is not null`;
  expect(gone.length).toBeGreaterThan(0);
  for (const { name } of gone) expect(name).toHaveLength(0);
});
