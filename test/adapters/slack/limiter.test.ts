import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createLimiter, special, tiers } from "../../../adapters/slack/limiter.ts";
import { type Clock, take } from "../../../src/pace.ts";

const never = new AbortController().signal;

/** A clock that stands still until somebody waits; then it is later by what was waited for. */
function stepped() {
  const waits: number[] = [];
  let at = 0;
  const clock: Clock = {
    now: () => at,
    pause: async (ms) => {
      waits.push(ms);
      at += ms;
    },
  };
  return {
    clock,
    waits,
    now: () => at,
    pass: (ms: number) => {
      at += ms;
    },
  };
}

test("a bucket lets its burst go at once and then keeps its pace", () => {
  const rate = { perMinute: 60, burst: 3 };
  let fullAt: number | undefined;
  const waits = [0, 0, 0, 0, 0, 5_000].map((now) => {
    const one = take(fullAt, rate, now);
    fullAt = one.fullAt;
    return one.wait;
  });
  expect(waits).toEqual([0, 0, 0, 1_000, 2_000, 0]);
});

test.each([
  ["chat.postMessage", "C1", 60],
  ["conversations.members", undefined, 100],
  ["conversations.open", undefined, 50],
  ["a.method.of.next.year", undefined, 20],
])("%s in %s: never more than %i calls in any minute, after the first burst", async (method, channel, most) => {
  const { clock, now, pass } = stepped();
  const limiter = createLimiter(clock);
  const went: number[] = [];
  while (now() < 300_000) {
    const after = await limiter.turn(method, channel, never);
    if (after === 0) went.push(now());
    else pass(after * 1000);
  }
  // One second a message holds from the first on; "short bursts of more" are allowed there.
  const burst = method === "chat.postMessage" ? 3 : 0;
  for (const from of went) {
    const inMinute = went.filter((at) => at >= from && at < from + 60_000).length;
    expect(inMinute).toBeLessThanOrEqual(most + burst);
  }
  expect(went.length).toBeGreaterThan(most * 4);
});

test("up to two seconds are waited in place; what is further off comes back and is not counted", async () => {
  const { clock, waits } = stepped();
  const limiter = createLimiter({ ...clock, pause: async (ms) => void waits.push(ms) });
  const ends = [];
  for (let i = 0; i < 8; i++) ends.push(await limiter.turn("chat.postMessage", "C1", never));
  expect(waits).toEqual([1_000, 2_000]);
  expect(ends).toEqual([0, 0, 0, 0, 0, 3, 3, 3]);
});

test("one channel's queue is not another's, but the workspace has a limit of its own", async () => {
  const { clock, waits } = stepped();
  const limiter = createLimiter({ ...clock, pause: async (ms) => void waits.push(ms) });
  for (let i = 0; i < 30; i++) expect(await limiter.turn("chat.postMessage", `C${i}`, never)).toBe(0);
  expect(waits).toEqual([]);
  await limiter.turn("chat.postMessage", "C30", never);
  expect(waits).toHaveLength(1);
});

test("after a 429 a channel is closed for as long as Slack said; the others and other methods go on", async () => {
  const { clock, pass } = stepped();
  const limiter = createLimiter(clock);
  limiter.refused("chat.postMessage", "C1", 3_600);
  expect(await limiter.turn("chat.postMessage", "C1", never)).toBe(3_600);
  expect(await limiter.turn("chat.postMessage", "C2", never)).toBe(0);
  expect(await limiter.turn("chat.update", "C1", never)).toBe(0);
  pass(3_599_000);
  expect(await limiter.turn("chat.postMessage", "C1", never)).toBe(0); // the last second is waited in place
  limiter.refused("users.info", undefined, 30);
  expect(await limiter.turn("users.info", undefined, never)).toBe(30);
});

test("a call whose time is up while it waits does not go out", async () => {
  const limiter = createLimiter({ now: () => 0, pause: async () => {} });
  for (let i = 0; i < 3; i++) await limiter.turn("chat.postMessage", "C1", never);
  expect(await limiter.turn("chat.postMessage", "C1", AbortSignal.abort())).toBe(1);
});

test("what it remembers does not grow with the channels of years", async () => {
  const { clock, pass } = stepped();
  const limiter = createLimiter(clock);
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 200_000; i++) {
    pass(1_000);
    await limiter.turn("chat.postMessage", `C${i}`, never);
  }
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
});

const published = path.resolve(import.meta.dirname, "../../../../shared/data/slack-methods");
if (!existsSync(published)) console.log("skipped: Slack's tiers, because ../shared/data/slack-methods is not here");

test.skipIf(!existsSync(published))("our tiers are those that Slack publishes", () => {
  const label = (method: string): string => {
    const json = JSON.parse(readFileSync(path.join(published, `${method}.json`), "utf8")) as {
      rate_limit: { label: string };
    };
    return json.rate_limit.label;
  };
  for (const [method, tier] of Object.entries(tiers)) expect(label(method)).toMatch(new RegExp(`^Tier ${tier}:`));
  for (const method of Object.keys(special)) expect(label(method)).toBe("Special rate limits apply.");
});
