import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../../commands/contract.ts";
import { createForms } from "../../commands/forms.ts";
import { approvedAt } from "../../src/domain/statements.ts";
import { textOf } from "../support/desk.ts";
import { type VendorDesk, vendorDesk } from "../support/vendors.ts";

let v: VendorDesk;
let ref = "";
const hana = { as: "hana" };
const done = (line: string) => v.t.done(line, hana);
const refused = async (line: string): Promise<string> => {
  const answer = await v.t.say(line, hana);
  expect(answer, line).toMatchObject({ ok: false, code: "args.invalid" });
  return textOf(answer);
};
/** The line of the button that begins so. */
const button = (answer: Answer, begin: string): string => {
  for (const n of answer.rendered.nodes)
    if (n.kind === "buttons") for (const b of n.buttons) if (b.run.startsWith(begin)) return b.run;
  throw new Error(`no button ${begin} in ${textOf(answer)}`);
};

beforeAll(async () => {
  v = await vendorDesk();
  ref = await v.invited();
  await v.did("hoshi", `reply accept ${ref}`);
  await v.did("tsuki", `reply accept ${ref}`);
  await v.did("hoshi", `reply statement ${ref} CANARY-OWN`);
});
afterAll(() => v.t.database.close());

describe("the desk edits a vendor's statement", () => {
  let first = "";

  test("that takes back both approvals, and the desk cannot approve alone", async () => {
    await done(`party approve ${ref} 1`);
    expect(await done(`party list ${ref}`)).toContain("statement approved 1");
    expect(await refused(`party statement ${ref} 1 CANARY-OWN`)).toContain("approvals stay");
    await done(`party statement ${ref} 1 CANARY-DRAFT`);
    expect(await done(`party list ${ref}`)).not.toContain("statement approved");
    expect(await refused(`party approve ${ref} 1`)).toContain("has yet to agree to these words");
  });

  test("the vendor is asked in its own room alone, and reads the words there in private", async () => {
    const told = (await v.waiting("hoshi")).join("\n");
    expect(told).toContain("please look at the words of your statement");
    expect(told).toContain(`reply approve ${ref}`);
    expect(told).not.toContain("CANARY");
    expect((await v.waiting("tsuki")).join("\n")).not.toContain("words of your statement");
    const shown = await v.as("hoshi", `reply approve ${ref}`);
    expect(textOf(shown)).toContain("CANARY-DRAFT");
    first = button(shown, "reply approve");
    expect(await v.did("hoshi", `reply show ${ref}`)).toMatch(/waits for the vendor.*\nCANARY-DRAFT/);
    expect(await v.did("tsuki", `reply show ${ref}`)).not.toContain("CANARY-");
  });

  test("who agrees agrees to exactly what they read: words that changed meanwhile are shown instead", async () => {
    await done(`party statement ${ref} 1 CANARY-SECOND`);
    const answer = await v.did("hoshi", first);
    expect(answer).toContain("so you have agreed to nothing");
    expect(answer).toContain("CANARY-SECOND");
    expect(await refused(`party approve ${ref} 1`)).toContain("has yet to agree");
    const shown = await v.as("hoshi", `reply approve ${ref}`);
    expect(await v.did("hoshi", button(shown, "reply approve"))).toContain("you agree to these words");
    expect(await v.as("hoshi", `reply approve ${ref}`)).toMatchObject({ ok: false, code: "args.invalid" });
  });

  test("then the desk may approve what it read, and not what came after", async () => {
    const approve = button(await v.t.say(`party show ${ref} 1`, hana), "party approve");
    await v.did("hoshi", `reply statement ${ref} CANARY-THIRD`);
    expect(await refused(approve)).toContain("The words have changed since");
    expect(await done(`party approve ${ref} 1`)).toContain("CANARY-THIRD");
    const shown = await done(`party show ${ref} 1`);
    expect(shown).toMatch(/approved by both[^\n]*\nCANARY-THIRD/);
    for (const earlier of ["CANARY-OWN", "CANARY-DRAFT", "CANARY-SECOND"]) expect(shown).toContain(earlier);
  });

  test("another vendor's button gives nothing to this one", async () => {
    await done(`party statement ${ref} 1 CANARY-FOURTH`);
    const theirs = button(await v.as("hoshi", `reply approve ${ref}`), "reply approve");
    const answer = await v.as("tsuki", theirs);
    expect(answer).toMatchObject({ ok: false, code: "args.invalid" });
    expect(textOf(answer)).toBe(textOf(await v.as("tsuki", `reply approve ${ref}`)));
  });

  test("the form holds the words as they are", async () => {
    const opened = await createForms(v.t.desk).open({
      principal: { platform: "console", tenant: "local", user: "hana" },
      place: { kind: "private" },
      locale: "en",
      line: `party statement ${ref} 1`,
    });
    expect(JSON.stringify(opened)).toContain("CANARY-FOURTH");
  });
});

