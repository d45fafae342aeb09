import pino from "pino";
import { afterAll, beforeEach, expect, test } from "vitest";
import { clientOptions, createClient } from "../../../adapters/slack/client.ts";
import { createDoor } from "../../../adapters/slack/egress.ts";
import { sdkLogger } from "../../../adapters/slack/log.ts";
import { botToken, startSlack } from "../../support/slack.ts";
import { now, saying, tokens } from "../../support/slack-desk.ts";

const slack = await startSlack();
afterAll(slack.close);
beforeEach(slack.forget);

const lines: string[] = [];
const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
// What is asked here is who may speak; how fast is limiter.test.ts.
const door = createDoor(slack.apiUrl, log, 10_000, { turn: async () => 0, refused: () => {} });
const client = createClient(botToken, clientOptions(slack.apiUrl, door, sdkLogger(log), 10_000));
const press = { tokens, now, root: "todoke", only: "" };
const channel = slack.channel("desk");

test.each([
  ["chat.postMessage", { channel, text: "leak" }],
  ["chat.postEphemeral", { channel, user: "U1", text: "leak" }],
  ["chat.update", { channel, ts: "1.1", text: "leak" }],
  ["chat.scheduleMessage", { channel, post_at: 1, text: "leak" }],
  ["conversations.setTopic", { channel, topic: "leak" }],
  ["files.getUploadURLExternal", { filename: "leak", length: 1 }],
  ["views.open", { trigger_id: "1", view: {} }],
  ["reactions.add", { channel, name: "leak", timestamp: "1" }],
  ["a.method.of.next.year", { text: "leak" }],
])("%s outside the door fails and nothing leaves", async (method, args) => {
  await expect(client.apiCall(method, args)).rejects.toThrow("write_outside_the_door");
  expect(slack.calls).toEqual([]);
  expect(lines.join("")).not.toContain("leak");
});

test("inside the door it goes, and only for the one who is inside", async () => {
  const inside = door.say(saying("x"), press, async ({ text }) => {
    await new Promise((resolve) => setImmediate(resolve));
    return client.chat.postMessage({ channel, text });
  });
  await expect(client.chat.postMessage({ channel, text: "leak" })).rejects.toThrow("write_outside_the_door");
  expect((await inside).ok).toBe(true);
  expect(slack.calls.map((c) => c.body["text"])).toEqual(["summary"]);
});

test("a hundred calls at once do not borrow each other's door", async () => {
  const calls = Array.from({ length: 300 }, (_, i) =>
    i % 2 === 0
      ? door.say(saying("x"), press, ({ text }) => client.chat.postMessage({ channel, text }))
      : client.chat.postMessage({ channel, text: "leak" }),
  );
  const ends = await Promise.allSettled(calls);
  expect(ends.map((e) => e.status)).toEqual(ends.map((_, i) => (i % 2 === 0 ? "fulfilled" : "rejected")));
  expect(slack.calls.every((c) => c.body["text"] === "summary")).toBe(true);
});

test("asking is free", async () => {
  expect((await client.auth.test()).ok).toBe(true);
  expect((await client.users.info({ user: slack.user("hana") })).ok).toBe(true);
});

test("a response_url outside the door is refused with a status, which respond() sees", async () => {
  expect((await door.fetch(slack.responseUrl, { method: "POST", body: "{}" })).status).toBe(403);
  expect(slack.calls).toEqual([]);
});

test.each([
  "https://evil.example/response",
  "http://127.0.0.1:1/response",
  "https://hooks.slack.com.evil.example/x",
  "http://hooks.evil.example/x",
])("%s gets nothing even from inside", async (address) => {
  const response = await door.say(saying("x"), press, () => door.fetch(address, { method: "POST", body: "{}" }));
  expect(response.status).toBe(403);
});

test("Slack's own hooks belong to Slack's own API, and a redirect is not followed", async () => {
  const sent: { address: string; redirect: unknown }[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = async (address, init) => {
    sent.push({ address: String(address), redirect: init?.redirect });
    return new Response("ok");
  };
  try {
    const real = createDoor("https://slack.com/api/", log, 1_000);
    const address = "https://hooks.slack.com/commands/T1/1/abc";
    const response = await real.say(saying("x"), press, () => real.fetch(address, { method: "POST", body: "{}" }));
    expect(response.status).toBe(200);
    expect(sent).toEqual([{ address, redirect: "error" }]);
  } finally {
    globalThis.fetch = original;
  }
});

test("what the SDK logs loses tokens and addresses, and debug never comes through", () => {
  const out: string[] = [];
  const sdk = sdkLogger(pino({ level: "trace" }, { write: (line: string) => void out.push(line) }));
  sdk.debug("canary body");
  sdk.info("canary body");
  sdk.warn("failed with xoxb-1-secret at https://hooks.slack.com/commands/T/1/canary", new Error("canary"));
  sdk.error("wss://wss.slack.com/link?ticket=canary", { data: "canary" }, "xapp-1-A-canary");
  expect(out).toHaveLength(2);
  expect(out.join("")).not.toMatch(/canary|xoxb|xapp|hooks|ticket/);
});
