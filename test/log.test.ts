import { expect, test } from "vitest";
import { createLog } from "../src/log.ts";

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog("debug", { write: (s: string) => void lines.push(s) }));
  return lines.join("");
}

test("bodies, keys, tokens and people are dropped by the name of their field, at any depth down to three", () => {
  const secret = "CANARY";
  const out = logged((log) => {
    for (const field of [
      "body",
      "text",
      "title",
      "email",
      "name",
      "token",
      "key",
      "receipt",
      "url",
      "user",
      "note",
      "password",
      "authorization",
    ]) {
      log.info({ [field]: secret, id: 1 }, "flat");
      log.info({ inner: { [field]: secret } }, "one down");
      log.info({ a: { b: { [field]: secret } } }, "two down");
    }
  });
  expect(out).not.toContain(secret);
  expect(out).toContain('"id":1');
});

test("an error is logged by class, code and place, never by its message, nor its cause's", () => {
  const cause = Object.assign(new Error("duplicate key value (email)=(CANARY@example.org)"), {
    code: "23505",
    detail: "CANARY",
  });
  const out = logged((log) => {
    log.error({ err: new Error("CANARY in the message", { cause }) }, "a command failed");
    log.error(new Error("CANARY alone"));
  });
  expect(out).not.toContain("CANARY");
  expect(out).toContain('"code":"23505"');
  expect(out).toMatch(/log\.test\.ts/);
});
