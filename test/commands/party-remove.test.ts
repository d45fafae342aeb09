import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noticeAfter } from "../../commands/notices/index.ts";
import { eq } from "../../db/orm.ts";
import { databaseNow, readSettings } from "../../db/queries/desk.ts";
import type { Notice } from "../../db/queries/notices.ts";
import { notices } from "../../db/schema/index.ts";
import { theParty } from "../../src/label.ts";
import { plain, render } from "../../src/render.ts";
import type { View } from "../../src/view.ts";
import { textOf } from "../support/desk.ts";
import { type VendorDesk, vendorDesk } from "../support/vendors.ts";

let v: VendorDesk;
const done = (line: string, as = "hana") => v.t.done(line, { as });
const owner = () => v.t.database.owner();

/** Proposes it as hana, and confirms it as mori. */
async function remove(ref: string, n: number): Promise<string> {
  const no = /no\. (\d+)/.exec(await done(`party remove ${ref} ${n} CANARY-WHY`))?.[1];
  return await done(`case confirm ${no}`, "mori");
}

/** What a card that was sent for a party reads now. */
async function cardOf(ref: string, party: number): Promise<string> {
  const [row] = await owner()`select x.id from notices x join parties p on p.id = (x.params->>'party')::bigint
    join cases c on c.id = p.case_id where c.reference = ${Number(ref)} and p.n = ${party} and x.kind = 'vendor-card'`;
  return await v.t.desk.db.transaction(async (tx) => {
    const [card] = (await tx
      .select()
      .from(notices)
      .where(eq(notices.id, Number(row?.["id"])))) as Notice[];
    if (card === undefined) throw new Error("no card");
    const { keys, calendar, zone } = v.t.desk;
    const act = {
      tx,
      now: await databaseNow(tx),
      settings: await readSettings(tx),
      keys,
      calendar,
      zone,
      actor: "clock",
    };
    const made = await noticeAfter(act, card, "room");
    if (made === undefined) return "";
    return render(made as View<"party">, theParty("vendor/1"), "en")
      .nodes.map((n) => ("text" in n ? plain(n.text) : JSON.stringify(n)))
      .join("\n");
  });
}

beforeAll(async () => {
  v = await vendorDesk();
});
afterAll(() => v.t.database.close());

describe("a party that was never told", () => {
  test("comes off at once, by one person, and hears nothing", async () => {
    const { ref } = await v.t.report("software");
    await done(`report accept ${ref} all`, "admin");
    await done(`party add ${ref} vendor=1`);
    expect(await v.t.say(`party remove ${ref} 1`, { as: "hana" })).toMatchObject({ ok: false, code: "args.missing" });
    expect(await done(`party remove ${ref} 1 CANARY-WHY`)).toContain("was never told of the case");
    expect(await v.waiting("hoshi")).toEqual([]);
    expect(await done(`party list ${ref}`)).toContain("Nobody is on the case yet");
    expect(await v.t.say(`party remove ${ref} 1 again`, { as: "hana" })).toMatchObject({ code: "party.not-found" });
    expect(await done(`case show ${ref}`)).toContain("CANARY-WHY");
  });
});

describe("one that was invited", () => {
  let ref = "";
  beforeAll(async () => {
    ref = await v.invited();
    await v.did("hoshi", `reply accept ${ref}`);
    await v.did("hoshi", `reply show ${ref}`);
    await v.waiting("hoshi");
    await v.waiting("tsuki");
    await v.did("hoshi", `reply date ${ref} +60d`);
    await done(`message party ${ref} 1 CANARY-PENDING`);
  });

  test("comes off when a second person has agreed, who can read why", async () => {
    const asked = await done(`party remove ${ref} 1 CANARY-WHY`);
    expect(asked).toContain("removal of an invited party");
    expect(await v.did("hoshi", `reply list`)).toContain(ref);
    expect(await done(`case show ${ref}`, "mori")).toContain("party remove 1: CANARY-WHY");
    const no = /no\. (\d+)/.exec(asked)?.[1];
    expect(await v.t.say(`case confirm ${no}`, { as: "hana" })).toMatchObject({ ok: false, code: "not-allowed" });
    expect(await done(`case confirm ${no}`, "mori")).toContain("It sees nothing of the case any more");
  });

  test("its people are answered as strangers to the case are, by every verb", async () => {
    for (const line of ["show", "ask", "status", "received", "approve", "date", "accept"]) {
      const rest = { ask: " hello", status: " affected", date: " +40d" }[line] ?? "";
      const [here, nowhere] = [
        await v.as("hoshi", `reply ${line} ${ref}${rest}`),
        await v.as("hoshi", `reply ${line} 00000001${rest}`),
      ];
      expect(here, line).toMatchObject({ ok: false, code: "case.not-found" });
      expect(textOf(here)).toBe(textOf(nowhere));
    }
    expect(await v.did("hoshi", "reply list")).not.toContain(ref);
  });

  test("its room gets one neutral sentence with what still binds, and nothing that waited", async () => {
    const texts = await v.waiting("hoshi");
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(/Nothing more is asked of you in this matter; please still keep .* until/);
    expect(texts[0]).not.toMatch(/CANARY|reply /);
    expect(await cardOf(ref, 1)).toContain("Nothing more is asked");
    expect(await cardOf(ref, 1)).not.toContain("reply ");
    expect((await v.waiting("tsuki")).join()).toBe("");
  });

  test("its proposals are off the table, its clocks have ended, and the history stays", async () => {
    expect(await done(`embargo show ${ref}`)).not.toContain("change is proposed");
    const rows = await owner()`select state from embargo_terms where party_id is not null`;
    expect(rows.map((r) => r["state"])).toEqual(["rejected"]);
    const [open] = await owner()`select count(*)::int as n from deadlines d join parties p on p.id = d.party_id
      where p.removed_at is not null and d.state <> 'done'`;
    expect(open?.["n"]).toBe(0);
    const [kept] = await owner()`select count(*)::int as n from party_messages`;
    expect(kept?.["n"]).toBe(1);
    expect(await done(`case history ${ref}`)).toContain("party taken off");
    expect(await v.did("tsuki", `reply show ${ref}`)).not.toContain("Nothing more");
  });

  test("can be added again, from the beginning", async () => {
    expect(await done(`party add ${ref} vendor=1`)).toContain("is party 3 of");
    expect(await v.as("hoshi", `reply show ${ref}`)).toMatchObject({ ok: false, code: "case.not-found" });
    await done(`party invite ${ref} 3`);
    expect((await v.waiting("hoshi")).join()).toContain("A report may concern one of your products");
    const shown = await v.did("hoshi", `reply show ${ref}`);
    expect(shown).toContain("your answer to the embargo is awaited");
    expect(shown).not.toContain("CANARY");
    await v.did("hoshi", `reply accept ${ref}`);
    expect(await v.did("hoshi", `reply show ${ref}`)).toContain("you agreed to the embargo");
  });
});

test("one that never agreed is bound by nothing, and a card that was not sent yet is not sent", async () => {
  const ref = await v.invited();
  expect(await remove(ref, 2)).toContain("Its room is told");
  const texts = await v.waiting("tsuki");
  expect(texts).toHaveLength(1);
  expect(texts[0]).toMatch(/Nothing more is asked of you in this matter\.$/);
});

test("no reason is readable in the database", async () => {
  const rows = await owner()`select t::text as row from notes t union all select t::text from proposals t
    union all select t::text from audit t union all select t::text from notices t`;
  const text = rows.map((r) => r["row"]).join("\n");
  for (const s of ["CANARY", Buffer.from("CANARY").toString("hex")]) expect(text).not.toContain(s);
});
