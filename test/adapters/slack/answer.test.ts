import { afterAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { Answer, Dispatch } from "../../../commands/contract.ts";
import { words } from "../../../src/text.ts";
import { view } from "../../../src/view.ts";
import { startSlack } from "../../support/slack.ts";
import { answered, createDesk, now, rendered, saying, tokens } from "../../support/slack-desk.ts";
import { form, interactive, payloads, signed } from "../../support/slack-payloads.ts";

const slack = await startSlack();
afterAll(slack.close);
beforeEach(slack.forget);
const hana = `${slack.team}/${slack.user("hana")}`;

type Over = Parameters<typeof createDesk>[2];
const desk = (dispatch?: Dispatch, over?: Over) => {
  const one = createDesk(slack, dispatch, over);
  onTestFinished(one.stop);
  return one;
};
const press = (value: string, over: Record<string, unknown> = {}) =>
  signed(interactive(payloads.press(slack, value, over)), now);
const slash = (line: string, over: Record<string, string> = {}) => signed(form(payloads.slash(slack, line, over)), now);
const event = (e: Record<string, unknown>, over: Record<string, unknown> = {}) =>
  signed(JSON.stringify(payloads.event(slack, e, over)), now, { type: "json" });

/** A core that takes as long as the test wants. */
function slow(): { dispatch: Dispatch; finish: (a: Answer) => void; fail: (e: unknown) => void } {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  return { dispatch: () => promise, finish: resolve, fail: reject };
}

test("a slow command is acknowledged in time and its answer takes the place of the first word", async () => {
  const core = slow();
  const d = desk(core.dispatch, { config: { answerMs: 30 } });
  const first = await (await d.handle(slash("case find kumo"))).json();
  expect(first).toMatchObject({ response_type: "ephemeral", text: "Working on it. The answer will come here." });
  const later = slack.next("response");
  core.finish(answered(saying("found it")));
  expect(JSON.parse((await later).raw)).toMatchObject({
    response_type: "ephemeral",
    replace_original: true,
    text: "summary",
  });
  expect((await later).raw).toContain("found it");
});

test("a database that stalls over the replay key is slow, too, and not a failure", async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const d = desk(undefined, { seen: () => promise, config: { answerMs: 30 } });
  expect(await (await d.handle(slash("case list"))).text()).toContain("Working on it");
  const later = slack.next("response");
  resolve(false);
  expect((await later).raw).toContain("did case list");
});

test("a core that throws is a calm answer with a number, and the number is in the log without the words", async () => {
  const d = desk(() => Promise.reject(new Error("canary: the finder is Eve")));
  const text = await (await d.handle(slash("case list"))).text();
  const id = /log number ([0-9a-f]{8})/.exec(text)?.[1] ?? "none";
  expect(text).not.toContain("canary");
  expect(d.logged()).toContain(id);
  expect(d.logged()).not.toContain("canary");
});

test("a slow command that fails at last says so, too", async () => {
  const core = slow();
  const d = desk(core.dispatch, { config: { answerMs: 20 } });
  await d.handle(slash("case list"));
  const later = slack.next("response");
  core.fail(new Error("no"));
  expect((await later).raw).toContain("log number");
});

test.each([404, 500, 429])("a response_url that answers %i: the answer comes as a direct message", async (status) => {
  slack.fault("response", { status });
  const core = slow();
  const d = desk(core.dispatch, { config: { answerMs: 20 } });
  await d.handle(slash("case list"));
  const refused = slack.next("response");
  const posted = slack.next("chat.postMessage");
  core.finish(answered(saying("by hand")));
  await refused;
  expect((await posted).body["channel"]).toBe(await slack.direct("hana"));
  expect((await posted).raw).toContain("by+hand".replace("+", "%20"));
});

