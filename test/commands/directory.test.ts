import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openEntry } from "../../commands/vendor/entry.ts";
import { getVendor } from "../../db/queries/vendors.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
const hana = { as: "hana" };

beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator,approver", web: "web_handler", ana: "analyst", adam: "admin" });
});
afterAll(() => t.database.close());

/** Puts a vendor into the directory. @returns its number. */
async function add(line: string): Promise<number> {
  return Number(/no\. (\d+)/.exec(await t.done(`vendor add ${line}`, hana))?.[1]);
}

const opened = (id: number) => t.desk.db.transaction(async (tx) => openEntry(t.desk, await getVendor(tx, id)));

describe("two people add the same vendor at the same moment", () => {
  test("one of them does, the other is told of it", async () => {
    const owner = t.database.owner();
    const answers = await owner.begin(async (sql) => {
      // Both stand at the lock before either has looked whether the name is free.
      await sql`select pg_advisory_xact_lock(7267)`;
      const both = [t.say('vendor add "Race Soft"', hana), t.say('vendor add "ＲＡＣＥ soft"', hana)];
      const waiting = async () =>
        (await sql`select from pg_locks where locktype = 'advisory' and objid = 7267 and not granted`).length;
      while ((await waiting()) < 2);
      return both;
    });
    const done = await Promise.all(answers);
    expect(done.map((a) => (a.ok ? "ok" : a.code)).sort()).toEqual(["args.invalid", "ok"]);
  });
});

describe("vendor product", () => {
  test("adds to each list, once, and a vendor is found by what was added", async () => {
    const id = await add('"Kumo Works" products="Kumo Router, Kumo Switch"');
    await t.done(
      `vendor product ${id} keyword="BGP, ルーティング" purl=pkg:npm/%40kumo/agent@1.2 KUMO router, Kumo Cart`,
      hana,
    );
    expect((await opened(id)).details).toEqual({
      products: ["Kumo Router", "Kumo Switch", "Kumo Cart"],
      keywords: ["BGP", "ルーティング"],
      purls: ["pkg:npm/%40kumo/agent"],
    });
    for (const word of ["cart", "bgp", "ルーティング"])
      expect(await t.done(`vendor list ${word}`, hana)).toContain("Kumo Works");
  });

  test("takes out from whichever list has it; what is nowhere changes nothing", async () => {
    const id = await add('"Yuki Works" products="Yuki One, Yuki Two"');
    await t.done(`vendor product ${id} purl=pkg:npm/yuki`, hana);
    expect(await t.say(`vendor product ${id} remove="Yuki One, Yuki Ten"`, hana)).toMatchObject({ field: "remove" });
    expect((await opened(id)).details.products).toEqual(["Yuki One", "Yuki Two"]);
    await t.done(`vendor product ${id} remove="yuki one, pkg:npm/yuki@3"`, hana);
    expect((await opened(id)).details).toEqual({ products: ["Yuki Two"], keywords: [], purls: [] });
    expect(await t.done("vendor list one", hana)).not.toContain("Yuki");
  });

  test("says what is wrong: no package URL, too many, too long, nothing at all, not for an analyst", async () => {
    const id = await add('"Ame Works"');
    const refusal = async (line: string, as = hana) => {
      const answer = await t.say(`vendor product ${id} ${line}`, as);
      return [answer.ok ? "ok" : `${answer.code} ${answer.field}`, textOf(answer)].join(" ");
    };
    expect(await refusal("purl=npm/ame")).toMatch(/args.invalid purl.*pkg:npm\/hoshi-viewer/s);
    const many = Array.from({ length: 201 }, (_, i) => `p${i}`).join(",");
    expect(await refusal(`keyword="${many}"`)).toMatch(/args.invalid keyword.*at most 200/s);
    expect(await refusal("x".repeat(201))).toMatch(/args.invalid add/);
    expect(await refusal("")).toMatch(/args.missing add/);
    expect(await refusal("x", { as: "ana" })).toMatch(/not-allowed/);
    expect(await refusal("x", { as: "adam" })).toMatch(/not-allowed/);
  });

  test("an entry from before lists existed is read and becomes one with lists", async () => {
    const id = await add('"Mukashi"');
    const { key } = await opened(id);
    const old = seal(key, "vendors.details", JSON.stringify({ products: "Old One, Old Two" }));
    await t.database.owner()`update vendors set details = ${old} where id = ${id}`;
    await t.done(`vendor product ${id} New`, hana);
    expect((await opened(id)).details.products).toEqual(["Old One", "Old Two", "New"]);
  });
});

const changes = async (id: number) =>
  (await t.database.owner()`select field from vendor_changes where vendor_id = ${id} order by id`).map(
    (r) => r["field"],
  );

