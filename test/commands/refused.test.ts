import { afterAll, beforeAll, expect, test } from "vitest";
import type { Invocation, Place } from "../../commands/contract.ts";
import { commands } from "../../commands/index.ts";
import { refused } from "../../commands/refused.ts";
import { desk, party } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t as words } from "../../src/text.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
});
afterAll(() => t.database.close());

const named = (name: string) => commands.find((c) => c.name === name);
const room: Place = { kind: "room", platform: "slack", tenant: "T1", channel: "CHOSHI" };
const inv = (line: string, place: Place): Invocation => ({
  principal: { platform: "slack", tenant: "THOSHI", user: "U1" },
  place,
  locale: "en",
  line,
});
/** A refusal with words that the desk alone, or one vendor, may read. */
const withWords = (code: "args.invalid" | "stranger", value = desk("CANARY")): Refusal =>
  new Refusal(code, say({ ja: words`これは ${value}`, en: words`This is ${value}` }));

test("a vendor is told nothing above public by a refusal, in a room or alone with us", () => {
  const raised = [
    withWords("args.invalid"),
    new Refusal(
      "args.invalid",
      say({ ja: words`${party("vendor/2", "CANARY")}`, en: words`${party("vendor/2", "CANARY")}` }),
    ),
  ];
  for (const place of [room, { kind: "private" } as const])
    for (const error of raised) {
      const answer = refused(t.desk, inv("reply show 48213377", place), error, named("reply show"));
      expect(textOf(answer)).not.toContain("CANARY");
      // No other place would help them, so none is named: it is a fault of ours, with its number.
      expect(answer.code).toBe("bug");
      expect(answer.rendered.rank).toBe("public");
    }
});

test("whoever was not let in to a verb of the desk, or typed none, gets public words alone", () => {
  const alone = { kind: "private" } as const;
  const answers = [
    refused(t.desk, inv("case show 48213377", alone), withWords("stranger"), named("case show")),
    refused(t.desk, inv("nothing", alone), withWords("args.invalid")),
  ];
  for (const answer of answers) expect(textOf(answer)).not.toContain("CANARY");
});

test("the desk reads its own words in private, and in a room where to ask", () => {
  const say = (place: Place) => refused(t.desk, inv("case show", place), withWords("args.invalid"), named("case show"));
  expect(textOf(say({ kind: "private" }))).toContain("CANARY");
  expect(say(room)).toMatchObject({ ok: false, code: "place.too-wide" });
  expect(textOf(say(room))).not.toContain("CANARY");
});
