import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Invocation } from "../../commands/contract.ts";
import { createForms } from "../../commands/forms.ts";
import { commands } from "../../commands/index.ts";
import { type TestDesk, textOf } from "../support/desk.ts";
import { type Name, type ReplyDesk, replyDesk, room, vendorsOf } from "../support/reply-desk.ts";

let d: ReplyDesk;
let t: TestDesk;
let ref = "";
const as: ReplyDesk["as"] = (...asked) => d.as(...asked);
const did: ReplyDesk["did"] = (...asked) => d.did(...asked);
const waiting: ReplyDesk["waiting"] = (channel) => d.waiting(channel);

beforeAll(async () => {
  d = await replyDesk();
  ({ t, ref } = d);
});
afterAll(() => t.database.close());

describe("from the invitation to a status, by the vendor's own people", () => {
  test("before the invitation there is nothing to see", async () => {
    const unknown = await as("hoshi", "reply show 00000001");
    expect(unknown).toMatchObject({ ok: false, code: "case.not-found" });
    expect(textOf(await as("hoshi", `reply show ${ref}`))).toBe(textOf(unknown));
    expect(await did("hoshi", "reply list")).toContain("You are invited to no case");
  });

  test("the invitation reaches the room, says nothing of the report, and offers the answers", async () => {
    await t.done(`party invite ${ref} 1`, { as: "hana" });
    await t.done(`party invite ${ref} 2`, { as: "hana" });
    const [card = "", ...more] = await waiting("CHOSHI");
    expect(more).toEqual([]);
    expect(card).toContain("Details follow after you agree");
    expect(card).toContain(`reply accept ${ref}`);
    expect(card).not.toContain("CANARY");
  });

  test("no detail before the embargo is accepted; after it the details, without the finder", async () => {
    const before = await did("hoshi", `reply show ${ref}`);
    expect(before).not.toContain("CANARY");
    await did("hoshi", `reply accept ${ref}`);
    const after = await did("hoshi", `reply show ${ref}`);
    expect(after).toContain("CANARY-PRODUCT");
    expect(after).toContain("CANARY-STEPS");
    expect(after).not.toContain("Subaru");
    expect(await t.done(`embargo show ${ref}`, { as: "hana" })).toContain("active · until");
    // The other vendor has not agreed, and sees no more than before.
    expect(await did("tsuki", `reply show ${ref}`)).not.toContain("CANARY");
  });

  test("received, status, fix, statement, message, another vendor: the desk reads each, and is told", async () => {
    await did("hoshi", `reply received ${ref}`);
    expect(await as("hoshi", `reply status ${ref} not_affected`)).toMatchObject({ ok: false, code: "args.missing" });
    await did("hoshi", `reply status ${ref} affected`);
    expect(await as("hoshi", `reply fix ${ref} deployed`)).toMatchObject({ ok: false, code: "args.invalid" });
    await did("hoshi", `reply fix ${ref} planned 2027-06-01`);
    await did("hoshi", `reply statement ${ref} HOSHI-STATEMENT`);
    await did("hoshi", `reply ask ${ref} HOSHI-QUESTION`);
    await did("hoshi", `reply suggest ${ref} HOSHI-SUGGESTS`);
    const read = await t.done(`party show ${ref} 1`, { as: "hana" });
    for (const part of ["HOSHI-STATEMENT", "HOSHI-QUESTION", "HOSHI-SUGGESTS", "Vulnerable"])
      expect(read).toContain(part);
    const [row] =
      await t.database.owner()`select work, status, acknowledged_at, opened_at, details_on from parties where n = 1`;
    expect(row).toMatchObject({ work: "fix_in_progress", status: "affected" });
    for (const at of ["acknowledged_at", "opened_at", "details_on"]) expect(row?.[at]).toBeInstanceOf(Date);
  });

  test("the desk's answer reaches that vendor's room alone, and is read in private", async () => {
    await t.done(`message party ${ref} 1 DESK-ANSWER`, { as: "hana" });
    expect((await waiting("CHOSHI")).join()).toContain("the desk wrote to you");
    expect(await did("hoshi", `reply show ${ref}`)).toContain("DESK-ANSWER");
    expect((await waiting("CTSUKI")).join()).not.toContain("wrote to you");
  });

  test("what the desk writes to one who has not agreed is not read before they do", async () => {
    await t.done(`message party ${ref} 2 DETAILS-IN-WORDS`, { as: "hana" });
    const before = await did("tsuki", `reply show ${ref}`);
    expect(before).not.toContain("DETAILS-IN-WORDS");
    expect(before).toContain("once you agree");
    expect((await waiting("CTSUKI")).join()).not.toContain("DETAILS-IN-WORDS");
  });

  test("a statement may be printed when both sides have agreed to it; the list says how far each has come", async () => {
    expect(await t.done(`party list ${ref}`, { as: "hana" })).toContain("status given 1");
    expect(await t.done(`party approve ${ref} 1`, { as: "hana" })).toContain("may be printed as it stands");
    expect(await t.say(`party approve ${ref} 1`, { as: "hana" })).toMatchObject({ ok: false, code: "args.invalid" });
    const list = await t.done(`party list ${ref}`, { as: "hana" });
    expect(list).toContain("statement approved 1");
    expect(list).toMatch(/opened, no answer 1|delivered, not opened 1/);
    expect(await did("hoshi", `reply show ${ref}`)).toContain("approved by both");
  });

  test("another end: only the desk hears of it, and only the desk makes it bind", async () => {
    await did("hoshi", `reply date ${ref} +60d because of our release`);
    expect(await did("tsuki", `reply show ${ref}`)).not.toContain("Your proposal");
    await did("tsuki", `reply accept ${ref}`);
    const owner = t.database.owner();
    const [bound] = await owner`select party_id from embargo_terms x join embargoes e on e.terms_id = x.id`;
    expect(bound?.["party_id"]).toBeNull();
  });
});

