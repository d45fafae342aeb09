import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer, Invocation, Place } from "../../commands/contract.ts";
import { parseDestination } from "../../commands/destinations.ts";
import { createForms } from "../../commands/forms.ts";
import { commands } from "../../commands/index.ts";
import { prepare } from "../../commands/parcels.ts";
import { lookAt } from "../../commands/room/hold.ts";
import { plain } from "../../src/render.ts";
import type { RoomFacts, Surface } from "../../src/surface.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

const room = (channel: string): Place => ({ kind: "room", platform: "slack", tenant: "T1", channel });
const vendorsOf = {
  hoshi: { channel: "CHOSHI", team: "THOSHI" },
  tsuki: { channel: "CTSUKI", team: "TTSUKI" },
} as const;
type Name = keyof typeof vendorsOf;

/** Who reads in each room; a test changes it. */
const facts = new Map<string, RoomFacts>();
const closed = (...outsiders: string[]): RoomFacts => ({
  shared: outsiders.length > 0,
  everybody: false,
  guests: outsiders.length,
  outsiders,
  open: true,
});
const slack: Surface = { examine: async () => [], room: async (_, channel) => facts.get(channel) ?? closed() };

let t: TestDesk;
let ref = "";

/** A vendor's person says something in the vendor's own room. */
const as = (name: Name, line: string, over: Partial<Invocation> = {}): Promise<Answer> =>
  t.say(line, {
    principal: { platform: "slack", tenant: vendorsOf[name].team, user: "U1" },
    place: room(vendorsOf[name].channel),
    ...over,
  });

const did = async (name: Name, line: string, over?: Partial<Invocation>): Promise<string> => {
  const answer = await as(name, line, over);
  if (!answer.ok) throw new Error(`${line}: ${answer.code}: ${textOf(answer)}`);
  return textOf(answer);
};

/** What waits to be sent to a room, as it would be read there. */
async function waiting(channel: string): Promise<string[]> {
  const destination = `slack/T1/room/${channel}`;
  const owner = t.database.owner();
  const texts: string[] = [];
  for (;;) {
    const next = await t.desk.db.transaction((tx) =>
      prepare(t.desk, tx, { to: parseDestination(destination), locale: "en" }),
    );
    if (next.kind !== "send") return texts;
    // Whoever of the vendor reads there belongs there: the adapter's last look lets it through.
    for (const o of facts.get(channel)?.outsiders ?? []) expect(next.to.outsiders?.has(o)).toBe(true);
    texts.push(next.rendered.nodes.map((n) => ("text" in n ? plain(n.text) : JSON.stringify(n))).join("\n"));
    await owner`update notices set state = 'sent', done_at = now() where id = ${next.notice.id}`;
  }
}

const code = (text: string): string => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}/.exec(text)?.[0] ?? "";

