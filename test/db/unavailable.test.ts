import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import pino from "pino";
import { afterAll, expect, test } from "vitest";
import { createDispatch } from "../../commands/dispatch.ts";
import { connect } from "../../db/client.ts";
import { isUnavailable } from "../../db/unavailable.ts";
import { testDesk, textOf } from "../support/desk.ts";

const t = await testDesk();
afterAll(() => t.database.close());

const coded = (code: string, over: object = {}) => Object.assign(new Error("x"), { code, ...over });

test.each([
  ["refused", coded("ECONNREFUSED"), true],
  ["closed under a statement", coded("CONNECTION_CLOSED"), true],
  ["a server that stops", coded("57P01"), true],
  ["too many connections", coded("53300"), true],
  ["a statement that ran too long", coded("57014"), true],
  ["any failure of the connection (class 08)", coded("08006"), true],
  ["wrapped, as drizzle does", new Error("Failed query", { cause: coded("ECONNRESET") }), true],
  ["several addresses, all refused", new AggregateError([coded("ECONNREFUSED")]), true],
  ["a socket file that is gone", coded("ENOENT", { syscall: "connect" }), true],
  ["another file that is gone", coded("ENOENT", { syscall: "open" }), false],
  ["a row that exists", coded("23505"), false],
  ["a mistyped statement", coded("42601"), false],
  ["a fault of ours", new TypeError("x"), false],
  ["no error at all", "ECONNREFUSED", false],
])("%s", (_, error, away) => {
  expect(isUnavailable(error)).toBe(away);
});

test("a statement that PostgreSQL itself cuts off is one of them", async () => {
  const slow = connect(t.database.url, { max: 1 });
  try {
    // Not from the beginning: what the driver itself asks first would be cut off on a busy machine, where nobody waits for it.
    await slow.db.execute("select set_config('statement_timeout', '20', false)");
    await slow.db.execute("select pg_sleep(5)").then(
      () => expect.unreachable(),
      (error: unknown) => expect(isUnavailable(error)).toBe(true),
    );
  } finally {
    await slow.close();
  }
});

test("a command before a database that is gone is answered so, without a number to look for", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  const port = typeof address === "object" ? address?.port : 0;
  const gone = connect(`postgres://nobody@127.0.0.1:${port}/none`, { max: 1 });
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const dispatch = createDispatch({ ...t.desk, db: gone.db, log });
  const answer = await dispatch({
    principal: { platform: "console", tenant: "local", user: "admin" },
    place: { kind: "private" },
    locale: "ja",
    line: `case note ${randomBytes(4).readUInt32BE()} x`,
    key: "k",
  });
  await gone.close();
  expect(answer).toMatchObject({ ok: false, code: "unavailable" });
  expect(textOf(answer)).toContain("データベースが応答しません");
  expect(lines.join("")).toContain("ECONNREFUSED");
});
