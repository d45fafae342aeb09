import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ActionTokens } from "../../src/crypto/action-token.ts";
import { frameBytes, openFrame, sealFrames } from "../../src/crypto/framed.ts";
import { Keyring, normalReceipt, receiptHash, seal, unseal } from "../../src/crypto/keyring.ts";

const keys = new Keyring(randomBytes(32));

test("what was sealed opens again, only in its place, only with its key, only unchanged", () => {
  const other = randomBytes(32);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (text, where) => {
      const { key, wrapped } = keys.newKey("case/1");
      const sealed = seal(key, "cases.title", text);
      expect(unseal(keys.unwrap(wrapped, "case/1"), "cases.title", sealed)).toBe(text.toWellFormed());
      expect(() => unseal(key, "cases.report", sealed)).toThrow();
      expect(() => unseal(other, "cases.title", sealed)).toThrow();
      expect(() => keys.unwrap(wrapped, "case/2")).toThrow();
      const changed = Buffer.from(sealed);
      const at = where % changed.length;
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => unseal(key, "cases.title", changed)).toThrow();
    }),
  );
});

test("the length of sealed text tells only its bucket of 64 bytes, and no two sealings are alike", () => {
  const key = randomBytes(32);
  expect(seal(key, "a", "x").length).toBe(seal(key, "a", "x".repeat(59)).length);
  expect(seal(key, "a", "x").equals(seal(key, "a", "x"))).toBe(false);
});

test("another key-encryption key opens nothing", () => {
  const { wrapped } = keys.newKey("case/1");
  expect(() => new Keyring(randomBytes(32)).unwrap(wrapped, "case/1")).toThrow();
  expect(() => new Keyring(randomBytes(31))).toThrow("31 bytes");
});

test("a receipt code is read back however it is typed, and the same sending gives the same code", () => {
  const code = keys.receipt("abc");
  expect(keys.receipt("abc")).toBe(code);
  expect(keys.receipt("abd")).not.toBe(code);
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  const typed = code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
  expect(normalReceipt(typed)).toBe(code);
  expect(receiptHash(code).length).toBe(32);
  for (const wrong of ["", "ABCD", `${code}A`, code.replace(/.$/, "U"), "ü".repeat(28)])
    expect(normalReceipt(wrong)).toBeUndefined();
});

test("files of any size come back frame by frame; a moved, dropped or cut frame does not open", async () => {
  const key = randomBytes(32);
  for (const size of [0, 1, frameBytes - 1, frameBytes, frameBytes + 1, 3 * frameBytes]) {
    const plain = randomBytes(size);
    const frames: Buffer[] = [];
    for await (const f of sealFrames(
      key,
      "file",
      Readable.from([plain.subarray(0, size / 2), plain.subarray(size / 2)]),
    )) {
      frames.push(f.subarray(4));
    }
    const open = (n: number, last: boolean, f: Buffer): Buffer => openFrame(key, "file", n, last, f);
    const back = Buffer.concat(frames.map((f, n) => open(n, n === frames.length - 1, f)));
    expect(back.equals(plain)).toBe(true);
    const [first] = frames;
    if (first === undefined) throw new Error("no frame");
    expect(() => open(1, frames.length === 1, first)).toThrow();
    expect(() => open(0, frames.length !== 1, first)).toThrow();
    expect(() => openFrame(key, "other", 0, frames.length === 1, first)).toThrow();
  }
});

test("a button's token opens until it expires, not when changed, not with another key", () => {
  const now = new Date("2026-11-25T00:00:00Z");
  const tokens = new ActionTokens(randomBytes(32), 30);
  const token = tokens.make({ run: "duty ack 7", only: "T1/U1" }, now);
  expect(tokens.read(token, now)).toEqual({ run: "duty ack 7", only: "T1/U1" });
  expect(tokens.read(token, new Date(now.getTime() + 31 * 86_400_000))).toBeUndefined();
  expect(new ActionTokens(randomBytes(32)).read(token, now)).toBeUndefined();
  for (const bad of ["", "x", token.slice(1), `${token.slice(0, -2)}AA`]) expect(tokens.read(bad, now)).toBeUndefined();
  expect(token).not.toContain("ack");
});