test("after half an hour the response_url is not tried", async () => {
  let clock = now;
  const core = slow();
  const d = desk(core.dispatch, { now: () => clock, config: { answerMs: 20 } });
  await d.handle(slash("stats quarter"));
  clock = new Date(now.getTime() + 30 * 60_000);
  const uses = slack.calls.filter((c) => c.method === "response").length;
  const posted = slack.next("chat.postMessage");
  core.finish(answered(saying("late")));
  expect((await posted).raw).toContain("late");
  expect(slack.calls.filter((c) => c.method === "response")).toHaveLength(uses);
});

test("when no way is left, nothing throws and the log says so", async () => {
  slack.fault("response", { status: 404 });
  slack.fault("conversations.open", { error: "user_disabled" });
  const d = desk();
  await d.handle(
    press(tokens.make({ run: "case list", only: "" }, now), { user: { id: "UGONE", team_id: slack.team } }),
  );
  await vi.waitFor(() => expect(d.logged()).toContain("reached nobody"));
  await slack.next("response");
});

test("a press runs the stored line, is acknowledged at once with nothing, and leaves the card as it is", async () => {
  const d = desk();
  const answer = slack.next("response");
  const response = await d.handle(press(tokens.make({ run: "case take 48213377", only: "" }, now)));
  expect([response.status, await response.text()]).toEqual([200, ""]);
  const said = JSON.parse((await answer).raw);
  expect(said).toMatchObject({ response_type: "ephemeral", replace_original: false });
  expect((await answer).raw).toContain("did case take 48213377");
  expect(d.invocations).toMatchObject([{ line: "case take 48213377", principal: { user: slack.user("hana") } }]);
});

test("a slow press is acknowledged before its work begins", async () => {
  const core = slow();
  const d = desk(core.dispatch, { config: { answerMs: 20 } });
  expect((await d.handle(press(tokens.make({ run: "case list", only: "" }, now)))).status).toBe(200);
  expect((await slack.next("response")).raw).toContain("Working on it");
  core.finish(answered(saying("done")));
  expect(JSON.parse((await slack.next("response")).raw)).toMatchObject({ replace_original: false });
});

const good = tokens.make({ run: "case close 48213377", only: "" }, now);
const flipped = (i: number): string => good.slice(0, i) + (good[i] === "A" ? "B" : "A") + good.slice(i + 1);

test.each([
  ["made up", "case close 48213377"],
  ["empty in effect", "AAAA"],
  ["changed at its beginning", flipped(2)],
  ["changed in its middle", flipped(40)],
  ["changed in its tag", flipped(good.length - 3)],
  ["cut", good.slice(0, -4)],
  ["expired", tokens.make({ run: "case close 1", only: "" }, new Date(now.getTime() - 31 * 86_400_000))],
])("a token that is %s runs nothing and says what to type", async (_, token) => {
  const d = desk();
  const answer = slack.next("response");
  await d.handle(press(token));
  expect((await answer).raw).toContain("This button no longer works");
  expect((await answer).raw).toContain("/todoke help");
  expect(d.invocations).toEqual([]);
});

test.each([
  ["another person", { user: { id: "U0OTHER", team_id: "SAME" } }],
  ["the same id in another workspace", { user: { id: "SAME", team_id: "T0OTHER" } }],
])("the button of a private answer does nothing for %s", async (_, { user }) => {
  const d = desk();
  const id = user.id === "SAME" ? slack.user("hana") : user.id;
  const team_id = user.team_id === "SAME" ? slack.team : user.team_id;
  const answer = slack.next("response");
  await d.handle(press(tokens.make({ run: "case close 1", only: hana }, now), { user: { id, team_id } }));
  expect((await answer).raw).toContain("Only the person who got this button");
  expect(d.invocations).toEqual([]);
});

test("buttons of an answer belong to the asker", async () => {
  const both = words({ ja: "x", en: "x" });
  const d = desk(async () =>
    answered(rendered(view(both, { kind: "buttons", buttons: [{ label: both, run: "help" }] }))),
  );
  const text = await (await d.handle(slash("case list"))).text();
  const value = /"value":"([^"]+)"/.exec(text)?.[1] ?? "";
  expect(tokens.read(value, now)).toEqual({ run: "help", only: hana });
});