describe("vendor edit", () => {
  test("changes what is named and nothing else, and keeps which field it was, without the value", async () => {
    const id = await add('"Hoshi Edit"');
    await t.done(`vendor edit ${id} address="Hoshi 1-2-3" intake=psirt@edit.example notes="CANARY-NOTE"`, hana);
    await t.done(`vendor edit ${id} registration=general listed=yes takes-reports=yes agreed=2026-04-01`, hana);
    const shown = await t.done(`vendor edit ${id} name="Hoshi Edited" notes=- agreed=-`, hana);
    expect(shown).toContain("Hoshi Edited");
    expect((await opened(id)).details).toEqual({
      products: [],
      keywords: [],
      purls: [],
      address: "Hoshi 1-2-3",
      intake: "psirt@edit.example",
    });
    const [row] = await t.database.owner()`select * from vendors where id = ${id}`;
    expect(row).toMatchObject({
      registration: "general",
      listed_in_public: true,
      takes_reports: true,
      distributor: false,
      agreed_at: null,
      version: 4,
    });
    expect(await changes(id)).toEqual([
      "added",
      ...["address", "intake", "notes"],
      ...["registration", "listed", "takes-reports", "agreed"],
      ...["name", "notes", "agreed"],
    ]);
    expect(await t.done("vendor list edited", hana)).toContain("Hoshi Edited");
    expect(await t.done("audit show desk", hana)).toContain(
      `vendor's entry changed  fields=name,notes,agreed vendor=${id}`,
    );
  });

  test("what is as it was is no change; a name that another has and a day to come are refused", async () => {
    const id = await add('"Sora Edit"');
    await add('"Umi Edit"');
    expect(await t.done(`vendor edit ${id} listed=no name="Sora Edit"`, hana)).toContain("Sora Edit");
    expect(await changes(id)).toEqual(["added"]);
    expect(await t.say(`vendor edit ${id} name="ＵＭＩ edit"`, hana)).toMatchObject({
      code: "args.invalid",
      field: "name",
    });
    await t.done(`vendor edit ${id} name="Umi Edit" anyway=yes`, hana);
    expect(await t.say(`vendor edit ${id} met=2099-01-01`, hana)).toMatchObject({ code: "args.invalid", field: "met" });
    expect(await t.say(`vendor edit ${id} met=+400d`, hana)).toMatchObject({ code: "args.invalid", field: "met" });
    expect(await t.say(`vendor edit ${id} registration=some`, hana)).toMatchObject({ field: "registration" });
    expect(await t.say(`vendor edit ${id}`, hana)).toMatchObject({ code: "args.missing" });
    expect(await t.say(`vendor edit 999999 listed=yes`, hana)).toMatchObject({ code: "vendor.not-found" });
    for (const as of ["web", "ana", "adam"])
      expect(await t.say(`vendor edit ${id} listed=yes`, { as })).toMatchObject({ code: "not-allowed" });
  });

  test("what a registered vendor still lacks is said, not refused", async () => {
    const id = await add('"Lack Works"');
    await t.done(`vendor edit ${id} registration=individual takes-reports=yes met=2026-01-05`, hana);
    const shown = await t.done(`vendor show ${id}`, { as: "ana" });
    expect(shown).toContain("Still missing: its agreement to the terms of registration、where its reports go");
  });
});

describe("vendor verify and vendor show", () => {
  test("who checked it and when; a change after that is said; a person by themselves", async () => {
    const id = await add('"Check Works" products="Checker"');
    await t.done(`vendor contact ${id} "Tanaka Mei" mail=mei@check.example`, hana);
    const show = () => t.done(`vendor show ${id}`, hana);
    expect(await show()).toMatch(/Last checked: never[\s\S]*1 · Tanaka Mei · mei@check.example · not checked/);
    await t.done(`vendor verify ${id}`, hana);
    await t.done(`vendor verify ${id} 1`, hana);
    expect(await show()).toMatch(/Last checked: \w{3} .*JST · hana\n[\s\S]*mei@check.example · checked \w{3} /);
    await t.done(`vendor link ${id} 1`, hana);
    expect(await show()).not.toContain("changed since");
    await t.done(`vendor product ${id} More`, hana);
    expect(await show()).toContain("changed since");
    expect(await t.say(`vendor verify ${id} 9`, hana)).toMatchObject({ code: "vendor.not-found", field: "contact" });
    expect(await t.say(`vendor verify ${id}`, { as: "ana" })).toMatchObject({ code: "not-allowed" });
  });

  test("the last ten changes, with how many there are", async () => {
    const id = await add('"Log Works"');
    for (let i = 0; i < 12; i += 1) await t.done(`vendor product ${id} P${i}`, hana);
    const shown = await t.done(`vendor show ${id}`, hana);
    expect(shown).toContain("Changes: the latest 10 of 13");
    expect(shown.match(/· hana · Products/g)).toHaveLength(10);
  });
});

