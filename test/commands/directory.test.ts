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
