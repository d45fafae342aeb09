import { describe, expect, test } from "vitest";
import { Canaries, disguises } from "./support/canaries.ts";

describe("a canary is found however it was disguised", () => {
  const canaries = new Canaries();
  const token = canaries.make("the secret");
  const utf16 = Buffer.from(token, "utf16le");
  const escaped = (hex: (code: string) => string): string =>
    [...token].map((c) => hex((c.codePointAt(0) ?? 0).toString(16))).join("");

  test.each([
    ["plain", token, "the secret"],
    [
      "among other bytes",
      Buffer.concat([Buffer.from([0, 255, 128]), Buffer.from(token), Buffer.from([200])]),
      "the secret",
    ],
    ["in JSON", JSON.stringify({ x: [token] }), "the secret"],
    ["in a form", new URLSearchParams({ x: `é ${token}` }).toString(), "the secret"],
    ["utf-16le", utf16, "something in utf-16le"],
    ["utf-16be", Buffer.from(utf16).swap16(), "something in utf-16be"],
    ["hex, as PostgreSQL shows bytes", `\\x00${Buffer.from(`ab${token}`).toString("hex")}`, "something in hex"],
    ["every letter as a URL escape", escaped((c) => `%${c}`), "something in url"],
    ["every letter as a JSON escape", escaped((c) => `\\u00${c}`), "something in json"],
    ["capitals", token.toUpperCase(), "something in capitals"],
  ])("%s", (_, bytes, name) => {
    expect(canaries.found(Buffer.from(bytes))).toContain(name);
  });

  test.each([0, 1, 2, 3, 4, 5])("base64, %i bytes after its beginning", (n) => {
    for (const encoding of ["base64", "base64url"] as const)
      for (const text of [Buffer.from(token), utf16])
        for (const after of ["", "x", "xy"]) {
          const bytes = Buffer.concat([Buffer.alloc(n, "é"), text, Buffer.from(after)]);
          expect(canaries.found(bytes.toString(encoding)).join()).toMatch(/base64/);
        }
  });

  test("and no other one is", () => {
    const other = new Canaries();
    for (const bytes of disguises(other.make("other")).values()) expect(canaries.found(bytes)).toEqual([]);
  });

  test("a secret of its own shape is found, too", () => {
    canaries.also("a date", "1887-03-14");
    for (const bytes of disguises("1887-03-14").values()) expect(canaries.found(bytes).join()).toContain("a date");
  });
});
