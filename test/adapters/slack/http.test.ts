import { once } from "node:events";
import { serve } from "@hono/node-server";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { startSlack } from "../../support/slack.ts";
import { createDesk, now, tokens } from "../../support/slack-desk.ts";
import { form, interactive, payloads, signed } from "../../support/slack-payloads.ts";

const slack = await startSlack();
afterAll(slack.close);
const desk = () => {
  const one = createDesk(slack);
  onTestFinished(one.stop);
  return one;
};
const seconds = Math.floor(now.getTime() / 1000);

test("a signed slash command reaches the core and its answer comes back, only for the asker", async () => {
  const d = desk();
  const response = await d.handle(signed(form(payloads.slash(slack, "case list")), now));
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ response_type: "ephemeral", text: "summary" });
  expect(d.invocations).toMatchObject([
    {
      principal: { platform: "slack", tenant: slack.team, user: slack.user("hana") },
      place: { kind: "room", channel: slack.channel("desk") },
      line: "case list",
    },
  ]);
});

test("a request with any bit of its signature, stamp or body changed is refused", async () => {
  const d = desk();
  const raw = form(payloads.slash(slack, "case list"));
  const good = signed(raw, now);
  const signature = good.headers.get("x-slack-signature") ?? "";
  for (let i = 0; i < signature.length; i += 1) {
    const flipped = signature.slice(0, i) + String.fromCharCode(signature.charCodeAt(i) ^ 1) + signature.slice(i + 1);
    expect((await d.handle(signed(raw, now, { headers: { "x-slack-signature": flipped } }))).status).toBe(401);
  }
  for (let i = 0; i < raw.length; i += 7) {
    const body = raw.slice(0, i) + String.fromCharCode(raw.charCodeAt(i) ^ 1) + raw.slice(i + 1);
    const bad = new Request(good.url, { method: "POST", headers: good.headers, body });
    expect((await d.handle(bad)).status).toBe(401);
  }
  const stamp = String(seconds + 1);
  expect((await d.handle(signed(raw, now, { headers: { "x-slack-request-timestamp": stamp } }))).status).toBe(401);
  expect(d.invocations).toEqual([]);
});

test.each([
  ["299 s old", -299, 200],
  ["300 s old", -300, 200],
  ["301 s old", -301, 401],
  ["301 s ahead", 301, 401],
  ["an hour ahead", 3600, 401],
])("a request stamped %s gets %i → %i", async (_, offset, status) => {
  const d = desk();
  const response = await d.handle(signed(form(payloads.slash(slack, "help")), now, { stamp: seconds + offset }));
  expect(response.status).toBe(status);
});

test.each(["", "1e9", "-1", "0x10", "NaN", "99999999999999"])("stamp %j is no stamp", async (stamp) => {
  const request = signed(form(payloads.slash(slack, "help")), now, { headers: { "x-slack-request-timestamp": stamp } });
  expect((await desk().handle(request)).status).toBe(401);
});

test("the same signed command again is told so and has no second effect", async () => {
  const d = desk();
  const raw = form(payloads.slash(slack, "case take 48213377"));
  await d.handle(signed(raw, now));
  for (let n = 0; n < 3; n += 1) {
    const again = await d.handle(signed(raw, now));
    expect(again.status).toBe(200);
    expect(await again.text()).toContain("had arrived before");
  }
  expect(d.invocations).toHaveLength(1);
});

test("the same signed press and event again pass over in silence", async () => {
  const d = desk();
  const press = interactive(payloads.press(slack, tokens.make({ run: "case take 1", only: "" }, now)));
  const event = JSON.stringify(
    payloads.event(slack, { type: "message", channel_type: "im", channel: await slack.direct("hana"), text: "help" }),
  );
  const before = slack.calls.filter((c) => c.method !== "users.info").length;
  for (let n = 0; n < 3; n += 1) {
    expect((await d.handle(signed(press, now))).status).toBe(200);
    expect((await d.handle(signed(event, now, { type: "json" }))).status).toBe(200);
  }
  await d.stop();
  expect(d.invocations).toHaveLength(2);
  // One answer through the response_url, one in the direct messages.
  expect(slack.calls.filter((c) => c.method !== "users.info").length - before).toBe(2);
});

