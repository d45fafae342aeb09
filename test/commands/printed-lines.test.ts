import { afterEach, beforeEach, expect, test } from "vitest";
import type { Answer } from "../../commands/contract.ts";
import { tick } from "../../commands/deadline/tick.ts";
import { commands } from "../../commands/index.ts";
import { example } from "../../commands/refusals.ts";
import { clockDatabase } from "../support/clock.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

/** What we print to be typed can be typed as it stands: every example, and every line under an answer, and those under its answer. */
let t: TestDesk;
let ref = "";
/** A Wednesday, noon in Tokyo. */
const start = new Date("2026-12-02T03:00:00Z");

beforeEach(async () => {
  const database = await clockDatabase(start);
  t = await testDesk({ database });
  await t.members({ hana: "coordinator,admin", mori: "coordinator" });
  await t.done("duty line first hana,mori weekday=mon time=10:00");
  ({ ref } = await t.report("software", {}, start));
  await t.done(`case take ${ref}`, { as: "hana" });
  await t.done(`deadline add ${ref} +10m answer`);
  await database.clock.set(new Date(start.getTime() + 11 * 60_000));
  await tick(t.desk);
});
afterEach(() => t.database.close());

/** An ellipsis stands for what only the reader knows. */
const isWhole = (line: string): boolean => !line.includes("…");
const printed = (answer: Answer): string[] =>
  answer.rendered.nodes.flatMap((n) => (n.kind === "next" ? n.commands.filter(isWhole) : []));

const names = commands.map((c) => c.name).filter((name) => /^(duty|member|deadline) /.test(name));

test.each(names)("%s", async (name) => {
  const command = commands.find((c) => c.name === name);
  const lines = command === undefined ? [] : [example(command).replace("48213377", ref)];
  const bad: string[] = [];
  for (const line of lines) {
    const answer = await t.say(line, { as: "hana" });
    if (!answer.ok && (answer.code === "bug" || /^(args|command)\./.test(answer.code))) {
      bad.push(`${line}: ${answer.code}: ${textOf(answer)}`);
    }
    if (lines.length < 12) lines.push(...printed(answer).filter((l) => !lines.includes(l)));
  }
  expect(lines).not.toEqual([]);
  expect(bad).toEqual([]);
});

test.each([
  ["duty swap mori 2026-12-03 2026-12-10", "duty confirm 1 no"],
  ["duty set mori from=tomorrow", "duty who"],
  ["duty line first remove=yes", "duty roster"],
  ["duty ladder line-1,assignee:15", "duty roster"],
  ["me", "duty ack 1"],
])("%s prints %s, and all that it prints works", async (line, one) => {
  const lines = printed(await t.say(line, { as: "hana" }));
  expect(lines).toContain(one);
  for (const next of lines) expect(await t.say(next, { as: "hana" })).toMatchObject({ ok: true });
});

test("what only a button brings is not explained to those who type", async () => {
  for (const name of ["duty line", "member hand-over"]) expect(await t.done(`help ${name}`)).not.toContain("seen");
});
