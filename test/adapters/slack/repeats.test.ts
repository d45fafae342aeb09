import { afterAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { appToken, startSlack } from "../../support/slack.ts";
import { createDesk, now, tokens } from "../../support/slack-desk.ts";
import { form, interactive, payloads, signed } from "../../support/slack-payloads.ts";

const slack = await startSlack();
afterAll(slack.close);
beforeEach(slack.forget);

/** What all replicas share, for as long as the database keeps it. */
const shared = () => {
  const keys = new Set<string>();
  return async (key: string) => keys.has(key) || !keys.add(key);
};
const desk = (over?: Parameters<typeof createDesk>[2]) => {
  const one = createDesk(slack, undefined, over);
  onTestFinished(one.stop);
  return one;
};
type Desk = ReturnType<typeof createDesk>;

/** The same body with a new signature and stamp, as Slack sends it again. */
const again = (raw: string, attempt: number, type: "form" | "json") =>
  signed(raw, now, {
    type,
    stamp: Math.floor(now.getTime() / 1000) + attempt,
    headers: { "x-slack-retry-num": String(attempt), "x-slack-retry-reason": "http_timeout" },
  });

const message = async (text: string) =>
  JSON.stringify(
    payloads.event(slack, { type: "message", channel_type: "im", channel: await slack.direct("hana"), text }),
  );

/** Everything that was begun before has ended when this has been answered. */
async function lastOne(d: Desk): Promise<void> {
  const posted = slack.calls.filter((c) => c.method === "chat.postMessage").length;
  await d.handle(again(await message("the last one"), 0, "json"));
  await vi.waitFor(() =>
    expect(slack.calls.filter((c) => c.method === "chat.postMessage").length).toBeGreaterThan(posted),
  );
}
const did = (d: Desk, line: string): number => d.invocations.filter((i) => i.line === line).length;
const said = (line: string): number =>
  slack.calls.filter((c) => c.method !== "users.info" && decodeURIComponent(c.raw).includes(`did ${line}`)).length;

test("a message sent four times by Slack is answered once and acknowledged each time", async () => {
  const d = desk();
  const raw = await message("case list");
  for (const attempt of [0, 1, 2, 3]) expect((await d.handle(again(raw, attempt, "json"))).status).toBe(200);
  await lastOne(d);
  expect([did(d, "case list"), said("case list")]).toEqual([1, 1]);
});

test("a mention that comes to two replicas, and to one that has started anew, is answered once", async () => {
  const seen = shared();
  const text = `<@${slack.user("todoke")}> duty who`;
  const raw = JSON.stringify(payloads.event(slack, { type: "app_mention", channel: slack.channel("desk"), text }));
  const both = [desk({ seen }), desk({ seen })];
  await Promise.all(both.map((d) => d.handle(again(raw, 0, "json"))));
  const third = desk({ seen });
  await third.handle(again(raw, 1, "json"));
  for (const d of [...both, third]) await lastOne(d);
  expect([...both, third].map((d) => did(d, "duty who")).reduce((a, b) => a + b)).toBe(1);
  expect(said("duty who")).toBe(1);
});

test("a press that comes twice runs once and is answered once", async () => {
  const d = desk();
  const raw = interactive(payloads.press(slack, tokens.make({ run: "case show 1", only: "" }, now)));
  for (const attempt of [0, 1]) expect((await d.handle(again(raw, attempt, "form"))).status).toBe(200);
  await lastOne(d);
  expect([did(d, "case show 1"), said("case show 1")]).toEqual([1, 1]);
});

test("a command that comes twice runs once; the second is told so", async () => {
  const d = desk();
  const raw = form(payloads.slash(slack, "case list"));
  const first = await (await d.handle(again(raw, 0, "form"))).text();
  const second = await (await d.handle(again(raw, 1, "form"))).text();
  expect(first).toContain("did case list");
  expect(second).toContain("had arrived before");
  expect(did(d, "case list")).toBe(1);
});

test("typed twice is two requests", async () => {
  const d = desk();
  for (let i = 0; i < 2; i++) await d.handle(signed(form(payloads.slash(slack, "case list")), now));
  expect(did(d, "case list")).toBe(2);
});

test("the same envelope over both connections is run once", async () => {
  const d = createDesk(slack, undefined, { config: { appToken } });
  await d.start();
  await slack.connected(2);
  onTestFinished(d.stop);
  const payload = JSON.parse(await message("case mine")) as unknown;
  for (const socket of slack.sockets) {
    socket.send(JSON.stringify({ envelope_id: "one-and-the-same", type: "events_api", payload }));
  }
  const other = JSON.parse(await message("duty who")) as unknown;
  await slack.envelope("events_api", other);
  await vi.waitFor(() => expect([did(d, "case mine"), did(d, "duty who")]).toEqual([1, 1]));
  await vi.waitFor(() => expect(said("duty who")).toBe(1));
  expect(said("case mine")).toBe(1);
});

test("a line that opens a form, sent twice, opens one and says nothing in words about the second", async () => {
  const forms = {
    opens: (line: string) => line === "case note",
    open: async () =>
      ({ ok: false, code: "bug", rendered: (await import("../../support/slack-desk.ts")).saying("x") }) as const,
    suggest: async () => [],
  };
  const d = desk({ forms });
  const raw = form(payloads.slash(slack, "case note"));
  // As Slack does: a trigger works once.
  slack.fault("views.open", { error: "exchanged_trigger_id" }, true);
  await d.handle(again(raw, 0, "form"));
  await d.handle(again(raw, 1, "form"));
  await vi.waitFor(() => expect(slack.calls.filter((c) => c.method === "response").length).toBe(2));
  expect(did(d, "case note")).toBe(1);
  expect(slack.calls.filter((c) => c.raw.includes("had arrived before"))).toHaveLength(1);
});
