import { afterAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { Answer } from "../../../commands/contract.ts";
import { appToken, startSlack } from "../../support/slack.ts";
import { answered, createDesk, now, saying, tokens } from "../../support/slack-desk.ts";
import { payloads } from "../../support/slack-payloads.ts";

const slack = await startSlack();
afterAll(slack.close);
beforeEach(slack.forget);

type Args = Parameters<typeof createDesk>;
async function connected(dispatch?: Args[1], config: NonNullable<Args[2]>["config"] = {}) {
  const d = createDesk(slack, dispatch, { config: { appToken, ...config } });
  await d.start();
  await slack.connected(config.sockets ?? 2);
  onTestFinished(async () => {
    await d.stop();
    await vi.waitFor(() => expect(slack.sockets).toHaveLength(0));
  });
  return d;
}

test("a slash command is answered in its acknowledgement, over either connection", async () => {
  const d = await connected();
  for (const line of ["case list", "duty who"]) {
    const payload = await slack.envelope("slash_commands", payloads.slash(slack, line));
    expect(payload).toMatchObject({ response_type: "ephemeral", text: "summary" });
    expect(JSON.stringify(payload)).toContain(`did ${line}`);
  }
  expect(d.invocations.map((i) => i.line)).toEqual(["case list", "duty who"]);
});

test("a slow one is acknowledged in time and comes back through the response_url", async () => {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  await connected(() => promise, { answerMs: 20 });
  const payload = await slack.envelope("slash_commands", payloads.slash(slack, "case list"));
  expect(JSON.stringify(payload)).toContain("Working on it");
  resolve(answered(saying("found")));
  expect((await slack.next("response")).raw).toContain("found");
});

test("presses and direct messages are acknowledged with nothing and answered apart", async () => {
  const d = await connected();
  const press = payloads.press(slack, tokens.make({ run: "case take 1", only: "" }, now));
  expect(await slack.envelope("interactive", press)).toEqual({});
  expect((await slack.next("response")).raw).toContain("did case take 1");
  const message = { type: "message", channel_type: "im", channel: await slack.direct("hana"), text: "case list" };
  expect(await slack.envelope("events_api", payloads.event(slack, message))).toEqual({});
  expect((await slack.next("chat.postMessage")).raw).toContain("did");
  expect(d.invocations).toHaveLength(2);
});

test.each([
  ["a view", { type: "view_submission", view: { callback_id: "x" }, user: { id: "U1" }, team: { id: "T1" } }],
  ["nothing known", { hello: "world" }],
])("%s that nobody listens to is acknowledged all the same", async (_, payload) => {
  await connected();
  expect(await slack.envelope("interactive", payload)).toEqual({});
});

test("when one connection is renewed or cut, the other goes on and the first comes back", async () => {
  const d = await connected();
  const [first] = slack.sockets;
  first?.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
  await vi.waitFor(() => expect(slack.sockets).not.toContain(first));
  expect(await slack.envelope("slash_commands", payloads.slash(slack, "one"))).toMatchObject({ text: "summary" });
  await slack.connected(2);
  const [second] = slack.sockets;
  second?.drop();
  await vi.waitFor(() => expect(slack.sockets).not.toContain(second));
  expect(await slack.envelope("slash_commands", payloads.slash(slack, "two"))).toMatchObject({ text: "summary" });
  await slack.connected(2);
  expect(d.invocations).toHaveLength(2);
});

test.each([
  ["down", "500" as const],
  ["dropping", "accept then drop" as const],
  ["refusing the token", { error: "invalid_auth" }],
  ["asking for patience", { error: "too_many_websockets" }],
])("Slack %s at start and again later ends nothing; the connection comes when it can", async (_, fault) => {
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);
  onTestFinished(() => void process.off("unhandledRejection", unhandled));
  slack.fault("apps.connections.open", fault);
  slack.fault("apps.connections.open", fault);
  const d = await connected(undefined, { sockets: 1 });
  slack.fault("apps.connections.open", fault);
  slack.sockets[0]?.drop();
  await vi.waitFor(() => expect(slack.calls.filter((c) => c.method === "apps.connections.open")).toHaveLength(5));
  await slack.connected(1);
  expect(await slack.envelope("slash_commands", payloads.slash(slack, "help"))).toMatchObject({ text: "summary" });
  expect(d.logged()).not.toContain("xapp-1");
  expect(unhandled).not.toHaveBeenCalled();
});

test("stopping while a connection is being made leaves none behind", async () => {
  const d = createDesk(slack, undefined, { config: { appToken } });
  const opening = slack.next("apps.connections.open");
  await d.start();
  await opening;
  await d.stop();
  await vi.waitFor(() => expect(slack.sockets).toHaveLength(0));
});
