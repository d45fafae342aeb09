import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openEntry } from "../../commands/vendor/entry.ts";
import { getVendor } from "../../db/queries/vendors.ts";
import { readCsv } from "../../src/csv.ts";
import { decodeText } from "../../src/decode.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
const hana = { as: "hana" };
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", ana: "analyst", adam: "admin", approver: "approver" });
});
afterAll(() => t.database.close());

const load = (csv: string, line = "vendor import", as = hana) => t.say(line, { options: { csv }, ...as });
const run = (text: string) => /vendor import seen=[\w-]{16}/.exec(text)?.[0] ?? "";
const many = async () => Number((await t.database.owner()`select count(*)::int as n from vendors`)[0]?.["n"]);

/** Checks, then imports. */
async function bring(csv: string): Promise<string> {
  const shown = textOf(await load(csv));
  const done = await load(csv, run(shown));
  expect(done.ok && !textOf(done).includes("Nothing has changed")).toBe(true);
  return textOf(done);
}

const opened = (id: number) => t.desk.db.transaction(async (tx) => openEntry(t.desk, await getVendor(tx, id)));

describe("a file with nothing wrong", () => {
  const csv = [
    "名前,products,パッケージURL,登録区分,掲載,agreed,担当者,mail,notes",
    '"CANARY-Import, Ltd.","Viewer, Cart",pkg:npm/viewer@1,一般登録,はい,2026-04-01,CANARY-Person,p@canary.example,"=HYPERLINK(""x"")\nCANARY-line"',
    "Second,,,,,,,,+1",
  ].join("\r\n");

  test("is shown first and changes nothing; the same text with the preview's proof does all of it", async () => {
    const first = await load(csv);
    expect(textOf(first)).toContain("New: 2, changed: 0");
    expect(textOf(first)).toContain("new · CANARY-Import, Ltd. · Products、Package URLs、Notes、Registration");
    expect(await many()).toBe(0);
    const other = await load(`${csv}\nThird`, run(textOf(first)));
    expect(textOf(other)).toContain("changed after you looked");
    const elses = await load(csv, run(textOf(first)), { as: "approver" });
    expect(textOf(elses)).toContain("changed after you looked");
    expect(await many()).toBe(0);
    const done = await load(csv, run(textOf(first)));
    expect(done).toMatchObject({ ok: true });
    expect(await many()).toBe(2);
    // What a spreadsheet would compute stays text.
    expect((await opened(1)).details).toEqual({
      products: ["Viewer", "Cart"],
      keywords: [],
      purls: ["pkg:npm/viewer"],
      notes: '=HYPERLINK("x")\nCANARY-line',
    });
    const [row] = await t.database.owner()`select * from vendors where id = 1`;
    expect(row).toMatchObject({ registration: "general", listed_in_public: true, takes_reports: false });
    expect(new Date(row?.["agreed_at"]).toISOString()).toBe("2026-03-31T15:00:00.000Z");
    expect(await t.done("vendor show 1", hana)).toContain("CANARY-Person · p@canary.example");
  });

  test("once it is there, it changes nothing", async () => {
    expect(textOf(await load(csv))).toContain("New: 0, changed: 0, as they are: 2");
  });

  test("adds to what is there and leaves the rest; the preview is void once the directory changed", async () => {
    const more = "name,products,takes-reports,contact,phone\nＳＥＣＯＮＤ,Editor,yes,Sato,03-0000-0000\n";
    const shown = textOf(await load(more));
    expect(shown).toContain("New: 0, changed: 1");
    await t.done("vendor product 2 Meanwhile", hana);
    expect(textOf(await load(more, run(shown)))).toContain("changed after you looked");
    await bring(more);
    expect(await opened(2)).toMatchObject({
      name: "Second",
      details: { products: ["Meanwhile", "Editor"], notes: "+1" },
    });
    expect(await t.done("vendor list editor", hana)).toContain("Second");
    expect(await t.done("audit show desk", { as: "approver" })).toContain("vendor's entry changed");
  });
});

