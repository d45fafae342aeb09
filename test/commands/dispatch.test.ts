import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDispatch } from "../../commands/dispatch.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
});
afterAll(() => t.database.close());

const room = (channel: string) => ({ kind: "room", platform: "slack", tenant: "T1", channel }) as const;

test("a room that nobody bound sees nothing of a case; the desk room and a direct message do", async () => {
  const { ref } = await t.report();
  const line = `case show ${ref}`;
  const refused = await t.say(line, { place: room("C-unbound") });
  expect(refused).toMatchObject({ ok: false, code: "place.too-wide" });
  expect(JSON.stringify(refused)).not.toContain(ref);
  await t.done("room bind desk", { place: room("C-desk") });
  expect(await t.done(line, { place: room("C-desk") })).toContain(ref);
  await t.done("room bind public", { place: room("C-desk") });
  expect(await t.say(line, { place: room("C-desk") })).toMatchObject({ ok: false, code: "place.too-wide" });
  await t.done("room unbind", { place: room("C-desk") });
  expect(await t.done("room info", { place: room("C-desk") })).toContain("nobody bound");
  expect(await t.say("room bind desk")).toMatchObject({ ok: false, code: "room.needed" });
});

test("the same request twice has one effect, also when both come at once", async () => {
  const { ref } = await t.report();
  const twice = await Promise.all([1, 2].map(() => t.say(`case note ${ref} only once`, { key: "slack/T1/trigger-9" })));
  const third = await t.say(`case note ${ref} only once`, { key: "slack/T1/trigger-9" });
  expect([...twice, third].map((a) => a.ok)).toEqual([true, true, true]);
  expect([...twice, third].filter((a) => textOf(a).includes("same request came twice"))).toHaveLength(2);
  const history = await t.done(`case history ${ref}`);
  expect(history.match(/note added/g)).toHaveLength(1);
});

test("a refused request does not use its key up", async () => {
  const { ref } = await t.report();
  expect(await t.say(`report accept ${ref}`, { key: "k1" })).toMatchObject({ code: "conditions.open" });
  expect(await t.say(`report accept ${ref} all`, { key: "k1" })).toMatchObject({ ok: true });
  expect(await t.done(`case show ${ref}`)).toContain("accepted");
});

test("two people who change a case at once both get through, one after the other, and the chain stays whole", async () => {
  const { ref } = await t.report();
  const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => t.say(`case note ${ref} number ${i}`)));
  expect(answers.every((a) => a.ok)).toBe(true);
  expect(await t.done("audit verify")).toContain("linked as they were written");
});

test("a bug is answered with a number and nothing else, and the log has the number but no text", async () => {
  const lines: string[] = [];
  const log = pino({ level: "error" }, { write: (s: string) => void lines.push(s) });
  const broken = createDispatch({ ...t.desk, log, keys: { request: () => "x" } as never });
  const answer = await broken({
    principal: { platform: "console", tenant: "local", user: "admin" },
    place: { kind: "private" },
    locale: "en",
    line: "report list",
  });
  expect(answer).toMatchObject({ ok: false, code: "bug" });
  const id = /number: ([0-9a-f]{8})\./.exec(textOf(answer))?.[1];
  expect(lines.join("")).toContain(id);
});

test.each([
  ["", "ok"],
  ["help", "ok"],
  ["hlep", "command.unknown"],
  ["case", "command.unknown"],
  ["case show", "args.missing"],
  ["case show abc", "args.invalid"],
  ["case show 123456789012345678901", "args.invalid"],
  ["case show 0", "args.invalid"],
  ["case show -1", "args.invalid"],
  ["case show 1e3", "args.invalid"],
  ["case show https://evil.example/48213377", "args.invalid"],
  ["case show 12345678 extra", "args.unexpected"],
  ["case show ＃１２３４５６７８", "case.not-found"],
  ["member add Ha!na", "args.invalid"],
  ["member add hana2 emperor", "args.invalid"],
  ["duty who 2026-02-30", "args.invalid"],
  [`case note 12345678 ${"x".repeat(4001)}`, "args.invalid"],
  ["case note 12345678 a\0b", "args.invalid"],
  ["score impact 12345678 spread=huge", "args.invalid"],
])("%s → %s", async (line, expected) => {
  for (const locale of ["ja", "en"] as const) {
    const answer = await t.say(line, { locale });
    expect(answer.ok ? "ok" : answer.code).toBe(expected);
    expect(textOf(answer)).not.toBe("");
  }
});

test("every refusal has a sentence and, in both languages, different words", async () => {
  for (const line of ["hlep", "case show", "case show abc", "case show 12345678", "report accept"]) {
    const [ja, en] = await Promise.all((["ja", "en"] as const).map((locale) => t.say(line, { locale })));
    expect(textOf(ja as never)).toMatch(/[ぁ-ん]/);
    expect(textOf(en as never)).not.toMatch(/[ぁ-ん]/);
  }
});

test("the form's address is posted in a room by the queue, for all to see, and only there", async () => {
  const place = room("C-public");
  expect(await t.say("report link post=yes")).toMatchObject({ ok: false, code: "room.needed" });
  await t.done("report link software ja post=yes", { place });
  const [row] = await t.database.owner()`select destination, params from notices where kind = 'form-link'`;
  expect(row).toEqual({
    destination: "slack/T1/room/C-public",
    params: { url: "http://localhost:8080/report/software?lang=ja" },
  });
  const links = await t.done("report link");
  for (const part of ["/report/software?lang=ja", "/report/website?lang=en", "/report/own-product?lang=ja"])
    expect(links).toContain(part);
});
