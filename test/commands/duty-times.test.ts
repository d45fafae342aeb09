import { afterEach, beforeEach, expect, test } from "vitest";
import { clockDatabase } from "../support/clock.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

/** What people type for the times of duty. */
let t: TestDesk;
let clock: Awaited<ReturnType<typeof clockDatabase>>["clock"];
/** A Wednesday, noon in Tokyo. */
const start = new Date("2026-12-02T03:00:00Z");

beforeEach(async () => {
  const database = await clockDatabase(start);
  clock = database.clock;
  t = await testDesk({ database });
  await t.members({ hana: "coordinator", mori: "coordinator" });
});
afterEach(() => t.database.close());

test.each([
  ["duty away tomorrow tomorrow", "from Thu 3 Dec 2026 00:00 JST to Fri 4 Dec 2026 00:00 JST"],
  ["duty away 明日 明日", "from Thu 3 Dec 2026 00:00 JST to Fri 4 Dec 2026 00:00 JST"],
  ["duty away 2026-12-02 2026-12-02", "from Wed 2 Dec 2026 12:00 JST to Thu 3 Dec 2026 00:00 JST"],
  ["duty away 2026-12-01 tomorrow", "from Wed 2 Dec 2026 12:00 JST to Fri 4 Dec 2026 00:00 JST"],
  ["duty set hana from=2026-12-07 days=1", "from Mon 7 Dec 2026 00:00 JST to Tue 8 Dec 2026 00:00 JST"],
  ["duty set hana from=明日 days=1", "from Thu 3 Dec 2026 00:00 JST to Fri 4 Dec 2026 00:00 JST"],
  ["duty set hana from=2026-12-02 days=1", "from Wed 2 Dec 2026 12:00 JST to Thu 3 Dec 2026 12:00 JST"],
  ['duty set hana from="2026-12-02 11:57" days=1', "from Wed 2 Dec 2026 12:00 JST to Thu 3 Dec 2026 12:00 JST"],
  ["duty line first hana from=2026-12-07", "from Mon 7 Dec 2026 00:00 JST"],
])("%s: a day alone means all of it, and what runs already begins now", async (line, said) => {
  expect(await t.done(line)).toContain(said);
});

test("a day that ends tonight is no past, in the evening neither", async () => {
  await clock.set(new Date("2026-12-02T11:00:00Z"));
  expect(await t.done("duty away 2026-12-02 2026-12-02")).toContain(
    "from Wed 2 Dec 2026 20:00 JST to Thu 3 Dec 2026 00:00 JST",
  );
});

test.each([
  ["duty set hana", 'from="2026-12-02 11:00"'],
  ["duty set hana", "from=2026-12-01"],
  ["duty line first hana", 'from="2026-12-01 00:00"'],
  ["duty line first remove=yes", 'from="2026-12-01 00:00"'],
  ["duty override hana 2026-11-01", "2026-12-01"],
])("%s %s would rewrite who was on duty", async (line, rest) => {
  await t.done("duty line first mori");
  const answer = await t.say(`${line} ${rest}`);
  expect(answer).toMatchObject({ ok: false, code: "args.invalid" });
  expect(textOf(answer)).toContain("has passed");
});

test("a span that ends where it begins is refused in words that are true, with every form that is read", async () => {
  const text = textOf(await t.say('duty away "2026-12-03 09:30" "2026-12-03 09:30"'));
  expect(text).toContain("Thu 3 Dec 2026 09:30 JST is not after the beginning, Thu 3 Dec 2026 09:30 JST.");
  for (const form of ["+1w", "tomorrow"]) expect(text).toContain(form);
  const ja = textOf(await t.say("duty away 2026-12-05 2026-12-03", { locale: "ja", as: "hana" }));
  expect(ja).toContain("明日");
});
