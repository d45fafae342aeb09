import fc from "fast-check";
import { expect, test } from "vitest";
import { createLimiter, routeOf } from "../../../adapters/discord/limiter.ts";
import type { Clock } from "../../../src/pace.ts";

const path = (channel: string): string => `/channels/${channel}/messages`;
const never = undefined;

/** Time stands still until somebody waits; then it is later by what was waited for. */
function stepped() {
  const waits: number[] = [];
  let at = 1_000_000;
  const clock: Clock = {
    now: () => at,
    pause: async (ms) => {
      waits.push(ms);
      at += ms;
    },
  };
  const pass = (ms: number): void => {
    at += ms;
  };
  return { limiter: createLimiter(clock), waits, now: () => at, pass };
}

/** What Discord tells with an answer. */
const headers = (over: Readonly<Record<string, string>> = {}): Headers =>
  new Headers({ "content-type": "application/json", ...over });
const told = (bucket: string, remaining: number, after: number) =>
  headers({
    "x-ratelimit-bucket": bucket,
    "x-ratelimit-limit": "5",
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset-after": String(after),
  });

test.each([
  ["POST", "/channels/1/messages", "POST/channels/messages", "channels/1"],
  ["PATCH", "/channels/1/messages/77", "PATCH/channels/messages/id", "channels/1"],
  ["GET", "/guilds/5/members/77", "GET/guilds/members/id", "guilds/5"],
  ["PATCH", "/webhooks/3/token-a/messages/@original", "PATCH/webhooks/messages/@original", "webhooks/3/token-a"],
  ["POST", "/interactions/9/token-b/callback", "POST/interactions/callback", "interactions/9"],
  ["POST", "/users/@me/channels", "POST//users/@me/channels", ""],
])("%s %s is limited as %s of %s", (method, at, route, major) => {
  expect(routeOf(method, at)).toEqual({ route, major });
});

test("a bucket that is spent is waited for in place when that is near, else it comes back; other channels go on", async () => {
  const { limiter, waits, pass } = stepped();
  limiter.learn("POST", path("1"), 200, told("abc", 0, 1.5));
  expect(await limiter.turn("POST", path("2"), never)).toBe(0);
  expect(waits).toEqual([]);
  expect(await limiter.turn("POST", path("1"), never)).toBe(0);
  expect(waits).toEqual([1_500]);
  limiter.learn("POST", path("1"), 200, told("abc", 0, 60));
  expect(await limiter.turn("POST", path("1"), never)).toBe(60);
  pass(60_000);
  expect(await limiter.turn("POST", path("1"), never)).toBe(0);
});

test("never more calls in a bucket than Discord says are left", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 3, max: 600 }), async (remaining, after) => {
      const { limiter } = stepped();
      limiter.learn("POST", path("1"), 200, told("abc", remaining, after));
      let went = 0;
      for (let i = 0; i < 15; i++) if ((await limiter.turn("POST", path("1"), never)) === 0) went += 1;
      expect(went).toBe(remaining);
    }),
  );
});

test("methods that share a bucket share what is left of it", async () => {
  const { limiter } = stepped();
  limiter.learn("POST", path("1"), 200, told("same", 1, 60));
  limiter.learn("PATCH", "/channels/1/messages/7", 200, told("same", 1, 60));
  expect(await limiter.turn("POST", path("1"), never)).toBe(0);
  expect(await limiter.turn("PATCH", "/channels/1/messages/8", never)).toBe(60);
});

test("50 calls a second of all together, and none of them an answer to an interaction", async () => {
  const { limiter, now } = stepped();
  const went: number[] = [];
  for (let i = 0; i < 300; i++) {
    expect(await limiter.turn("POST", path(String(i)), never)).toBe(0);
    went.push(now());
    expect(await limiter.turn("POST", `/interactions/${i}/token/callback`, never)).toBe(0);
  }
  for (const from of went) expect(went.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(50);
  expect(now() - 1_000_000).toBeLessThan(12_000);
});

test.each([
  ["user", headers({ "retry-after": "60", "x-ratelimit-scope": "user" }), 60, [60, 0, 0]],
  ["shared", headers({ "retry-after": "60", "x-ratelimit-scope": "shared" }), 60, [60, 0, 0]],
  [
    "global",
    headers({ "retry-after": "60", "x-ratelimit-scope": "global", "x-ratelimit-global": "true" }),
    60,
    [60, 60, 0],
  ],
  ["an hour", headers({ "retry-after": "3600", "x-ratelimit-scope": "user" }), 3600, [3600, 0, 0]],
  ["no time", headers(), 30, [30, 0, 0]],
  ["garbage", headers({ "retry-after": "soon" }), 30, [30, 0, 0]],
  ["a year", headers({ "retry-after": "31536000" }), 30, [30, 0, 0]],
  ["no number above zero", headers({ "retry-after": "0" }), 30, [30, 0, 0]],
  ["a page, from before Discord", new Headers({ "content-type": "text/html", "retry-after": "60" }), 60, [60, 60, 60]],
] as const)(
  "429, %s: the channel, the bot or our address waits for as long as was said",
  async (_, told429, seconds, waits) => {
    const { limiter, pass } = stepped();
    expect(limiter.learn("POST", path("1"), 429, told429)).toBe(seconds);
    const asked = (): Promise<number>[] => [
      limiter.turn("POST", path("1"), never),
      limiter.turn("POST", path("2"), never),
      limiter.turn("POST", "/interactions/9/token/callback", never),
    ];
    expect(await Promise.all(asked())).toEqual(waits);
    pass(seconds * 1000);
    expect(await Promise.all(asked())).toEqual([0, 0, 0]);
  },
);

test("long before Discord shuts us out for refused calls nothing goes out any more, and it goes on after its ten minutes", async () => {
  const { limiter, pass } = stepped();
  const shared = headers({ "retry-after": "1", "x-ratelimit-scope": "shared" });
  for (let i = 0; i < 9_000; i++) limiter.learn("POST", path(`s${i}`), 429, shared);
  for (let i = 0; i < 1_999; i++) limiter.learn("POST", path(String(i)), [401, 403][i % 2] ?? 401, headers());
  expect(await limiter.turn("POST", path("x"), never)).toBe(0);
  pass(60_000);
  limiter.learn("POST", path("x"), 403, headers());
  expect(await limiter.turn("POST", path("y"), never)).toBe(540);
  expect(await limiter.turn("POST", "/interactions/9/token/callback", never)).toBe(540);
  pass(540_000);
  expect(await limiter.turn("POST", path("y"), never)).toBe(0);
});

test("what it remembers does not grow with the channels of years; a call whose time is up does not go out", async () => {
  const { limiter, pass } = stepped();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 100_000; i++) {
    pass(1_000);
    limiter.learn("POST", path(String(i)), 200, told(`b${i}`, 0, 1));
    limiter.learn("POST", path(String(i)), 429, headers({ "retry-after": "1" }));
  }
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
  expect(await limiter.turn("POST", path("1"), AbortSignal.abort())).toBe(1);
});