describe("vendor unlink", () => {
  test("one account of a person, or the person", async () => {
    const id = await add('"Two Accounts"');
    await t.done(`vendor contact ${id} "Tanaka Mei"`, hana);
    const [c] = await t.database.owner()`select id from vendor_contacts where vendor_id = ${id}`;
    const tie = (platform: string, tenant: string, account: string) =>
      t.database.owner()`insert into vendor_accounts values (${platform}, ${tenant}, ${account}, ${c?.["id"]}, now())`;
    await tie("slack", "T1", "UA");
    await tie("slack", "T2", "UB");
    await tie("discord", "5", "77");
    const left = async () =>
      (await t.database.owner()`select account from vendor_accounts where contact_id = ${c?.["id"]}`).map(
        (r) => r["account"],
      );
    const several = await t.say(`vendor unlink ${id} 1 slack`, hana);
    expect(several).toMatchObject({ code: "args.invalid", field: "account" });
    expect(textOf(several)).toContain("slack:T1:UA  slack:T2:UB");
    expect(await t.say(`vendor unlink ${id} 1 slack:T`, hana)).toMatchObject({ field: "account" });
    await t.done(`vendor unlink ${id} 1 slack:T1`, hana);
    await t.done(`vendor unlink ${id} 1 discord`, hana);
    expect(await left()).toEqual(["UB"]);
    expect(await t.done(`vendor show ${id}`, hana)).toContain("Tanaka Mei · not checked · slack:T2:UB");
    await t.done(`vendor unlink ${id} 1`, hana);
    expect(await t.done(`vendor show ${id}`, hana)).toContain("People: none");
    expect(await t.say(`vendor unlink ${id} 1 slack`, hana)).toMatchObject({ field: "contact" });
  });
});

describe("vendor remove", () => {
  test("shows first what goes, and does it once that was seen; the number is nobody's from then on", async () => {
    const id = await add('"Gone Works"');
    const run = (text: string) => /vendor remove \d+ seen=[\w-]{16}/.exec(text)?.[0] ?? "";
    const first = run(await t.done(`vendor remove ${id}`, hana));
    await t.done(`vendor product ${id} Meanwhile`, hana);
    const second = run(await t.done(first, hana));
    expect(second).not.toBe(first);
    expect(await t.done(second, hana)).toContain("no longer in the directory");
    for (const line of [`vendor show ${id}`, `vendor product ${id} x`, second, `party add 00000001 vendor=${id}`])
      expect((await t.say(line, hana)).ok, line).toBe(false);
    expect(await t.done("vendor list gone", hana)).toContain("No vendor fits");
    await add('"Gone Works"');
  });

  test("not while it takes part in an open case: says in which", async () => {
    const id = await add('"Busy Works"');
    const { ref } = await t.report();
    await t.done(`report accept ${ref} all`);
    await t.done(`party add ${ref} vendor=${id}`, hana);
    const no = await t.say(`vendor remove ${id}`, hana);
    expect(no).toMatchObject({ ok: false, code: "case.wrong-state", field: "vendor" });
    expect(textOf(no)).toMatch(new RegExp(`open cases: #${ref}[\\s\\S]*party list ${ref}`));
    await t.done(`case close ${ref} P-01 lift`, hana);
    expect(await t.done(`vendor remove ${id}`, hana)).toContain("Nothing has changed yet");
  });
});

test("nothing of an entry can be read in the database: sealed, or a keyed hash", async () => {
  const id = await add('"CANARY-NAME" products="CANARY-PRODUCT"');
  await t.done(`vendor product ${id} keyword=CANARY-TECH purl=pkg:npm/canary-package`, hana);
  await t.done(`vendor edit ${id} address="CANARY-STREET" intake=canary@vendor.example notes="CANARY-NOTE"`, hana);
  await t.done(`vendor contact ${id} "CANARY-PERSON" mail=canary@person.example phone=03-1234-9876`, hana);
  const owner = t.database.owner();
  const tables = await owner`select table_schema || '."' || table_name || '"' as name from information_schema.tables
    where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`;
  for (const { name } of tables) {
    const text = JSON.stringify(await owner.unsafe(`select t::text from ${name} t`)).toLowerCase();
    for (const secret of ["canary", "03-1234-9876"])
      for (const form of [
        secret,
        Buffer.from(secret).toString("hex"),
        Buffer.from(secret.toUpperCase()).toString("hex"),
      ])
        expect({ name, form, found: text.includes(form) }).toEqual({ name, form, found: false });
  }
});

test("a change by somebody else while a file is being imported is not lost", async () => {
  const id = await add('"Twice Works"');
  const csv = "name,products\nTwice Works,From File";
  const owner = t.database.owner();
  const { line, both } = await owner.begin(async (sql) => {
    const shown = textOf(await t.say("vendor import", { options: { csv }, ...hana }));
    const run = /vendor import seen=\S+/.exec(shown)?.[0] ?? "";
    // Both wait for the same row, held here.
    await sql`select from vendors where id = ${id} for update`;
    const byHand = t.say(`vendor product ${id} By Hand`, hana);
    const waiting = async () => (await sql`select from pg_locks where not granted`).length;
    while ((await waiting()) < 1);
    const file = t.say(run, { options: { csv }, ...hana });
    while ((await waiting()) < 2);
    return { line: run, both: [byHand, file] };
  });
  const [byHand, file] = await Promise.all(both);
  expect(byHand?.ok).toBe(true);
  const products = (await opened(id)).details.products;
  expect(products).toContain("By Hand");
  // The preview was of another entry: it is shown anew, and nothing of the file is there.
  if (file !== undefined && textOf(file).includes("changed after you looked")) expect(products).toEqual(["By Hand"]);
  else expect(products).toContain("From File");
  expect(line).toContain("seen=");
});
