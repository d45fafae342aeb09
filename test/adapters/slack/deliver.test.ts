import { createServer } from "node:net";
import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { byCode, byStatus, notSent } from "../../../adapters/slack/outcomes.ts";
import { words } from "../../../src/text.ts";
import { view } from "../../../src/view.ts";
import { startSlack } from "../../support/slack.ts";
import { createDesk, now, rendered, saying, tokens } from "../../support/slack-desk.ts";
import type { Fault } from "../../support/slack-faults.ts";

const slack = await startSlack();
afterAll(slack.close);
beforeEach(slack.forget);

const desk = (over?: Parameters<typeof createDesk>[2]) => {
  const one = createDesk(slack, undefined, { ...over, config: { timeoutMs: 300, ...over?.config } });
  onTestFinished(one.stop);
  return one;
};
const room = { platform: "slack", tenant: slack.team, kind: "room", id: slack.channel("desk") } as const;
const hana = { platform: "slack", tenant: slack.team, kind: "person", id: slack.user("hana") } as const;
const parcel = { key: "notice-1", possibleRepeat: false, rendered: saying("the body") };

test("a notice to a room is posted once and can be found again", async () => {
  const delivery = await desk().deliver(room, parcel);
  const { body } = await slack.next("chat.postMessage");
  expect(delivery).toEqual({ outcome: "sent", ref: expect.stringMatching(`^${room.id}/\\d+\\.\\d+$`) });
  expect(body).toMatchObject({ channel: room.id, text: "summary", unfurl_links: "false", unfurl_media: "false" });
  expect(body["blocks"]).toContain("the body");
});

test("a notice to a person goes to their direct messages, which are opened once", async () => {
  const d = desk();
  const ref = expect.stringMatching(`^${await slack.direct("hana")}/`);
  expect(await d.deliver(hana, parcel)).toEqual({ outcome: "sent", ref });
  expect(await d.deliver(hana, parcel)).toEqual({ outcome: "sent", ref });
  expect(slack.calls.map((c) => c.method)).toEqual(["conversations.open", "chat.postMessage", "chat.postMessage"]);
});

test("what may be a repeat says so before all else", async () => {
  await desk().deliver(room, { ...parcel, possibleRepeat: true });
  const { body } = await slack.next("chat.postMessage");
  expect(body["blocks"]).toMatch(/^\[\{"type":"context".*You may have had this already/);
});

test("buttons of a card may be pressed by whoever may run them", async () => {
  const both = words({ ja: "確認", en: "Ack" });
  const card = rendered(view(both, { kind: "buttons", buttons: [{ label: both, run: "duty ack 1" }] }));
  await desk().deliver(room, { ...parcel, rendered: card });
  const { body } = await slack.next("chat.postMessage");
  const value = /"value":"([^"]+)"/.exec(body["blocks"] ?? "")?.[1] ?? "";
  expect(tokens.read(value, now)).toEqual({ run: "duty ack 1", only: "" });
});

const dead =
  (scope: string) =>
  (error: string): readonly [string, Fault, object] => [error, { error }, { outcome: "dead", scope, why: error }];

