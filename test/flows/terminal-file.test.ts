import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { generateKey } from "openpgp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newHome, type Running, startDesk } from "../support/process.ts";

/** Files as arguments, through the real client and the real program. */
let desk: Running;
const folder = mkdtempSync(path.join(tmpdir(), "todoke-file-"));
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
};
beforeAll(async () => {
  desk = await startDesk({ TODOKE_HOME: newHome() });
});
afterAll(() => desk.end());

test("a spreadsheet's file in Shift_JIS is checked, then imported", async () => {
  // 名前,製品 / 星ソフト,画像
  const sjis = Buffer.from("96bc914f2c90bb95690d0a90af835c837483672c89e6919c0d0a", "hex");
  const csv = ["--file", `csv=${file("vendors.csv", sjis)}`];
  const shown = await desk.desk(...csv, "vendor import");
  expect(shown).toMatchObject({ code: 0 });
  expect(shown.out).toContain("星ソフト");
  const next = /vendor import seen=[\w-]{16}/.exec(shown.out)?.[0] ?? "";
  expect(await desk.desk(...csv, next)).toMatchObject({ code: 0 });
  expect((await desk.desk("vendor list")).out).toContain("星ソフト");
});

test("a large key comes through whole", async () => {
  const { publicKey } = await generateKey({
    type: "rsa",
    rsaBits: 4096,
    userIDs: Array.from({ length: 40 }, (_, i) => ({ name: `PSIRT ${i}`, email: `psirt${i}@hoshi.example` })),
  });
  expect(publicKey.length).toBeGreaterThan(16_000);
  const added = await desk.desk("--file", `pgp=${file("key.asc", publicKey)}`, "vendor key-add 1");
  expect(added).toMatchObject({ code: 0 });
  expect(added.out).toContain("rsa 4096");
});

test("what cannot be sent is said, and nothing is asked of the desk", async () => {
  const picture = file("picture.png", Buffer.from("89504e470d0a1a0a0000ff", "hex"));
  const long = file("long.csv", "x".repeat(1_000_001));
  for (const [given, says] of [
    [`csv=${picture}`, "no text"],
    [`csv=${long}`, "at most 1000000"],
    ["csv=/nowhere/vendors.csv", "ENOENT"],
    [picture, "ARGUMENT=PATH"],
  ] as const) {
    const { code, err } = await desk.desk("--file", given, "vendor import");
    expect({ code, says, said: err.includes(says) }).toEqual({ code: 2, says, said: true });
  }
});