test("with several vulnerabilities each has its own words, and one says which", async () => {
  await done(`vuln add ${ref} "one"`);
  await done(`vuln add ${ref} "two"`);
  for (const n of [1, 2]) await v.did("tsuki", `reply statement ${ref} vulnerability=${n} CANARY-${n}`);
  const several = await v.t.say(`party approve ${ref} 2`, hana);
  expect(several).toMatchObject({ ok: false, code: "args.missing" });
  expect(textOf(several)).toContain("vulnerability=: 1 · 2");
  expect(await done(`party approve ${ref} 2 vulnerability=2`)).toContain("CANARY-2");
  expect(await done(`party list ${ref}`)).not.toContain("statement approved");
  await done(`party approve ${ref} 2 vulnerability=1`);
  expect(await done(`party list ${ref}`)).toContain("statement approved 1");
  expect(await v.did("tsuki", `reply show ${ref}`)).toMatch(/Statement on no\. 2 · approved by both/);
  expect(textOf(await v.t.say(`vuln remove ${ref} 1`, hana))).toContain("statements: 1");
});

test("a draft is a detail: who has not agreed to the embargo does not read it, and nobody drafts for who is no vendor", async () => {
  const other = await v.invited();
  await done(`party statement ${other} 1 CANARY-EARLY`);
  expect(await v.did("hoshi", `reply show ${other}`)).not.toContain("CANARY");
  expect(await v.as("hoshi", `reply approve ${other}`)).toMatchObject({ ok: false, code: "args.invalid" });
  await v.did("hoshi", `reply accept ${other}`);
  expect(await v.did("hoshi", `reply approve ${other}`)).toContain("CANARY-EARLY");
  await done(`party add ${other} "By Mail"`);
  expect(await refused(`party statement ${other} 3 words`)).toContain("nobody there could agree");
});

test("no words are readable in the database", async () => {
  const rows = await v.t.database.owner()`select t::text as row from statements t
    union all select t::text from audit t union all select t::text from notices t`;
  const text = rows.map((r) => r["row"]).join("\n");
  for (const s of ["CANARY", Buffer.from("CANARY").toString("hex")]) expect(text).not.toContain(s);
  expect(text).toContain("party.agreed");
});

test("approved is who has nothing left that waits", () => {
  const at = (n: number) => new Date(n);
  const both = { vulnerabilityId: null, vendorOkAt: at(1), deskOkAt: at(2) };
  expect(approvedAt([])).toBeUndefined();
  expect(approvedAt([both])).toEqual(at(2));
  expect(approvedAt([both, { ...both, vendorOkAt: null }])).toBeUndefined();
  expect(approvedAt([both, { vulnerabilityId: 1, vendorOkAt: at(3), deskOkAt: null }])).toBeUndefined();
  expect(
    approvedAt([
      { ...both, deskOkAt: null },
      { ...both, deskOkAt: at(5) },
    ]),
  ).toEqual(at(5));
});