const faults: readonly (readonly [string, Fault, object])[] = [
  ["429 with a time", "429", { outcome: "retry", after: 7, why: "rate_limited" }],
  ["429 without a time", "429 without a time", { outcome: "retry", after: 30 }],
  ["429 with a time that is garbage", "429 with garbage", { outcome: "retry", after: 30 }],
  ["500", "500", { outcome: "retry", after: 30, why: "http 500" }],
  ["502", { status: 502 }, { outcome: "retry" }],
  ["504", { status: 504 }, { outcome: "unclear" }],
  ["404", { status: 404 }, { outcome: "dead", scope: "platform", why: "http 404" }],
  ["413", { status: 413 }, { outcome: "dead", scope: "notice", why: "http 413" }],
  ["a page instead of an answer", "html", { outcome: "retry" }],
  ["a refusal, cut off", "cut refusal", { outcome: "retry" }],
  ["an answer, cut off before it says anything", "cut json", { outcome: "unclear" }],
  ["an answer, cut off after its yes", "half an answer then drop", { outcome: "unclear" }],
  ["taken, then dropped", "accept then drop", { outcome: "unclear" }],
  ["taken, then silence", "accept then hang", { outcome: "unclear" }],
  ["a server error after the fact", { error: "internal_error" }, { outcome: "unclear", why: "internal_error" }],
  ["a busy server", { error: "service_unavailable" }, { outcome: "retry", after: 30 }],
  ["an error nobody has heard of", { error: "brand_new_error" }, { outcome: "dead", scope: "notice" }],
  ...["msg_blocks_too_long", "invalid_blocks"].map(dead("notice")),
  ...["channel_not_found", "is_archived", "not_in_channel", "cannot_dm_bot"].map(dead("destination")),
  ...["invalid_auth", "token_revoked", "account_inactive", "missing_scope"].map(dead("platform")),
];

test.each(faults)("%s: tried once, and the outcome is told", async (_, fault, outcome) => {
  slack.fault("chat.postMessage", fault);
  const d = desk();
  expect(await d.deliver(room, parcel)).toMatchObject(outcome);
  expect(slack.calls.map((c) => c.method)).toEqual(["chat.postMessage"]);
  expect(d.logged()).not.toMatch(/xox|the body/);
});

test("nothing listening is a retry, since nothing was sent", async () => {
  expect(await desk({ config: { apiUrl: await closedPort() } }).deliver(room, parcel)).toEqual({
    outcome: "retry",
    after: 30,
    why: "ECONNREFUSED",
  });
});

async function closedPort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/api/`;
}

test.each<[string, Fault, object]>([
  ["dropped", "accept then drop", { outcome: "retry", after: 30 }],
  ["for a person who has left", { error: "user_disabled" }, { outcome: "dead", scope: "destination" }],
  ["too fast", "429", { outcome: "retry", after: 7 }],
])("opening a conversation that is %s sends nothing, so nothing is unclear", async (_, fault, outcome) => {
  slack.fault("conversations.open", fault);
  expect(await desk().deliver(hana, parcel)).toMatchObject(outcome);
  expect(slack.calls.map((c) => c.method)).toEqual(["conversations.open"]);
});

test("a conversation that has died is opened anew the next time", async () => {
  const d = desk();
  await d.deliver(hana, parcel);
  slack.fault("chat.postMessage", { error: "channel_not_found" });
  await d.deliver(hana, parcel);
  await d.deliver(hana, parcel);
  expect(slack.calls.filter((c) => c.method === "conversations.open")).toHaveLength(2);
});

test("a channel that was refused for speed holds up no other", async () => {
  slack.fault("chat.postMessage", "429");
  const d = desk();
  expect(await d.deliver(room, parcel)).toMatchObject({ outcome: "retry", after: 7 });
  expect(await d.deliver(hana, parcel)).toMatchObject({ outcome: "sent" });
  // Before the seven seconds are over Slack is not even asked.
  expect(await d.deliver(room, parcel)).toMatchObject({ outcome: "retry", after: 7 });
  expect(slack.calls.filter((c) => c.body["channel"] === room.id)).toHaveLength(1);
});

test("the tables say one fate each", () => {
  expect(new Set(Object.values(byCode))).toEqual(new Set(["notice", "destination", "platform", "retry", "unclear"]));
  expect([400, 413, 401, 403, 404, 407, 408, 500, 502, 503, 504].map(byStatus)).toEqual([
    ...Array(2).fill("notice"),
    ...Array(4).fill("platform"),
    "unclear",
    ...Array(3).fill("retry"),
    "unclear",
  ]);
  expect(notSent.has("ECONNRESET")).toBe(false);
});
