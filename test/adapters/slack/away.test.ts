import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import type { Answer } from "../../../commands/contract.ts";
import { startSlack } from "../../support/slack.ts";
import { answered, createDesk, now, saying } from "../../support/slack-desk.ts";
import { form, payloads, signed } from "../../support/slack-payloads.ts";

const slack = await startSlack();
afterAll(slack.close);
beforeEach(slack.forget);

type Over = NonNullable<Parameters<typeof createDesk>[2]>;
const down: Answer = { ok: false, code: "unavailable", rendered: saying("the database is away") };
const slash = (line: string) => signed(form(payloads.slash(slack, line)), now);

/** A core whose database is away for so many calls. */
function desk(awayFor: number, over: Over = {}) {
  let calls = 0;
  const d = createDesk(slack, async ({ line }) => (calls++ < awayFor ? down : answered(saying(`did ${line}`))), {
    ...over,
    config: { pauseMs: 1, ...over.config },
  });
  onTestFinished(d.stop);
  return d;
}

test("a database that is away is said at once; the command is tried again, with its key, until it works", async () => {
  const d = desk(4);
  const later = slack.next("response");
  const first = await (await d.handle(slash("case take 1"))).text();
  expect(first).toContain("The database does not answer");
  expect(first).toContain("15 minutes");
  expect(JSON.parse((await later).raw)).toMatchObject({ response_type: "ephemeral", replace_original: true });
  expect((await later).raw).toContain("did case take 1");
  expect(d.invocations).toHaveLength(5);
  expect(new Set(d.invocations.map((i) => i.key)).size).toBe(1);
  // One honest word first, the result last, and nothing in between.
  expect(slack.calls.filter((c) => c.method === "response")).toHaveLength(1);
});

test("a page that cannot be drawn says so instead of showing what it showed before", async () => {
  const home = { opened: () => Promise.reject(new Error("away")), draw: () => Promise.reject(new Error("away")) };
  const d = desk(0, { home });
  const event = { type: "app_home_opened", tab: "home", user: slack.user("hana"), channel: "D1" };
  await d.handle(signed(JSON.stringify(payloads.event(slack, event)), now, { type: "json" }));
  expect((await slack.next("views.publish")).raw).toContain("cannot%20be%20shown%20now");
});

test("after 15 minutes it is given up, and nothing is claimed", async () => {
  let clock = now;
  const d = createDesk(
    slack,
    async () => {
      clock = new Date(clock.getTime() + 5 * 60_000);
      return down;
    },
    { now: () => clock, config: { pauseMs: 1 } },
  );
  onTestFinished(d.stop);
  const later = slack.next("response");
  await d.handle(slash("case take 1"));
  const text = (await later).raw;
  expect(text).toContain("I stopped trying");
  expect(text).toContain("I cannot tell that this was done");
  expect(d.invocations).toHaveLength(3);
});

test("when even the mark of the request cannot be made, it is not lost and not taken for a repeat", async () => {
  let asked = 0;
  const keys = new Set<string>();
  // The third mark is made, but the answer to it is lost with the connection.
  const seen = async (key: string): Promise<boolean> => {
    const known = keys.has(key);
    if (++asked === 3) keys.add(key);
    if (asked <= 3) throw new Error("ECONNREFUSED");
    return known;
  };
  const d = desk(0, { seen });
  const later = slack.next("response");
  expect(await (await d.handle(slash("case list"))).text()).toContain("The database does not answer");
  expect((await later).raw).toContain("did case list");
  expect(d.invocations).toHaveLength(1);
});

test("a stop ends the trying with a word", async () => {
  const d = desk(Number.POSITIVE_INFINITY, { config: { pauseMs: 60_000 } });
  const later = slack.next("response");
  expect(await (await d.handle(slash("case list"))).text()).toContain("does not answer");
  await d.stop();
  expect((await later).raw).toContain("I stopped trying");
});