describe("a file with something wrong", () => {
  test("every fault, by line and column, with what is allowed; and nothing is imported", async () => {
    const before = await many();
    const answer = await load(
      [
        "name,registration,purls,met,mail,listed",
        "Fine,,,,,",
        ",general,,,,",
        "Bad,some,npm/x,2099-01-01,nobody,maybe",
        "FINE,,,,,",
        "Long,,,,,,extra",
        "Day,,,2026-02-30,,",
      ].join("\n"),
    );
    expect(answer).toMatchObject({ ok: false, code: "args.invalid", field: "csv" });
    const text = textOf(answer);
    for (const says of [
      'line 3, name "": a name must be given',
      'line 4, registration "some": none · 登録なし · general · 一般登録 · individual · 個別登録',
      'line 4, purls "npm/x": pkg:type/name',
      'line 4, met "2099-01-01": a day that has come',
      'line 4, mail "nobody": an e-mail address',
      'line 4, listed "maybe": yes · no',
      'line 5, name "FINE": the same as on line 2',
      'line 6, 7 "extra": no cell beyond',
      'line 7, met "2026-02-30": a day that has come',
      "Nothing was imported",
    ])
      expect(text).toContain(says);
    expect(await many()).toBe(before);
  });

  test.each([
    ["", "csv is missing"],
    [" ", "a vendor on each line"],
    ["name", "a vendor on each line"],
    ["name,colour\nA,red", "column"],
    ["products\nA", "there must be a column of names"],
    ["name,name\nA,B", "each column once"],
    ["name,名前\nA,B", "each column once"],
    ['name\n"A', "quotes must come in pairs"],
    ["name,mail\nA,a@b.example", "a person's name must go with"],
    [`name\n${Array.from({ length: 1001 }, (_, i) => `V${i}`).join("\n")}`, "at most 1000 lines"],
    [`name\n${"x".repeat(1_000_000)}`, "at most 1000000"],
    [`name\n${"x".repeat(201)}`, "at most 200 characters"],
  ])("%#: %s", async (csv, says) => {
    const before = await many();
    const answer = await load(csv);
    expect(answer.ok).toBe(false);
    expect(textOf(answer)).toContain(says);
    expect(await many()).toBe(before);
  });

  test("a name that several vendors have is not guessed", async () => {
    await t.done('vendor add "Twin"', hana);
    await t.done('vendor add "Twin" anyway=yes', hana);
    expect(textOf(await load("name\ntwin"))).toContain("several vendors of the directory have that name");
  });

  test("what fails in the middle leaves nothing behind", async () => {
    const before = await many();
    const csv = "name\nHalf 1\nHalf 2\nHalf 3";
    const seen = run(textOf(await load(csv)));
    const owner = t.database.owner();
    await owner`create function no_third() returns trigger language plpgsql as
      $$ begin if (select count(*) from vendors) > ${owner.unsafe(String(before + 1))} then raise exception 'no'; end if; return new; end $$`;
    await owner`create trigger no_third before insert on vendors for each row execute function no_third()`;
    expect(await load(csv, seen)).toMatchObject({ ok: false, code: "bug" });
    await owner`drop trigger no_third on vendors`;
    expect(await many()).toBe(before);
  });

  test("not for an analyst or an administrator", async () => {
    for (const as of ["ana", "adam"])
      expect(await load("name\nA", "vendor import", { as })).toMatchObject({ code: "not-allowed" });
  });
});

describe("reading", () => {
  test("files: UTF-8 with and without mark, UTF-16, Shift_JIS; no picture", () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("名前\n星", "utf16le")]);
    const sjis = Buffer.from([0x96, 0xbc, 0x91, 0x4f, 0x0a, 0x90, 0xaf]);
    for (const bytes of [Buffer.from("名前\n星"), Buffer.from("\uFEFF名前\n星"), utf16, sjis])
      expect(decodeText(bytes)).toBe("名前\n星");
    expect(decodeText(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0xff]))).toBeUndefined();
  });

  test("whatever is in the cells comes out again, on the line on which it began", async () => {
    const cell = fc.stringMatching(/^[A-Za-z=+@"',\n]{0,6}$/).map((s) => s.trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const quoted = rows.map((r) => ["x", ...r].map((c) => `"${c.replaceAll('"', '""')}"`).join(","));
        const read = await readCsv(quoted.join("\n"));
        if ("broken" in read) throw new Error("broken");
        expect(read.map((r) => r.cells.slice(1))).toEqual(rows);
        const begins = quoted.map((_, i) => quoted.slice(0, i).join("\n").split("\n").length + (i === 0 ? 0 : 1));
        expect(read.map((r) => r.line)).toEqual(begins);
      }),
    );
  });
});

test("nothing that was imported is readable in the database", async () => {
  const owner = t.database.owner();
  const tables = await owner`select table_name as name from information_schema.tables where table_schema = 'public'
    and table_type = 'BASE TABLE'`;
  for (const { name } of tables) {
    const text = JSON.stringify(await owner.unsafe(`select t::text from "${name}" t`));
    for (const form of ["CANARY", "canary.example", Buffer.from("CANARY").toString("hex"), "HYPERLINK"])
      expect({ name, form, found: text.includes(form) }).toEqual({ name, form, found: false });
  }
});
