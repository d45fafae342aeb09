import { afterAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { judge, type Seen } from "../../../adapters/slack/doctor.ts";
import { scopes } from "../../../adapters/slack/manifest.ts";
import type { Finding } from "../../../src/surface.ts";
import { appToken, startSlack } from "../../support/slack.ts";
import { createDesk } from "../../support/slack-desk.ts";
import type { Fault } from "../../support/slack-faults.ts";
import { form, payloads, signed } from "../../support/slack-payloads.ts";

const now = new Date("2026-11-22T03:10:00Z");
const auth = { ok: true, team: "T1", scopes: Object.keys(scopes), ahead: 0.4 } as const;
const private_ = { shared: false, everybody: false, guests: 0, outsiders: [], open: true };
const well: Seen = {
  botToken: "xoxb-1",
  appToken: "xapp-1",
  auth,
  hasGroup: false,
  sockets: { open: 2, wanted: 2, why: undefined },
  heardAt: new Date("2026-11-22T03:05:00Z"),
  root: "todoke",
  eventsUrl: "https://desk.example/slack/events",
  rooms: [{ channel: "C1", facts: private_ }],
  now,
};

const text = (f: Finding, locale: "ja" | "en" = "en"): string => f.text.parts[locale].map((p) => p.text).join("");
const red = (seen: Partial<Seen>) => judge({ ...well, ...seen }).filter((f) => !f.ok);

test("a set-up that is well has no line to look at, in either transport", () => {
  expect(red({})).toEqual([]);
  expect(judge(well)).toHaveLength(7);
  expect(red({ appToken: undefined, sockets: undefined })).toEqual([]);
  expect(red({ sockets: { open: 1, wanted: 2, why: "ECONNRESET" }, heardAt: undefined })).toEqual([]);
});

test.each<[string, Partial<Seen>, RegExp]>([
  ["a user token for the bot", { botToken: "xoxp-1" }, /SLACK_BOT_TOKEN is a user token.*Bot User OAuth Token/],
  ["an app-level token for the bot", { botToken: "xapp-1" }, /SLACK_BOT_TOKEN is an app-level token/],
  ["something else for the bot", { botToken: "hello" }, /SLACK_BOT_TOKEN is no Slack token/],
  ["a bot token for the app", { appToken: "xoxb-1" }, /SLACK_APP_TOKEN is a bot token.*connections:write/],
  ["a revoked token", { auth: { ok: false, why: "token_revoked" } }, /\(token_revoked\)\. Install the app again/],
  ["no network", { auth: { ok: false, why: "ECONNREFUSED" } }, /does not answer \(ECONNREFUSED\)/],
  ["missing scopes", { auth: { ...auth, scopes: ["commands"] } }, /missing: app_mentions:read .*Paste desk manifest/],
  [
    "a scope too many",
    { auth: { ...auth, scopes: [...auth.scopes, "channels:history"] } },
    /not needed: channels:history\..*install the app again/,
  ],
  ["a group without its right", { hasGroup: true }, /missing: usergroups:write/],
  [
    "the right of a group that nobody keeps",
    { auth: { ...auth, scopes: [...auth.scopes, "usergroups:write"] } },
    /not needed: usergroups:write/,
  ],
  ["no word about scopes", { auth: { ...auth, scopes: undefined } }, /did not say which scopes/],
  ["a clock ahead", { auth: { ...auth, ahead: 61 } }, /61 s ahead of Slack's.*NTP/],
  ["a clock behind", { auth: { ...auth, ahead: -400 } }, /400 s behind Slack's.*NTP/],
  [
    "no connection",
    { sockets: { open: 0, wanted: 2, why: "invalid_auth" } },
    /no connection \(invalid_auth\).*Socket Mode/,
  ],
  [
    "silence over HTTP",
    { sockets: undefined, appToken: undefined, heardAt: undefined },
    /Type \/todoke help.*https:\/\/desk\.example\/slack\/events.*SLACK_SIGNING_SECRET/,
  ],
  ["a shared room", { rooms: [{ channel: "C1", facts: { ...private_, shared: true } }] }, /C1: shared/],
  [
    "a room that we are not in",
    { rooms: [{ channel: "C1", facts: { ...private_, open: false } }] },
    /\/invite @todoke/,
  ],
  [
    "a public channel",
    { rooms: [{ channel: "C1", facts: { ...private_, everybody: true } }] },
    /C1: a public.*private/,
  ],
  ["a guest", { rooms: [{ channel: "C1", facts: { ...private_, guests: 1 } }] }, /C1: guests.*remove them/],
  ["a room without an answer", { rooms: [{ channel: "C1", facts: undefined }] }, /C1: Slack did not say/],
])("%s: one line to look at, which says what to do, in both languages", (_, seen, words) => {
  const found = red(seen);
  expect(found.map((f) => text(f))).toEqual([expect.stringMatching(words)]);
  expect(text(found[0] as Finding, "ja")).toMatch(/[ぁ-ん]/);
});

test("when Slack does not know us, nothing is said about what only it could tell", () => {
  const found = judge({ ...well, auth: { ok: false, why: "invalid_auth" } });
  expect(found.map((f) => text(f)).join("\n")).not.toMatch(/scope|clock|C1/);
});

/** From here on the real adapter before the fake Slack. */
const slack = await startSlack();
afterAll(slack.close);
beforeEach(slack.forget);
const channel = slack.channel("desk");

const desk = async (over?: Parameters<typeof createDesk>[2]) => {
  const one = createDesk(slack, undefined, {
    now: () => new Date(),
    ...over,
    config: { timeoutMs: 300, ...over?.config },
  });
  onTestFinished(one.stop);
  await one.start();
  await vi.waitFor(() => expect(one.logged()).toContain("Slack knows us"));
  return one;
};
const say = async (d: Awaited<ReturnType<typeof desk>>, at = new Date()) =>
  d.handle(signed(form(payloads.slash(slack, "help")), at));
const lines = async (d: Awaited<ReturnType<typeof desk>>, ok: boolean) =>
  (await d.surface.examine([channel])).filter((f) => f.ok === ok).map((f) => text(f));

test("over HTTP: after the first command from Slack everything is well", async () => {
  const d = await desk();
  expect(await lines(d, false)).toEqual([expect.stringMatching(/nothing came since the start/)]);
  expect((await say(d)).status).toBe(200);
  expect(await lines(d, false)).toEqual([]);
  expect(await lines(d, true)).toContain(`Slack: ${channel} is private, without guests or other workspaces`);
});

test("what is not signed by Slack does not count as heard", async () => {
  const d = await desk();
  await d.handle(signed(form(payloads.slash(slack, "help")), new Date(), { secret: "f".repeat(32) }));
  expect(await lines(d, false)).toHaveLength(1);
});

test("in Socket Mode: connections as they stand, and what came over them", async () => {
  const d = await desk({ config: { appToken } });
  await slack.connected(2);
  await vi.waitFor(async () =>
    expect(await lines(d, true)).toContain("Slack: connections 2/2, nothing came since the start"),
  );
  await slack.envelope("slash_commands", payloads.slash(slack, "help"));
  expect((await lines(d, true)).join("\n")).toMatch(/connections 2\/2, the last came now/);
  expect(await lines(d, false)).toEqual([]);
});

test("in Socket Mode: a refused app token is named as Slack names it", async () => {
  // Slowly, so that the connection's own pace does not become what is named.
  const d = await desk({ config: { appToken: "xapp-wrong-token", pauseMs: 2_000 } });
  await vi.waitFor(async () => expect((await lines(d, false)).join("\n")).toMatch(/no connection \(invalid_auth\)/), {
    timeout: 10_000,
  });
});

test("granted scopes come from Slack's own word", async () => {
  const d = await desk();
  await say(d);
  slack.scopes = ["commands", "chat:write", "files:read"];
  const found = (await lines(d, false)).join("\n");
  expect(found).toMatch(/missing: app_mentions:read channels:read groups:read im:history im:write users:read\./);
  expect(found).toMatch(/not needed: files:read\./);
});

test("the clock is held against Slack's", async () => {
  const d = await desk({ now: () => new Date(Date.now() + 120_000) });
  await say(d, new Date(Date.now() + 120_000));
  expect(await lines(d, false)).toEqual([expect.stringMatching(/1(19|20|21) s ahead of Slack's/)]);
});

test.each<[string, Fault, RegExp]>([
  ["revoked", { error: "token_revoked" }, /\(token_revoked\)/],
  ["down", "500", /\(http 500\)/],
  ["a page", "html", /\(no answer\)/],
  ["silence", "accept then hang", /\(no answer\)/],
  ["dropped", "accept then drop", /does not answer/],
])("%s: said in one line, and nothing is thrown", async (_, fault, words) => {
  const d = await desk();
  await say(d);
  slack.fault("auth.test", fault);
  expect(await lines(d, false)).toEqual([expect.stringMatching(words)]);
});

test("bound rooms: shared, guests, left, archived", async () => {
  const d = await desk();
  await say(d);
  slack.overrides.set(channel, { is_archived: true });
  expect(await lines(d, false)).toEqual([expect.stringMatching(/archived/)]);
  slack.overrides.set(channel, { is_ext_shared: true });
  expect(await lines(d, false)).toEqual([expect.stringMatching(/shared with another workspace/)]);
  slack.overrides.delete(channel);
  slack.members.set(channel, [slack.user("kenji")]);
  slack.overrides.set(slack.user("kenji"), { is_restricted: true });
  expect(await lines(d, false)).toEqual([expect.stringMatching(/guests/)]);
});
