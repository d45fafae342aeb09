import { expect, test } from "vitest";
import { createWrite } from "../../../adapters/discord/typed.ts";
import { commands } from "../../../commands/index.ts";
import { example } from "../../../commands/refusals.ts";
import { readLine } from "../../../commands/text.ts";

const write = createWrite(commands);

test.each([
  ["help", "/help"],
  ["report list", "/report list"],
  ["case take 48213377", "/case take case:48213377"],
  ["report decline 48213377 R-…", "/report decline case:48213377 reason:R-…"],
  ["case note 48213377 The vendor phoned", "/case note case:48213377 text:The vendor phoned"],
  ["score impact 48213377 spread=medium", "/score impact case:48213377 spread:medium"],
  ['party add 48213377 "Hoshi Soft" role=vendor', "/party add case:48213377 name:Hoshi Soft role:vendor"],
  ["deadline snooze 35 +1h", "/deadline snooze deadline:35 until:+1h"],
  ["room post 48213377 seen=abc", "/room post case:48213377 seen=abc"],
  ["no such thing", "no such thing"],
  ["case shower", "case shower"],
])("%s → %s", (line, typed) => {
  expect(write(line)).toBe(typed);
});

test("every command's own example names each of its words by an argument that takes it", () => {
  for (const c of commands) {
    const typed = write(example(c));
    expect(typed.startsWith(`/${c.name}`)).toBe(true);
    const raw = readLine(example(c), commands)?.raw ?? {};
    for (const [name, value] of Object.entries(raw)) expect(typed).toContain(`${name}:${value}`);
  }
});