test("a stranger from another workspace reaches the core as a stranger", async () => {
  const d = desk();
  const answer = slack.next("response");
  await d.handle(
    press(tokens.make({ run: "embargo accept", only: "" }, now), { user: { id: "UV", team_id: "TVENDOR" } }),
  );
  await answer;
  expect(d.invocations).toMatchObject([{ principal: { platform: "slack", tenant: "TVENDOR", user: "UV" } }]);
});

test("a mention in a channel is answered there for the asker alone, under the thread", async () => {
  const d = desk();
  const answer = slack.next("chat.postEphemeral");
  const text = `<@${slack.user("todoke")}> case list`;
  await d.handle(event({ type: "app_mention", channel: slack.channel("desk"), text, thread_ts: "1.5" }));
  expect((await answer).body).toMatchObject({
    channel: slack.channel("desk"),
    user: slack.user("hana"),
    thread_ts: "1.5",
    text: "summary",
  });
  expect(d.invocations).toMatchObject([{ line: "case list", place: { kind: "room" } }]);
});

test("a direct message is answered in the conversation, never unfurled", async () => {
  const d = desk();
  const channel = await slack.direct("hana");
  const answer = slack.next("chat.postMessage");
  await d.handle(event({ type: "message", channel_type: "im", channel, text: "case list" }));
  expect((await answer).body).toMatchObject({ channel, unfurl_links: "false", unfurl_media: "false" });
  expect(d.invocations).toMatchObject([{ place: { kind: "private" } }]);
});

test("where an ephemeral answer cannot be shown, it comes as a direct message", async () => {
  slack.fault("chat.postEphemeral", { error: "user_not_in_channel" });
  const d = desk();
  const answer = slack.next("chat.postMessage");
  await d.handle(event({ type: "app_mention", channel: slack.channel("desk"), text: "case list" }));
  expect((await answer).body["channel"]).toBe(await slack.direct("hana"));
  expect(d.invocations).toHaveLength(1);
});

test("a person is answered in their own language once Slack has told us", async () => {
  slack.locales.set(slack.user("kenji"), "ja-JP");
  const d = desk();
  const other = { user_id: slack.user("kenji") };
  const asked = slack.next("users.info");
  await d.handle(slash("help", other));
  await asked;
  await vi.waitFor(async () => {
    await d.handle(slash("help", other));
    expect(d.invocations.at(-1)?.locale).toBe("ja");
  });
});

test("Slack being down at start keeps nobody from starting", async () => {
  slack.fault("auth.test", "accept then drop", true);
  let works = 0;
  const d = desk(undefined, { works: () => void works++ });
  await d.start();
  await slack.next("auth.test");
  await slack.next("auth.test");
  expect(d.logged()).not.toContain("Slack knows us");
  expect(works).toBe(0);
  slack.forget();
  await vi.waitFor(() => expect(d.logged()).toContain("Slack knows us"));
  expect(works).toBe(1);
});

test("stop waits for what was begun", async () => {
  const core = slow();
  const d = createDesk(slack, core.dispatch, { config: { answerMs: 10 } });
  await d.handle(slash("case list"));
  let stopped = false;
  const stopping = d.stop().then(() => {
    stopped = true;
  });
  expect(stopped).toBe(false);
  const later = slack.next("response");
  core.finish(answered(saying("last words")));
  await stopping;
  expect((await later).raw).toContain("last words");
});

test("an answer full of mentions and links goes out with none that live", async () => {
  const d = desk(async () => answered(saying("<!channel> <@U1> <https://evil.example|https://ours.example> @here")));
  const text = await (await d.handle(slash("report show 1"))).text();
  const sent = JSON.parse(text) as { text: string; blocks: unknown };
  expect(sent.text).not.toMatch(/[<>]/);
  expect(JSON.stringify(sent.blocks)).not.toMatch(/"type":"(mrkdwn|user|link|broadcast|channel|usergroup)"/);
});
