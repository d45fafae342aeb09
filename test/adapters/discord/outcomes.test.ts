import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import { expect, test } from "vitest";
import { outcome } from "../../../adapters/discord/outcomes.ts";

const request = { files: undefined, body: { content: "secret words" } };
const api = (status: number, code: number, message = "secret words") =>
  new DiscordAPIError({ code, message }, code, status, "POST", "https://discord.example/secret", request);
/** A page instead of an answer: the library finds no code in it. */
const page = (status: number) =>
  new DiscordAPIError(
    { message: "" } as never,
    undefined as never,
    status,
    "POST",
    "https://discord.example/secret",
    request,
  );
const http = (status: number) =>
  new HTTPError(status, "secret words", "POST", "https://discord.example/secret", request);
const tooFast = (retryAfter: number) =>
  new RateLimitError({
    global: false,
    hash: "h",
    limit: 5,
    majorParameter: "1",
    method: "POST",
    retryAfter,
    route: "/channels/:id/messages",
    scope: "user",
    sublimitTimeout: 0,
    timeToReset: 0,
    url: "https://discord.example/secret",
  });
const broken = (code: string) =>
  Object.assign(new TypeError("secret words"), { cause: Object.assign(new Error("x"), { code }) });

const dead = (scope: string) => ({ outcome: "dead", scope });
test.each<[string, unknown, object]>([
  ["401, whatever its code", api(401, 10003), dead("platform")],
  ["Unauthorized", api(403, 40001), dead("platform")],
  ["Unknown Guild", api(404, 10004), dead("platform")],
  ["403 without a code of its own", api(403, 0), dead("platform")],
  ["404 without a code of its own", api(404, 0), dead("platform")],
  ["403 with a page", page(403), dead("platform")],
  ["Unknown Channel", api(404, 10003), dead("destination")],
  ["Missing Access", api(403, 50001), dead("destination")],
  ["they take no direct messages", api(403, 50007), dead("destination")],
  ["Missing Permissions", api(403, 50013), dead("destination")],
  ["an archived thread", api(400, 50083), dead("destination")],
  ["Invalid Form Body", api(400, 50035), dead("notice")],
  ["Unknown Message", api(404, 10008), dead("notice")],
  ["a code that nobody knows yet", api(400, 999_999), dead("notice")],
  ["the same, forbidden: one such call is enough", api(403, 999_999), dead("destination")],
  ["stopped by AutoMod", api(403, 200_000), dead("notice")],
  ["400 without a code of its own", api(400, 0), dead("notice")],
  ["what our own door stopped", api(403, 1), dead("notice")],
  ["overloaded", api(400, 130_000), { outcome: "retry", after: 30 }],
  ["429 with 1.05 seconds", tooFast(1_050), { outcome: "retry", after: 2 }],
  ["429 with an hour", tooFast(3_600_000), { outcome: "retry", after: 3600 }],
  ["429 without a time", tooFast(0), { outcome: "retry", after: 30 }],
  ["429 with garbage", tooFast(Number.NaN), { outcome: "retry", after: 30 }],
  ["429 with a year", tooFast(3.2e10), { outcome: "retry", after: 30 }],
  ["500", http(500), { outcome: "retry", after: 30 }],
  ["502", http(502), { outcome: "retry", after: 30 }],
  ["504: nobody knows what happened behind it", http(504), { outcome: "unclear" }],
  ["no such host", broken("ENOTFOUND"), { outcome: "retry", after: 30 }],
  ["nobody listens", broken("ECONNREFUSED"), { outcome: "retry", after: 30 }],
  ["cut in the middle", broken("ECONNRESET"), { outcome: "unclear" }],
  ["something else", "a text", { outcome: "unclear" }],
])("%s", (_, error, expected) => {
  const came = outcome(error);
  expect(came).toMatchObject(expected);
  expect(JSON.stringify(came)).not.toMatch(/secret/);
});