test("a certificate check is answered only when signed, and nothing rides along with it", async () => {
  const d = desk();
  const payload = JSON.stringify(payloads.press(slack, tokens.make({ run: "case close 1", only: "" }, now)));
  const raw = form({ ssl_check: "1", payload });
  expect((await d.handle(signed(raw, now, { secret: "other" }))).status).toBe(401);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  expect((await d.handle(new Request("http://x/", { method: "POST", headers, body: raw }))).status).toBe(401);
  const response = await d.handle(signed(raw, now));
  expect([response.status, await response.text()]).toEqual([200, ""]);
  const command = { ...payloads.slash(slack, "case close 1"), ssl_check: "1" };
  expect((await d.handle(signed(form(command), now))).status).toBe(200);
  expect(d.invocations).toEqual([]);
});

test.each(["", " ", "\n"])("secret %j is refused when the adapter is made", (secret) => {
  expect(() => createDesk(slack, undefined, { config: { signingSecret: secret } })).toThrow(/secret is empty/);
});

test("the address is proved to Slack, only to a signed request", async () => {
  const raw = JSON.stringify({ type: "url_verification", challenge: "abc", token: "x" });
  expect(await (await desk().handle(signed(raw, now, { type: "json" }))).json()).toEqual({ challenge: "abc" });
  expect((await desk().handle(signed(raw, now, { type: "json", secret: "no" }))).status).toBe(401);
});

test.each([
  "text/plain",
  "application/json, text/html",
  "application/jsonp",
  "application/json; charset=shift_jis",
  "multipart/form-data; boundary=x",
  "constructor",
  "",
])("content type %j is refused", async (type) => {
  const d = desk();
  const request = signed(form(payloads.slash(slack, "help")), now, { headers: { "content-type": type } });
  expect((await d.handle(request)).status).toBe(415);
  expect(d.invocations).toEqual([]);
});

test("content types that Slack uses pass with their charset", async () => {
  const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
  expect((await desk().handle(signed(form(payloads.slash(slack, "help")), now, { headers }))).status).toBe(200);
});

test("over a megabyte is refused, announced or not", async () => {
  const d = desk();
  const raw = form(payloads.slash(slack, "x".repeat(1_000_001)));
  expect((await d.handle(signed(raw, now))).status).toBe(413);
  const endless = new ReadableStream({ pull: (c) => c.enqueue(Buffer.alloc(100_000)) });
  const { headers } = signed("", now);
  const request = new Request("http://x/", { method: "POST", headers, body: endless, duplex: "half" } as RequestInit);
  expect((await d.handle(request)).status).toBe(413);
});

test("only POST, and no HTTP at all in Socket Mode", async () => {
  expect(
    (await desk().handle(new Request("http://x/", { headers: { "content-type": "application/json" } }))).status,
  ).toBe(405);
  const socketed = createDesk(slack, undefined, { config: { appToken: "xapp-x" } });
  expect((await socketed.handle(signed(form(payloads.slash(slack, "help")), now))).status).toBe(404);
});

test.each([
  ["json", "[]"],
  ["json", "null"],
  ["json", "{"],
  ["form", "payload=%7B"],
] as const)("a signed %s body %j that is no object is refused", async (type, raw) => {
  expect((await desk().handle(signed(raw, now, { type }))).status).toBe(400);
});

test.each([
  ["an unknown event", { type: "event_callback", event_id: "E", event: { type: "reaction_added", user: "U1" } }],
  [
    "a view that nobody opened",
    { type: "view_submission", view: { callback_id: "x" }, user: { id: "U1" }, team: { id: "T" } },
  ],
  ["an event of the wrong shape", { type: "event_callback", event: "boo" }],
  ["an event that is null", { type: "event_callback", event: null }],
  ["nothing known", { hello: "world" }],
])("%s is taken with 200 and nothing happens", async (_, body) => {
  const d = desk();
  const type = "view" in body ? "form" : "json";
  const raw = type === "form" ? interactive(body) : JSON.stringify(body);
  const response = await d.handle(signed(raw, now, { type }));
  expect([response.status, await response.text()]).toEqual([200, ""]);
  expect(d.invocations).toEqual([]);
});

test("over a real port, bytes as they come", async () => {
  const d = desk();
  const server = serve({ fetch: (request) => d.handle(request), port: 0, hostname: "127.0.0.1" });
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const request = signed(form(payloads.slash(slack, "case find すいすい")), now);
  const body = await request.arrayBuffer();
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: "POST",
    headers: request.headers,
    body,
  });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("did case find すいすい");
});

test("log lines carry no text, secret or address", async () => {
  const d = desk();
  await d.handle(signed(form(payloads.slash(slack, "canary-line")), now));
  await d.handle(signed("canary-body", now, { secret: "canary-secret" }));
  expect(d.logged()).not.toMatch(/canary|xox|response\/1/);
});