describe("nothing of one vendor reaches another", () => {
  test("whatever one says, the other's answers to every verb stay byte for byte the same", async () => {
    const all = async () => {
      const lines = ["reply list", "reply help", `reply show ${ref}`];
      return JSON.stringify(await Promise.all(lines.map(async (line) => textOf(await as("tsuki", line)))));
    };
    const before = await all();
    for (const line of [
      `reply ask ${ref} HOSHI-SECRET`,
      `reply statement ${ref} HOSHI-SECRET`,
      `reply status ${ref} affected_investigating product="HOSHI-SECRET"`,
      `reply suggest ${ref} HOSHI-SECRET`,
      'reply colleague "HOSHI-SECRET"',
      `reply date ${ref} +30d HOSHI-SECRET`,
    ])
      await did("hoshi", line);
    expect(await all()).toBe(before);
    expect((await waiting("CTSUKI")).join()).not.toContain("HOSHI");
  });

  test("the same user of another workspace, a stranger, and a vendor in another's room get one answer", async () => {
    const answers = await Promise.all([
      as("hoshi", `reply show ${ref}`, { principal: { platform: "slack", tenant: "TOTHER", user: "U1" } }),
      as("hoshi", `reply show ${ref}`, { principal: { platform: "slack", tenant: "THOSHI", user: "U2" } }),
      as("hoshi", `reply show ${ref}`, { place: room("CTSUKI") }),
      as("hoshi", `reply show ${ref}`, { place: room("CNOBODY") }),
      as("hoshi", "reply show 00000001", { place: room("CTSUKI") }),
    ]);
    expect(new Set(answers.map((a) => (a.ok ? "ok" : a.code)))).toEqual(new Set(["stranger"]));
    expect(new Set(answers.map(textOf)).size).toBe(1);
  });

  test("no verb of the desk is theirs, and no verb of theirs is the desk's", async () => {
    for (const { name, by } of commands) {
      if (by === undefined) expect(await as("hoshi", name), name).toMatchObject({ ok: false, code: "stranger" });
      else expect(await t.say(name, { as: "hana" }), name).toMatchObject({ ok: false, code: "not-allowed" });
    }
  });

  test("forms and suggestions are for whoever has the seat", async () => {
    const forms = createForms(t.desk);
    const inv = (name: Name, channel: string): Invocation => ({
      principal: { platform: "slack", tenant: vendorsOf[name].team, user: "U1" },
      place: room(channel),
      locale: "en",
      line: "reply status",
    });
    expect((await forms.open(inv("hoshi", "CHOSHI"))).ok).toBe(true);
    expect((await forms.open(inv("hoshi", "CTSUKI"))).ok).toBe(false);
    expect(await forms.suggest(inv("hoshi", "CHOSHI"), "case", "")).toEqual([{ value: ref, label: `#${ref}` }]);
    expect(await forms.suggest(inv("hoshi", "CTSUKI"), "case", "")).toEqual([]);
  });
});

test("nothing that a vendor is, or says, is readable in the database", async () => {
  const owner = t.database.owner();
  const tables = await owner`select table_schema || '."' || table_name || '"' as name from information_schema.tables
    where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`;
  const all: string[] = [];
  for (const { name } of tables) all.push(JSON.stringify(await owner.unsafe(`select t::text from ${name} t`)));
  const text = all.join("\n");
  const hex = (s: string) => Buffer.from(s).toString("hex");
  for (const secret of [
    "CANARY",
    "Person of",
    "@hoshi.example",
    "Tanaka",
    "HOSHI-",
    "DESK-ANSWER",
    "DETAILS-IN-WORDS",
    "because of our",
  ])
    expect({ secret, found: text.includes(secret) || text.includes(hex(secret)) }).toEqual({ secret, found: false });
  expect(text).toContain("party.said");
});
