import { describe, expect, test, vi } from "vitest";
import { type Built, slackCorpus } from "../../support/slack-corpus.ts";
import { form, payloads, signed } from "../../support/slack-payloads.ts";

const c = slackCorpus();
const { names, build, here, take, event, request, send, settled, world, nothing } = c;

describe.each(names)("%s", (name) => {
  test("that Slack did not sign, signed too long ago, or signed for other bytes", () =>
    nothing(async () => {
      const good = build(name, here("hana"));
      const old = Math.floor(Date.now() / 1000) - 301;
      const changed = { ...good, raw: `${good.raw} ` };
      const forged = request(good);
      forged.headers.set("x-slack-signature", request(changed).headers.get("x-slack-signature") ?? "");
      for (const bad of [request(good, { secret: "f".repeat(32) }), request(good, { stamp: old }), forged])
        expect((await send(bad)).status).toBe(401);
    }));

  test("of somebody with the same user id in another workspace", () =>
    nothing(async () => expect((await send(request(build(name, here("hana", "T0OTHER"))))).status).toBe(200)));

  test("of a stranger", () =>
    nothing(async () =>
      expect((await send(request(build(name, { id: "U0GUEST", team: c.slack.team })))).status).toBe(200),
    ));

  test("of somebody who left after the button or view was made", async () => {
    await c.t.done("member add gone coordinator");
    await c.t.done(`member link gone slack:${c.slack.team}:U0GONE`);
    const made = build(name, { id: "U0GONE", team: c.slack.team });
    await c.t.done("member remove gone");
    await nothing(async () => expect((await send(request(made))).status).toBe(200));
  });

  test("without a user, a team, or with parts of the wrong type", () =>
    nothing(async () => {
      const { raw, type } = build(name, here("hana"));
      const mangle = (change: (body: Record<string, unknown>) => void): Built => {
        const isJson = type === "json";
        const params = new URLSearchParams(raw);
        const inner = isJson ? raw : params.get("payload");
        if (inner === null) {
          params.delete("user_id");
          return { type, raw: params.toString() };
        }
        const body = JSON.parse(inner);
        change(body);
        const text = JSON.stringify(body);
        return { type, raw: isJson ? text : new URLSearchParams({ payload: text }).toString() };
      };
      const changes: ((b: Record<string, unknown>) => void)[] = [
        (b) => void Object.assign(b, { user: null, event: { ...(b["event"] as object), user: null } }),
        (b) => void Object.assign(b, { user: [1], event: [] }),
        (b) => void Object.assign(b, { user: { id: { $ne: 1 }, team_id: 7 }, event: { type: "app_mention", user: 7 } }),
        (b) =>
          void Object.assign(b, {
            view: [],
            actions: { length: 5 },
            user: { id: "U0X", team_id: "__proto__" },
            event: null,
          }),
      ];
      for (const change of changes) expect((await send(request(mangle(change)))).status).toBe(200);
    }));
});

test("the same bytes again, and the same request signed anew, change nothing more", async () => {
  for (const name of names.filter((n) => !/list|choice|shortcut/.test(n))) {
    const one = build(name, here("hana"));
    const stamp = Math.floor(Date.now() / 1000);
    const before = await world();
    await send(request(one, { stamp }));
    await settled();
    // As they stand, these requests do take effect: what the others lack is what stops them.
    const taken = async () => expect([name, (await world())?.["notes"]]).toEqual([name, (before?.["notes"] ?? 0) + 1]);
    await vi.waitFor(taken, { timeout: 10_000, interval: 50 });
    await settled();
    const after = await world();
    await send(request(one, { stamp }));
    await send(request(one, { stamp: stamp - 1, headers: { "x-slack-retry-num": "1" } }));
    await settled();
    expect([name, await world()]).toEqual([name, after]);
  }
});

test("bots, our own words, edits and deletions are not commands", () =>
  nothing(async () => {
    const me = here("hana");
    const said = { type: "message", channel_type: "im", channel: "D1", text: take() };
    for (const over of [
      { bot_id: "B1" },
      { user: c.slack.user("todoke") },
      { subtype: "message_changed" },
      { subtype: "message_deleted" },
      { channel_type: "channel" },
    ])
      await send(request(event(me, { ...said, ...over })));
  }));

test("bodies that are too large, too deep, or of a kind that Slack does not send", () =>
  nothing(async () => {
    const big = form(payloads.slash(c.slack, `case note ${c.ref} ${"x".repeat(1_500_000)}`));
    expect((await send(signed(big, new Date()))).status).toBe(413);
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    expect((await send(signed(`{"a":${deep}}`, new Date(), { type: "json" }))).status).toBe(200);
    const odd = signed("<xml/>", new Date());
    odd.headers.set("content-type", "text/xml");
    expect((await send(odd)).status).toBe(415);
  }));
