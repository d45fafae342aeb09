import { afterAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { isGuest, isPublic, isShared } from "../../../adapters/slack/rooms.ts";
import { theDesk, desk as toDesk } from "../../../src/label.ts";
import { render } from "../../../src/render.ts";
import { foreign, words } from "../../../src/text.ts";
import { view } from "../../../src/view.ts";
import { startSlack } from "../../support/slack.ts";
import { createDesk, now, saying } from "../../support/slack-desk.ts";
import type { Fault } from "../../support/slack-faults.ts";
import { payloads, signed } from "../../support/slack-payloads.ts";

/** Modelled after Slack's reference, not observed: no fake knows Slack Connect or guests. */
const slack = await startSlack();
afterAll(slack.close);
beforeEach(slack.forget);

const channel = slack.channel("desk");
const [hana, kenji, todoke] = ["hana", "kenji", "todoke"].map(slack.user) as [string, string, string];
const private_ = { shared: false, everybody: false, guests: 0, outsiders: [], open: true };

const desk = (over?: Parameters<typeof createDesk>[2]) => {
  const one = createDesk(slack, undefined, { ...over, config: { timeoutMs: 300, ...over?.config } });
  onTestFinished(one.stop);
  return one;
};
/** It knows who it is, as after any start. */
const started = async (over?: Parameters<typeof createDesk>[2]) => {
  const one = desk(over);
  await one.start();
  await vi.waitFor(() => expect(one.logged()).toContain("Slack knows us"));
  slack.calls.length = 0;
  return one;
};
const asked = () => slack.calls.map((c) => c.method);

test.each([
  ["ours alone", { shared_team_ids: ["T1"], conversation_host_id: "T1", pending_shared: [] }, false],
  ["nothing said", {}, false],
  ["with another workspace", { is_ext_shared: true }, true],
  ["with one that was invited", { is_pending_ext_shared: true }, true],
  ["within the company", { is_org_shared: true }, true],
  ["in some other way", { is_shared: true }, true],
  ["hosted by another", { conversation_host_id: "T2" }, true],
  ["another among its workspaces", { shared_team_ids: ["T1", "T2"] }, true],
  ["another connected", { connected_team_ids: ["T2"] }, true],
  ["another that has not answered yet", { pending_connected_team_ids: ["T2"] }, true],
])("a channel %s", (_, said, expected) => {
  expect(isShared(said, "T1")).toBe(expected);
});

test.each([
  ["private", { is_private: true }, false],
  ["direct messages of several", { is_mpim: true }, false],
  ["public", { is_private: false }, true],
  ["of which nothing is said", {}, true],
])("a channel %s: open to everybody", (_, said, expected) => {
  expect(isPublic(said)).toBe(expected);
});

test.each([
  ["a full member", { team_id: "T1" }, false],
  ["a bot of our workspace", { team_id: "T1", is_bot: true }, false],
  ["a member of our Grid workspace", { team_id: "E1", enterprise_user: { teams: ["T1"] } }, false],
  ["somebody who has left", { team_id: "T2", deleted: true }, false],
  ["a multi-channel guest", { team_id: "T1", is_restricted: true }, true],
  ["a single-channel guest", { team_id: "T1", is_ultra_restricted: true }, true],
  ["a stranger", { team_id: "T1", is_stranger: true }, true],
  ["a member of another workspace", { team_id: "T2" }, true],
  ["a bot of another workspace", { team_id: "T2", is_bot: true }, true],
  ["nobody knows whose", {}, true],
])("%s", (_, said, expected) => {
  expect(isGuest(said, "T1")).toBe(expected);
});

test("whole facts ask for each reader, over all pages; ourselves we know", async () => {
  const d = await started();
  slack.members.set(channel, [hana, kenji, todoke, "W-guest", "W-other"]);
  slack.overrides.set("W-guest", { team_id: slack.team, is_ultra_restricted: true });
  slack.overrides.set("W-other", { team_id: "T-other", is_stranger: true });
  expect(await d.surface.room(slack.team, channel, "whole")).toEqual({
    ...private_,
    guests: 2,
    outsiders: ["guest:W-guest", "team:T-other"],
  });
  expect(asked().filter((m) => m === "conversations.members")).toHaveLength(3);
  expect(asked().filter((m) => m === "users.info")).toHaveLength(4);
});

test("a quick answer asks for the channel alone, and is a minute old at most", async () => {
  let at = now;
  const d = await started({ now: () => at });
  expect(await d.surface.room(slack.team, channel, "quick")).toEqual(private_);
  slack.overrides.set(channel, { is_ext_shared: true });
  at = new Date(now.getTime() + 59_000);
  expect(await d.surface.room(slack.team, channel, "quick")).toEqual(private_);
  expect(asked()).toEqual(["conversations.info"]);
  at = new Date(now.getTime() + 60_000);
  expect(await d.surface.room(slack.team, channel, "quick")).toEqual({
    ...private_,
    shared: true,
    outsiders: ["team:?"],
  });
});

test.each<[string, Fault, object | undefined]>([
  [
    "we are not in it",
    { error: "channel_not_found" },
    { shared: false, everybody: false, guests: 0, outsiders: [], open: false },
  ],
  ["too fast", "429", undefined],
  ["down", "500", undefined],
  ["a page", "html", undefined],
  ["silence", "accept then hang", undefined],
  ["without the scope", { error: "missing_scope" }, undefined],
])("when Slack says %s", async (_, fault, facts) => {
  const d = await started();
  slack.fault("conversations.info", fault);
  expect(await d.surface.room(slack.team, channel, "whole")).toEqual(facts);
});

test.each(["conversations.members", "users.info"])(
  "without an answer of %s nobody is counted as absent",
  async (method) => {
    const d = await started();
    slack.fault(method, "500");
    expect(await d.surface.room(slack.team, channel, "whole")).toBeUndefined();
  },
);

/** A clock that stands still until somebody waits. */
const standing = () => {
  let at = 0;
  const waited: number[] = [];
  const pause = async (ms: number) => {
    waited.push(ms);
    at += ms;
  };
  return { waited, clock: { now: () => at, pause } };
};

test("a look at many people waits where it is too fast, and asks about everybody", async () => {
  const { waited, clock } = standing();
  const d = await started({ clock });
  const many = Array.from({ length: 80 }, (_, i) => `W${i}`);
  slack.members.set(channel, many);
  for (const user of many) slack.overrides.set(user, { team_id: slack.team });
  slack.overrides.set("W79", { team_id: "T-other" });
  slack.fault("users.info", "429");
  expect(await d.surface.room(slack.team, channel, "whole")).toEqual({
    ...private_,
    guests: 1,
    outsiders: ["team:T-other"],
  });
  expect(Math.max(...waited)).toBe(7_000);
  expect(new Set(slack.calls.flatMap((c) => (c.method === "users.info" ? [c.body["user"]] : []))).size).toBe(80);
});

test("it does not wait for ever; the next look goes on where it ended, and a whole one asks about everybody again", async () => {
  const d = await started({ clock: standing().clock });
  slack.members.set(channel, [hana, kenji]);
  slack.fault("users.info", { error: "fatal_error" });
  expect(await d.surface.room(slack.team, channel, "whole")).toBeUndefined();
  const questions = () => slack.calls.splice(0).filter((c) => c.method === "users.info").length;
  expect(questions()).toBe(2);
  for (const asks of [1, 2]) {
    expect(await d.surface.room(slack.team, channel, "whole")).toEqual(private_);
    expect(questions()).toBe(asks);
  }
  slack.fault("users.info", "429", true);
  expect(await d.surface.room(slack.team, channel, "whole")).toBeUndefined();
});

test("an archived channel and one that we were not invited to are not open", async () => {
  const d = await started();
  slack.overrides.set(channel, { is_archived: true });
  expect(await d.surface.room(slack.team, channel, "whole")).toEqual({ ...private_, open: false });
  slack.overrides.set(channel, { is_member: false });
  expect(await d.surface.room(slack.team, channel, "whole")).toEqual({ ...private_, open: false });
});

test("a channel of a workspace that is not ours is not asked about", async () => {
  const d = await started();
  expect(await d.surface.room("T-other", channel, "whole")).toBeUndefined();
  expect(asked()).toEqual([]);
});

const event = (type: string, more: object = {}) => payloads.event(slack, { type, channel, ...more });
const post = async (d: ReturnType<typeof desk>, payload: unknown): Promise<number> =>
  (await d.handle(signed(JSON.stringify(payload), now, { type: "json" }))).status;

test.each([
  ["is shared", event("channel_shared", { connected_team_id: "T-other" }), true],
  ["is no longer shared", event("channel_unshared", { previously_connected_team_id: "T-other" }), false],
  ["gets a new member", event("member_joined_channel", { user: kenji, channel_type: "C" }), true],
  ["comes back", event("channel_unarchive", { user: kenji }), false],
  ["that is private comes back", event("group_unarchive", { user: kenji }), false],
])("a channel that %s is looked at, and what we knew of it counts no more", async (_, payload, suspect) => {
  const d = await started();
  await d.surface.room(slack.team, channel, "quick");
  slack.overrides.set(channel, { is_ext_shared: true });
  expect(await post(d, payload)).toBe(200);
  await vi.waitFor(() => expect(d.looks).toEqual([{ tenant: slack.team, channel, suspect }]));
  expect(await d.surface.room(slack.team, channel, "quick")).toEqual({
    ...private_,
    shared: true,
    outsiders: ["team:?"],
  });
});

test.each([
  ["that we joined", event("member_joined_channel", { user: todoke })],
  ["that is archived", event("channel_archive", { user: kenji })],
  ["that is private and archived", event("group_archive", { user: kenji })],
])("a channel %s is asked about anew, and nobody need look", async (_, payload) => {
  const d = await started();
  await d.surface.room(slack.team, channel, "quick");
  expect(await post(d, payload)).toBe(200);
  await d.surface.room(slack.team, channel, "quick");
  expect(asked()).toEqual(["conversations.info", "conversations.info"]);
  expect(d.looks).toEqual([]);
});

test("a member who joins is asked about anew, even when we knew them a moment ago", async () => {
  const d = await started();
  slack.members.set(channel, [kenji]);
  expect(await d.surface.room(slack.team, channel, "whole")).toEqual(private_);
  slack.overrides.set(kenji, { is_restricted: true });
  await post(d, event("member_joined_channel", { user: kenji }));
  await vi.waitFor(() => expect(d.looks).toHaveLength(1));
  expect(await d.surface.room(slack.team, channel, "whole")).toEqual({
    ...private_,
    guests: 1,
    outsiders: [`guest:${kenji}`],
  });
});

test("many who join at once cost two looks, and another channel does not wait for them", async () => {
  const looks: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const d = await started({
    look: async (room) => {
      looks.push(room.channel);
      await promise;
    },
  });
  for (let i = 0; i < 10; i++) await post(d, event("member_joined_channel", { user: `U${i}` }));
  await post(d, event("channel_shared", { channel: "C-second" }));
  await vi.waitFor(() => expect(looks).toEqual([channel, "C-second"]));
  resolve();
  await vi.waitFor(() => expect(looks).toEqual([channel, "C-second", channel]));
});

test("a look that fails is logged, and the next event is heard all the same", async () => {
  let fails = true;
  const looks: string[] = [];
  const d = await started({
    look: async (room) => {
      if (fails) throw new Error("canary");
      looks.push(room.channel);
    },
  });
  await post(d, event("channel_shared"));
  await vi.waitFor(() => expect(d.logged()).toContain("a Slack listener failed"));
  fails = false;
  await post(d, event("channel_shared"));
  await vi.waitFor(() => expect(looks).toEqual([channel]));
  expect(d.logged()).not.toContain("canary");
});

const room = () => ({ platform: "slack", tenant: slack.team, kind: "room", id: channel }) as const;
const parcel = (text = toDesk("a product")) => ({
  key: "1",
  possibleRepeat: false,
  rendered: render(
    view<"desk">(words({ ja: "要約", en: "summary" }), { kind: "para", text: foreign(text) }),
    theDesk,
    "en",
  ),
});

test("what only the desk may read is posted while nobody else reads there", async () => {
  const d = await started();
  expect(await d.deliver(room(), parcel())).toMatchObject({ outcome: "sent" });
  expect(asked()).toEqual(["conversations.info", "chat.postMessage"]);
  expect(d.looks).toEqual([]);
});

test.each([
  ["shared a moment ago", { is_ext_shared: true }],
  ["with an invitation under way", { is_pending_ext_shared: true }],
])("in a room %s nothing of it is posted: the room is looked at and the notice waits", async (_, said) => {
  const d = await started();
  slack.overrides.set(channel, said);
  expect(await d.deliver(room(), parcel())).toEqual({ outcome: "retry", after: 5, why: "others_read_here" });
  expect(asked()).toEqual(["conversations.info"]);
  expect(d.looks).toEqual([{ tenant: slack.team, channel, suspect: true }]);
});

test("a room that had a guest when it was last counted gets nothing either", async () => {
  const d = await started();
  slack.members.set(channel, [kenji]);
  slack.overrides.set(kenji, { is_restricted: true });
  await d.surface.room(slack.team, channel, "whole");
  expect(await d.deliver(room(), parcel())).toMatchObject({ outcome: "retry", why: "others_read_here" });
});

test("while Slack does not say who reads there, what only the desk may read waits", async () => {
  const d = await started();
  slack.fault("conversations.info", "500");
  expect(await d.deliver(room(), parcel())).toEqual({ outcome: "retry", after: 30, why: "readers_unknown" });
});

test("public words and direct messages need no question", async () => {
  const d = await started();
  slack.overrides.set(channel, { is_ext_shared: true });
  expect(await d.deliver(room(), { ...parcel(), rendered: saying("public") })).toMatchObject({ outcome: "sent" });
  expect(await d.deliver({ ...room(), kind: "person", id: hana }, parcel())).toMatchObject({ outcome: "sent" });
  expect(asked()).not.toContain("conversations.info");
});