beforeAll(async () => {
  t = await testDesk({ surfaces: new Map([["slack", slack]]) });
  await t.members({ hana: "coordinator,approver", adam: "admin" });
  ({ ref } = await t.report("software", {
    steps: "Open CANARY-STEPS as Kitano Subaru showed",
    product_name: "CANARY-PRODUCT",
  }));
  await t.done(`report accept ${ref} all`, { as: "hana" }).catch(() => t.done(`report accept ${ref} all`));
  for (const [i, name] of (Object.keys(vendorsOf) as Name[]).entries()) {
    const { channel, team } = vendorsOf[name];
    facts.set(channel, closed(`team:${team}`));
    await t.done(`vendor add "CANARY-${name}"`, { as: "hana" });
    await t.done(`vendor contact ${i + 1} "Person of ${name}" mail=p@${name}.example`, { as: "hana" });
    await t.done(`room bind vendor vendor=${i + 1}`, { place: room(channel) });
    const made = await t.done(`vendor link ${i + 1} 1`, { as: "hana" });
    await did(name, `reply link ${code(made)}`);
    await t.done(`party add ${ref} vendor=${i + 1}`, { as: "hana" });
  }
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

describe("codes", () => {
  test("work once, and fail alike whatever is wrong", async () => {
    const made = code(await t.done("vendor link 1 1", { as: "hana" }));
    const by = (user: string) => ({ principal: { platform: "slack", tenant: "THOSHI", user } as const });
    expect((await as("hoshi", `reply link ${made}`, by("U5"))).ok).toBe(true);
    const failed = await Promise.all([
      as("hoshi", `reply link ${made}`, by("U6")),
      as("hoshi", "reply link AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", by("U6")),
      as("hoshi", "reply link nonsense", by("U6")),
    ]);
    expect(failed.map((a) => (a.ok ? "ok" : a.code))).toEqual(["code.invalid", "code.invalid", "code.invalid"]);
    expect(new Set(failed.map(textOf)).size).toBe(1);
  });

  test("a colleague is let in by one of the vendor's own, for that vendor", async () => {
    const made = code(await did("hoshi", 'reply colleague "Tanaka Mei"'));
    const mei = { principal: { platform: "slack", tenant: "THOSHI", user: "U7" } as const };
    expect(await did("hoshi", `reply link ${made}`, mei)).toContain("You can now answer");
    expect(await did("hoshi", "reply list", mei)).toContain(ref);
    // Who has left is nobody from then on, and so is their unused code.
    const owner = t.database.owner();
    const [last] = await owner`select max(n)::int as n from vendor_contacts where vendor_id = 1`;
    const unused = code(await t.done(`vendor link 1 ${last?.["n"]}`, { as: "hana" }));
    await t.done(`vendor unlink 1 ${last?.["n"]}`, { as: "hana" });
    expect(await as("hoshi", `reply show ${ref}`, mei)).toMatchObject({ ok: false, code: "stranger" });
    expect(await as("hoshi", `reply link ${unused}`, mei)).toMatchObject({ ok: false, code: "code.invalid" });
    const kept = await owner`select data->>'why' as why from audit where action = 'account.refused'`;
    expect(new Set(kept.map((r) => r["why"]))).toEqual(new Set(["stranger", "code.invalid"]));
  });
});

describe("a vendor's room in which others come to read", () => {
  test("is held: nothing goes there, and nothing is said there", async () => {
    facts.set("CTSUKI", closed("team:TTSUKI", "team:TELSE"));
    await lookAt(t.desk, { platform: "slack", tenant: "T1", channel: "CTSUKI" }, "nothing");
    expect(await as("tsuki", `reply show ${ref}`)).toMatchObject({ ok: false, code: "stranger" });
    await t.done(`message party ${ref} 2 AFTER-HOLD`, { as: "hana" });
    expect(await waiting("CTSUKI")).toEqual([]);
    expect(await t.say("room bind vendor vendor=2", { place: room("CTSUKI") })).toMatchObject({
      code: "room.not-private",
    });
    facts.set("CTSUKI", closed("team:TTSUKI"));
    await t.done("room bind vendor vendor=2", { place: room("CTSUKI") });
    expect((await waiting("CTSUKI")).join()).toContain("the desk wrote to you");
  });

  test("a guest of our own is not one of theirs because an account of another workspace has the same id", async () => {
    facts.set("CHOSHI", closed("team:THOSHI", "guest:U1"));
    expect(await as("hoshi", `reply show ${ref}`)).toMatchObject({ ok: false, code: "place.too-wide" });
    facts.set("CHOSHI", closed("team:THOSHI"));
    await t.done("room bind vendor vendor=1", { place: room("CHOSHI") });
  });

  test("is none while its platform does not say with whom it is shared", async () => {
    facts.set("CSOME", closed("team:?"));
    expect(await t.say("room bind vendor vendor=1", { place: room("CSOME") })).toMatchObject({
      code: "room.unreadable",
    });
  });

  test("an answer that would be read by others is not shown, although nobody told us of them", async () => {
    facts.set("CHOSHI", closed("team:THOSHI", "guest:U99"));
    expect(await as("hoshi", `reply show ${ref}`)).toMatchObject({ ok: false, code: "place.too-wide" });
    facts.set("CHOSHI", closed("team:THOSHI"));
    await t.done("room bind vendor vendor=1", { place: room("CHOSHI") });
  });
});

describe("what ends, and who never agreed", () => {
  test("whoever did not agree reads no details when the case ends without being published", async () => {
    const { ref: other } = await t.report("software", { steps: "CANARY-STEPS" });
    await t.done(`report accept ${other} all`);
    for (const [i, name] of (["hoshi", "tsuki"] as const).entries()) {
      await t.done(`party add ${other} vendor=${i + 1}`, { as: "hana" });
      await t.done(`party invite ${other} ${i + 1}`, { as: "hana" });
      await did(name, `reply ${name === "hoshi" ? "accept" : "decline"} ${other}`);
    }
    expect(await did("hoshi", `reply show ${other}`)).toContain("CANARY-STEPS");
    await t.done(`case close ${other} P-01 lift`, { as: "hana" });
    expect(await did("tsuki", `reply show ${other}`)).not.toContain("CANARY");
    expect(await did("hoshi", `reply show ${other}`)).toContain("CANARY-STEPS");
  });

  test("a newcomer is asked for the desk's default also while only a party's own proposal stands", async () => {
    const { ref: other } = await t.report("software");
    await t.done(`report accept ${other} all`);
    for (const n of [1, 2]) await t.done(`party add ${other} vendor=${n}`, { as: "hana" });
    await t.done(`party invite ${other} 1`, { as: "hana" });
    await did("hoshi", `reply date ${other} +60d`);
    await t.done(`embargo decline ${other} 1`, { as: "hana" });
    await t.done(`party invite ${other} 2`, { as: "hana" });
    expect(await did("tsuki", `reply accept ${other}`)).toContain("You agreed to keep it to yourselves");
  });
});

test("an operator's words stand in an operator's states", async () => {
  const { ref: site } = await t.report("website");
  await t.done(`report accept ${site} all`);
  await t.done(`party add ${site} vendor=1`, { as: "hana" });
  await t.done(`party invite ${site} 1`, { as: "hana" });
  const work = async () =>
    (
      await t.database.owner()`select work from parties p join cases c on c.id = case_id where reference = ${Number(site)}`
    )[0]?.["work"];
  await did("hoshi", `reply accept ${site}`);
  expect(await work()).toBe("stage1_answered");
  await did("hoshi", `reply status ${site} not_affected justification=component_not_present`);
  expect(await work()).toBe("denies");
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

test("a vendor of the same name is noticed however its name is typed, and however many share its words", async () => {
  for (let i = 0; i < 25; i += 1) await t.done(`vendor add "Sora ${i}"`, { as: "hana" });
  await t.done('vendor add "ソラ Sora"', { as: "hana" });
  await t.done('vendor add "Sora"', { as: "hana" });
  for (const typed of ["SORA", "Ｓｏｒａ", "ｿﾗ sora"])
    expect(await t.say(`vendor add "${typed}"`, { as: "hana" })).toMatchObject({ ok: false, code: "args.invalid" });
});
