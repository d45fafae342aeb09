import { afterAll, beforeAll, expect, test } from "vitest";
import { createWeb } from "../../adapters/web/index.ts";
import { readCalendar } from "../../commands/calendar-feed.ts";
import { createIntake } from "../../commands/report/status.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";
import { newHome } from "../support/process.ts";

let t: TestDesk;
let ref: string;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", mori: "coordinator", ops: "admin" });
  ({ ref } = await t.report("website", { site_url: "https://canary-site.example.jp/" }));
  await t.done(`case take ${ref}`, { as: "hana" });
  await t.done(`deadline add ${ref} +3d canary-label`, { as: "hana" });
});
afterAll(() => t.database.close());

const addressOf = async (as: string, change = ""): Promise<string> =>
  /https?:\S+\.ics/.exec(await t.done(`deadline calendar ${change}`, { as }))?.[0] ?? "none";
const file = (address: string): Promise<string | undefined> => readCalendar(t.desk, address.split("/").at(-1) ?? "");
const unfolded = (text: string | undefined): string => (text ?? "").replaceAll("\r\n ", "");

test("a member's calendar has the dates of their cases by reference and clock, and nothing that a stranger may not read", async () => {
  const address = await addressOf("hana");
  const text = unfolded(await file(address));
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(3);
  for (const summary of [`#${ref} first look`, `#${ref} accept or decline`, `#${ref} deadline`]) {
    expect(text).toContain(`SUMMARY:${summary}`);
  }
  const [due] = await t.database.owner()`
    select id::int, to_char(due_at at time zone 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') as stamp from deadlines where kind = 'TRIAGE'`;
  expect(text).toContain(`DTSTART:${due?.["stamp"]}`);
  expect(text).toContain(`UID:deadline-${due?.["id"]}@localhost:8080`);
  for (const secret of ["canary", "example.jp", "Kitano", "subaru"]) expect(text).not.toContain(secret);
  // RFC 5545, 3.1: lines of at most 75 bytes, ended by CR LF.
  const lines = ((await file(address)) ?? "").split("\r\n");
  expect(lines.filter((l) => Buffer.byteLength(l) > 75 || l.includes("\n"))).toEqual([]);
});

test("the address stays the same until a new one is made; then the old opens nothing, and none of those given away ever does again", async () => {
  const first = await addressOf("hana");
  expect(await addressOf("hana")).toBe(first);
  const second = await addressOf("hana", "new");
  expect(second).not.toBe(first);
  expect([await file(first), typeof (await file(second))]).toEqual([undefined, "string"]);
  await t.done("deadline calendar off", { as: "hana" });
  expect(await file(second)).toBeUndefined();
  const third = await addressOf("hana");
  expect([first, second]).not.toContain(third);
  expect([await file(first), await file(second), typeof (await file(third))]).toEqual([undefined, undefined, "string"]);
});

test("somebody else's cases are not in it; who may not list deadlines has none; who leaves has none any more", async () => {
  expect(unfolded(await file(await addressOf("mori")))).not.toContain("BEGIN:VEVENT");
  expect(await t.say("deadline calendar", { as: "ops" })).toMatchObject({ ok: false, code: "not-allowed" });
  const address = await addressOf("mori");
  await t.done("member role mori auditor");
  expect(await file(address)).toBeUndefined();
  await t.done("member role mori coordinator");
  expect(await file(address)).toBeDefined();
  await t.done("member remove mori");
  expect(await file(address)).toBeUndefined();
});

test("over HTTP: the file under its address; everything else is one and the same page, and no address is logged", async () => {
  const logged: string[] = [];
  const note = (fields: object, message: string): void => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const web = createWeb({
    intake: createIntake(t.desk),
    publicUrl: "http://127.0.0.1",
    log: { info: note, error: note },
    spoolDir: `${newHome()}/spool`,
    calendar: async (name) => {
      if (name === "broken.ics") throw new Error("the database is away");
      return await readCalendar(t.desk, name);
    },
  });
  try {
    const { port } = await web.start("127.0.0.1", 0);
    const get = (name: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}/calendar/${name}`, { headers: { accept: "application/json" } });
    const name = (await addressOf("hana")).split("/").at(-1) ?? "";
    const found = await get(name);
    expect(found.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(found.headers.get("cache-control")).toBe("private, no-store");
    expect(await found.text()).toContain("BEGIN:VCALENDAR");
    const wrong = [
      name.replace(".ics", ""),
      `0-${name.slice(2)}`,
      `${name.slice(0, -5)}A.ics`,
      "zzzzzz-x.ics",
      "x",
      "%00",
    ];
    const answers = await Promise.all(
      wrong.filter((w) => w !== name).map(async (w) => [(await get(w)).status, await (await get(w)).text()]),
    );
    expect(new Set(answers.map(([status]) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(([, text]) => text)).size).toBe(1);
    expect((await get("broken.ics")).status).toBe(500);
    expect(logged.join("\n")).toContain("/calendar/…");
    expect(logged.join("\n")).not.toContain("broken.ics");
  } finally {
    await web.stop();
  }
});

test("the list of deadlines narrows by person and by time, goes on page by page, and says what it left out", async () => {
  const own = await testDesk();
  try {
    await own.members({ hana: "coordinator", mori: "coordinator" });
    for (let i = 0; i < 14; i++) {
      const made = await own.report();
      await own.done(`case take ${made.ref}`, { as: i < 13 ? "hana" : "mori" });
    }
    const hana = await own.done("deadline list of=hana", { as: "mori" });
    expect(hana).toContain("of hana");
    expect(hana).toContain("25 of 26, nearest first");
    const next = /deadline list page=\S+ of=hana/.exec(hana)?.[0] ?? "none";
    const rest = await own.done(next, { as: "mori" });
    expect(rest).toContain("of hana: 1, nearest first");
    const all = `${hana}\n${rest}`;
    expect(new Set([...all.matchAll(/no\. (\d+)/g)].map((m) => m[1])).size).toBe(26);
    const soon = await own.done("deadline list of=me until=+4d", { as: "mori" });
    expect(soon.match(/first look/g)).toHaveLength(1);
    expect(soon).not.toContain("accept or decline");
    const none = await own.done("deadline list until=+1m", { as: "mori" });
    expect(none).toMatch(/Deadlines · until .* JST: none is running\..*\nThe nearest: #\d{8} first look/s);
    expect(await own.say("deadline list of=nobody")).toMatchObject({
      ok: false,
      code: "member.not-found",
      field: "of",
    });
    expect(await own.say("deadline list until=yesterday")).toMatchObject({
      ok: false,
      code: "args.invalid",
      field: "until",
    });
  } finally {
    await own.database.close();
  }
});
