import { describe, expect, test } from "vitest";
import { typed } from "../../../adapters/slack/markup.ts";
import { fromAction, fromCommand, fromEvent } from "../../../adapters/slack/receive.ts";

const me = { team: "T1", user: "UBOT" };

describe("what was typed, out of Slack's markup", () => {
  test.each([
    ["case assign 48213377 <@U1|hana>", "case assign 48213377 slack:U1"],
    ["case assign 48213377 <@W9>", "case assign 48213377 slack:W9"],
    ["room bind <#C1|desk>", "room bind slack:C1"],
    ["room bind <#C1>", "room bind slack:C1"],
    ["see <https://a.example/?x=1&amp;y=2|https://ours.example>", "see https://a.example/?x=1&y=2"],
    ["see <https://a.example>", "see https://a.example"],
    ["mail <mailto:a@b.example|a@b.example>", "mail a@b.example"],
    ["call <tel:+813|+81 3>", "call +813"],
    ["<!channel> <!here|here>", "@channel @here"],
    ["<!subteam^S1|@desk>", "@desk"],
    ["a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"],
    ["&lt;@U1&gt;", "<@U1>"],
    ["&amp;lt;@U1&amp;gt;", "&lt;@U1&gt;"],
    ["<javascript:alert(1)|x>", "javascript:alert(1)"],
    ["<odd thing>", "<odd thing>"],
    ["1 < 2 > 3", "1 < 2 > 3"],
    ["“smart” 　ｆｕｌｌ", "“smart” 　ｆｕｌｌ"],
  ])("%j is %j", (from, to) => expect(typed(from)).toBe(to));
});

const slash = {
  team_id: "T1",
  user_id: "U1",
  channel_id: "C1",
  channel_name: "desk",
  trigger_id: "1.2.x",
  text: " case list ",
};

test("a slash command", () => {
  expect(fromCommand(slash, me)).toEqual({
    principal: { platform: "slack", tenant: "T1", user: "U1" },
    place: { kind: "room", platform: "slack", tenant: "T1", channel: "C1" },
    key: "slack/T1/1.2.x",
    channel: "C1",
    said: { line: "case list" },
  });
  expect(fromCommand({ ...slash, text: undefined }, me)?.said).toEqual({ line: "" });
});

test.each([
  [{ channel_id: "D1" }, "private"],
  [{ channel_id: "G1", channel_name: "mpdm-a--b-1" }, "room"],
])("place of %j is %s", (over, kind) => expect(fromCommand({ ...slash, ...over }, me)?.place.kind).toBe(kind));

test.each(["team_id", "user_id", "trigger_id", "channel_id"])("without %s it is nobody's", (key) => {
  expect(fromCommand({ ...slash, [key]: "" }, me)).toBeUndefined();
  expect(fromCommand({ ...slash, [key]: { toString: "x" } }, me)).toBeUndefined();
});

const press = {
  type: "block_actions",
  team: { id: "T1" },
  user: { id: "U1", team_id: "T9" },
  channel: { id: "C1", name: "vendor" },
  trigger_id: "3.4.x",
  actions: [{ action_id: "todoke:2", value: "token" }],
};

test("a member of another workspace presses as a member of that workspace, in a room of ours", () => {
  expect(fromAction(press, me)).toMatchObject({
    principal: { tenant: "T9", user: "U1" },
    place: { kind: "room", tenant: "T1", channel: "C1" },
    key: "slack/T9/3.4.x",
    said: { token: "token" },
  });
});

test("a press without the presser's own workspace is nobody's, whatever the envelope says", () => {
  expect(fromAction({ ...press, user: { id: "U1" } }, me)).toBeUndefined();
});

test.each([{ action_id: "other", value: "x" }, { action_id: "todoke:1" }, {}, null])("%j is no button of ours", (a) => {
  expect(fromAction({ ...press, actions: [a] }, me)).toBeUndefined();
});

const envelope = { event_id: "Ev1", team_id: "T1", context_team_id: "T1", is_ext_shared_channel: false };
const mention = {
  type: "app_mention",
  user: "U1",
  team: "T1",
  channel: "C1",
  text: "<@UBOT> case list",
  thread_ts: "1.0",
};
const event = (e: object, over: object = {}) => fromEvent({ ...envelope, event: { ...mention, ...e }, ...over }, me);
const message = { type: "message", channel_type: "im", channel: "D1", thread_ts: undefined };

test("a mention in a thread", () => {
  expect(event({})).toEqual({
    principal: { platform: "slack", tenant: "T1", user: "U1" },
    place: { kind: "room", platform: "slack", tenant: "T1", channel: "C1", thread: "C1/1.0" },
    key: "slack/T1/Ev1",
    channel: "C1",
    thread: "1.0",
    said: { line: "case list" },
  });
});

test.each([
  ["<@UBOT> case list", "case list"],
  ["<@UBOT|todoke> case list", "case list"],
  ["could you <@UBOT> case assign 1 <@U2>", "case assign 1 slack:U2"],
  ["<@UBOT>", ""],
])("mention %j says %j", (text, line) => expect(event({ text })?.said).toEqual({ line }));

test.each([
  ["case list", "case list"],
  ["<@UBOT> case list", "case list"],
  ["message finder 1 ask <@UBOT> again", "message finder 1 ask slack:UBOT again"],
])("a direct message %j says %j", (text, line) => {
  expect(event({ ...message, text })).toMatchObject({ place: { kind: "private" }, said: { line } });
});

test("before Slack has told us our name, only a leading mention is taken off", () => {
  const unknown = (text: string) => fromEvent({ ...envelope, event: { ...mention, text } }, {})?.said;
  expect(unknown("<@UBOT> case assign 1 <@U2>")).toEqual({ line: "case assign 1 slack:U2" });
  expect(unknown("case assign 1 <@U2>")).toEqual({ line: "case assign 1 slack:U2" });
});

test("in a shared channel the envelope's workspace is not taken for the sender's", () => {
  const shared = { is_ext_shared_channel: true };
  expect(event({ user_team: "T9", team: "T1" }, shared)?.principal.tenant).toBe("T9");
  expect(event({ team: "T9" }, shared)?.principal.tenant).toBe("T9");
  expect(event({ team: undefined }, shared)).toBeUndefined();
  expect(event({ team: undefined }, { is_ext_shared_channel: undefined })).toBeUndefined();
  expect(event({ team: undefined })?.principal.tenant).toBe("T1");
});

test.each([
  ["our own words", { user: "UBOT" }],
  ["another bot's", { bot_id: "B1" }],
  ["an edit", { ...message, subtype: "message_changed" }],
  ["a message in a channel", { ...message, channel_type: "channel" }],
  ["a reaction", { type: "reaction_added" }],
  ["nobody's", { user: undefined }],
])("%s: left alone", (_, over) => expect(event(over)).toBeUndefined());

test.each(["im", "directmessage"])("a channel that is called %s is a room", (channel_name) => {
  const body = { team_id: "T1", user_id: "U1", trigger_id: "1.2", channel_id: "C9", channel_name, text: "case list" };
  expect(fromCommand(body, me)?.place.kind).toBe("room");
});
