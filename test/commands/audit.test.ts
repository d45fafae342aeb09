import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tick } from "../../commands/deadline/tick.ts";
import { connect } from "../../db/client.ts";
import { verify } from "../../db/queries/audit.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", mori: "coordinator" });
  for (let i = 0; i < 5; i++) {
    const { ref } = await t.report();
    await t.done(`report accept ${ref} all`);
    await t.done(`case take ${ref}`, { as: "hana" });
    await t.done(`case note ${ref} a note`);
  }
});
afterAll(() => t.database.close());

test("an untouched audit is whole", async () => {
  expect(await t.done("audit verify")).toMatch(/All \d+ rows are linked/);
});

/** Ways to tamper with the table, as somebody could who owns the database and switches the triggers off. */
const tampering = {
  "change an action": "update audit set action = 'x' where chain = $1 and seq = $2",
  "change who": "update audit set actor = 'member/999' where chain = $1 and seq = $2",
  "change when": "update audit set at = at + interval '1 second' where chain = $1 and seq = $2",
  "change data": `update audit set data = data || '{"x":1}' where chain = $1 and seq = $2`,
  "change a hash": "update audit set hash = '\\x00' where chain = $1 and seq = $2",
  "remove a row": "delete from audit where chain = $1 and seq = $2",
  "cut off the end": "delete from audit where chain = $1 and seq >= $2",
  "remove a chain": "delete from audit where chain = $1 and $2 >= 0",
  "move rows on": "update audit set seq = seq + 100 where chain = $1 and seq >= $2",
  "forge a row at the end":
    "insert into audit select chain, (select max(seq) + 1 from audit where chain = $1), at, actor, action, data, hash from audit where chain = $1 and seq = $2",
} as const;

test("every change, removal, cut and forgery is found, and its chain is named", async () => {
  const rows = await t.database.owner()<
    { chain: string; seq: number }[]
  >`select chain, seq from audit order by chain, seq`;
  const owner = connect(t.database.url, { max: 1, asApp: false });
  const undo = new Error("undo");
  let tried = 0;
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...rows),
        fc.constantFrom(...Object.values(tampering)),
        async (row, statement) => {
          const tampered = owner.db.transaction(async (tx) => {
            await tx.execute(sql`set local session_replication_role = replica`);
            const text = statement.replaceAll("$1", `'${row.chain}'`).replaceAll("$2", String(row.seq));
            await tx.execute(sql.raw(text));
            const { breaks } = await verify(tx, t.desk.keys);
            expect(breaks.map((b) => b.chain)).toContain(row.chain);
            tried += 1;
            throw undo;
          });
          await expect(tampered).rejects.toBe(undo);
        },
      ),
      { numRuns: 300 },
    );
  } finally {
    await owner.close();
  }
  expect(tried).toBe(300);
  expect(await t.done("audit verify")).toContain("linked as they were written");
});

test("the audit holds ids only", async () => {
  const owner = t.database.owner();
  const [row] = await owner`select string_agg(data::text, ' ') as all from audit`;
  expect(row?.["all"]).not.toMatch(/hana|mori|Kitano|画像|example|a note/);
});

test("reads are linked by the clock, and a changed or removed one is found", async () => {
  const own = await testDesk();
  try {
    const { ref } = await own.report();
    for (let i = 0; i < 5; i++) await own.done(`case show ${ref}`);
    const connection = connect(own.database.url, { max: 1, asApp: false });
    const asOwner = async (statement: string): Promise<void> => {
      await connection.db.transaction(async (tx) => {
        await tx.execute(sql`set local session_replication_role = replica`);
        await tx.execute(sql.raw(statement));
      });
    };
    await asOwner("update audit_reads set at = at - interval '10 minutes'");
    await tick(own.desk);
    expect(await own.done("audit verify")).toContain("linked as they were written");
    await own.done(`case show ${ref}`);
    expect(await own.done("audit verify")).toContain("linked as they were written");
    await asOwner("update audit_reads set member_id = 99 where id = 3");
    expect(await own.done("audit verify")).toContain("reads#5");
    await asOwner("update audit_reads set member_id = 1 where id = 3");
    expect(await own.done("audit verify")).toContain("linked as they were written");
    await asOwner("delete from audit_reads where id = 2");
    expect(await own.done("audit verify")).toContain("reads#5");
    await connection.close();
  } finally {
    await own.database.close();
  }
});
