import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDesk, testDesk } from "../support/desk.ts";

let t: TestDesk;
let ref = "";
const hana = (line: string): Promise<string> => t.done(line, { as: "hana" });
const codeIn = (text: string): string => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}/.exec(text)?.[0] ?? "";

beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator,approver" });
  ({ ref } = await t.report("software"));
  await hana(`report accept ${ref} all`);
  await hana('vendor add "Hoshi"');
  await hana('vendor contact 1 "Tanaka Mei"');
  await hana(`party add ${ref} vendor=1`);
});
afterAll(() => t.database.close());

test("nobody of a vendor can read an invitation: it is said, and silence is not taken for no", async () => {
  const said = await hana(`party invite ${ref} 1`);
  expect(said).toContain("silence does not count");
  expect(said).toContain(`vendor link 1`);
  expect(said).not.toContain("Silence until");
  const [party] = await t.database.owner()`select consent, answer_by from parties`;
  expect(party).toEqual({ consent: "invited", answer_by: null });
  expect(await t.database.owner()`select from deadlines where kind = 'RSVP'`).toHaveLength(0);
});

test("a preview counts it apart from those who read on their page", async () => {
  const shown = await hana(`party chase ${ref} unreached`);
  expect(shown).toMatch(/Only on their page: 0/);
  expect(shown).toMatch(/no room, and nobody is linked: 1/);
});

test("nor when the desk proposes another end meanwhile", async () => {
  await hana(`embargo propose ${ref} +60d`);
  const [party] = await t.database.owner()`select consent, answer_by from parties`;
  expect(party).toEqual({ consent: "invited", answer_by: null });
});

const party = async () => (await t.database.owner()`select consent, answer_by from parties order by id`)[0];
const clocks = async () => await t.database.owner()`select from deadlines where kind = 'RSVP'`;

test("once a person of it comes in, the time to answer begins; inviting again is refused then", async () => {
  const code = codeIn(await hana("vendor link 1 1"));
  await t.done(`reply link ${code}`, { as: "mei" });
  expect((await party())?.["answer_by"]).not.toBeNull();
  expect(await clocks()).toHaveLength(1);
  expect(await t.done(`reply show ${ref}`, { as: "mei" })).toContain("Answer by");
  expect(await t.say(`party invite ${ref} 1`, { as: "hana" })).toMatchObject({ code: "embargo.wrong-state" });
});

test("a vendor whose people have no room: the answer says that they see it on their page, and to tell them", async () => {
  await t.done(`reply decline ${ref}`, { as: "mei" });
  const said = await hana(`party invite ${ref} 1`);
  expect(said).toContain("nothing was sent");
  expect(said).toContain("Silence until");
  expect(said).toContain(`party attempt ${ref} 1 mail sent`);
});

test("what is suggested then can be done: a code for the first person who is there, or a line that adds one", async () => {
  await hana('vendor add "Tsuki"');
  await hana(`party add ${ref} vendor=2`);
  const none = await hana(`party invite ${ref} 2`);
  expect(none).toContain('vendor contact 2 "…" mail=…');
  expect(none).not.toContain("vendor link 2");
  await hana('vendor contact 2 "Mori Ai"');
  await hana('vendor contact 2 "Ono Ken"');
  await hana("vendor unlink 2 1");
  expect(await hana(`party invite ${ref} 2`)).toContain("vendor link 2 2");
});

test("who agreed by phone and has nobody that reads is not taken to have said no when the terms change", async () => {
  await hana(`embargo accept ${ref} party=2`);
  await t.done(`reply date ${ref} +40d`, { as: "mei" });
  const n = /no\. (\d+) · waits/.exec(await hana(`embargo show ${ref}`))?.[1];
  await hana(`embargo accept ${ref} ${n}`);
  const [, tsuki] = await t.database.owner()`select consent, answer_by from parties order by id`;
  expect(tsuki).toEqual({ consent: "invited", answer_by: null });
});
