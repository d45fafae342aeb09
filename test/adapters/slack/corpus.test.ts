import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { blockId } from "../../../adapters/slack/inputs.ts";
import { createDispatch } from "../../../commands/dispatch.ts";
import { createForms } from "../../../commands/forms.ts";
import { createHome } from "../../../commands/home.ts";
import { type TestDesk, testDesk } from "../../support/desk.ts";
import {
  type FakeSlack,
  form,
  interactive,
  payloads,
  type SignOptions,
  signed,
  startSlack,
} from "../../support/slack.ts";
import { createDesk, type Desk, tokens } from "../../support/slack-desk.ts";
import { modalsOf, viewText } from "../../support/slack-modal.ts";
import type { OpenView } from "../../support/slack-views.ts";

/**
 * Requests that must have no effect, against every listener of the real adapter on the real core: nothing changes, nobody else
 * hears anything, and no word of a case is said.
 */
const canary = "Canaryproduct-7731";
let t: TestDesk;
let slack: FakeSlack;
let adapter: Desk;
let ref: string;
let hana: ReturnType<typeof modalsOf>;
const sent: string[] = [];

const send = async (request: Request): Promise<Response> => {
  const response = await adapter.handle(request);
  sent.push(await response.clone().text());
  return response;
};

beforeAll(async () => {
  [t, slack] = await Promise.all([testDesk(), startSlack()]);
  // Time enough passes for Slack's pace between any two calls.
  let passed = 0;
  const clock = { now: () => (passed += 60_000), pause: async () => {} };
  const over = { forms: createForms(t.desk), home: createHome(t.desk), now: () => new Date(), clock };
  adapter = createDesk(slack, createDispatch(t.desk), over);
  await adapter.start();
  hana = modalsOf(slack, send);
  await t.members({ hana: "coordinator", kenji: "coordinator" });
  await t.done(`member link hana slack:${slack.team}:${slack.user("hana")}`);
  await t.done(`member link kenji slack:${slack.team}:${slack.user("kenji")}`);
  ({ ref } = await t.report("software", { product_name: canary }));
});
beforeEach(() => {
  slack.forget();
  sent.length = 0;
  slack.locales.set(slack.user("hana"), "en-US");
});
afterAll(async () => {
  await adapter.stop();
  await Promise.all([slack.close(), t.database.close()]);
});

/** Everything that a request could change. */
const world = async () =>
  (
    await t.database.owner()`
      select (select count(*)::int from audit) as audit, (select count(*)::int from notes) as notes,
        (select count(*)::int from notices) as notices, (select sum(version)::int from cases) as versions,
        (select count(*)::int from members where removed_at is null) as members, (select count(*)::int from homes) as homes`
  )[0];

/** A later request has been answered, so everything that was sent before has had its time. */
async function settled(): Promise<void> {
  const channel = await slack.direct("hana");
  const before = slack.calls.filter((c) => c.method === "chat.postMessage").length;
  const event = payloads.event(slack, { type: "message", channel_type: "im", channel, text: "duty who" });
  await adapter.handle(signed(JSON.stringify(event), new Date(), { type: "json" }));
  await slack.until(() =>
    slack.calls.filter((c) => c.method === "chat.postMessage").length > before ? true : undefined,
  );
}

interface Who {
  readonly id: string;
  readonly team: string;
}
const user = ({ id, team }: Who) => ({ id, username: "somebody", team_id: team });
let triggers = 0;
const trigger_id = (): string => `${++triggers}.corpus`;
const token = (run: string, who: Who): string => tokens.make({ run, only: `${who.team}/${who.id}` }, new Date());
const direct = { channel_id: "D1", channel_name: "directmessage" };
/** Each time it takes effect there is one note more. */
const take = (): string => `case note ${ref} by the corpus`;

type Built = { readonly raw: string; readonly type: "form" | "json" };
const event = (who: Who, body: Record<string, unknown>): Built => ({
  type: "json",
  raw: JSON.stringify(
    payloads.event(
      slack,
      { user: who.id, team: who.team, user_team: who.team, ...body },
      { context_team_id: who.team },
    ),
  ),
});
const act = (who: Who, body: Record<string, unknown>): Built => ({
  type: "form",
  raw: interactive({
    type: "block_actions",
    team: { id: slack.team },
    user: user(who),
    trigger_id: trigger_id(),
    ...body,
  }),
});
const button = (value: string) => ({ type: "button", action_id: "todoke:0", value });
const inView = (view: Record<string, unknown>) => ({ container: { type: "view", view_id: "V1" }, view });
const metadata = (who: Who, fields: unknown[] = [{ name: "text", kind: "paragraph", values: [] }]): string =>
  tokens.make(
    { run: `case note ${ref}`, only: `${who.team}/${who.id}`, more: JSON.stringify({ channel: "D1", fields }) },
    new Date(),
  );
/** The place of the one field that these views have, as Slack names it. */
const at0 = blockId(0, { name: "text", kind: "paragraph", values: [] });
const filled = { values: { [at0]: { "todoke:input": { type: "plain_text_input", value: "written by nobody" } } } };

/** Each listener with a request that a member who may would have taken. All but the first column is theirs and well-formed. */
const handlers: Readonly<Record<string, (who: Who) => Built>> = {
  "a slash command": (who) => ({
    type: "form",
    raw: form(
      payloads.slash(slack, take(), { user_id: who.id, team_id: who.team, trigger_id: trigger_id(), ...direct }),
    ),
  }),
  "a button in a message": (who) =>
    act(who, {
      response_url: slack.responseUrl,
      container: { type: "message", channel_id: "D1" },
      channel: { id: "D1", name: "directmessage" },
      actions: [button(token(take(), who))],
    }),
  "a button in a modal": (who) =>
    act(who, {
      ...inView({ id: "V1", type: "modal", private_metadata: metadata(who) }),
      actions: [button(token(take(), who))],
    }),
  "a button in the App Home": (who) =>
    act(who, { ...inView({ id: "H1", type: "home" }), actions: [button(token(take(), who))] }),
  "a form sent off": (who) =>
    ({
      type: "form",
      raw: interactive({
        type: "view_submission",
        team: { id: slack.team },
        user: user(who),
        view: {
          id: "V1",
          type: "modal",
          callback_id: "todoke:form",
          private_metadata: metadata(who),
          state: filled,
          app_installed_team_id: slack.team,
        },
      }),
    }) as const,
  "a choice in a form": (who) =>
    act(who, {
      ...inView({ id: "V1", type: "modal", private_metadata: metadata(who), state: filled }),
      actions: [{ type: "static_select", action_id: "todoke:input", block_id: at0 }],
    }),
  "a list that fills itself": (who) => ({
    type: "form",
    raw: interactive({
      type: "block_suggestion",
      team: { id: slack.team },
      user: user(who),
      action_id: "todoke:input",
      block_id: blockId(0, { name: "case", kind: "pick", values: [] }),
      value: ref.slice(0, 4),
      ...inView({
        id: "V1",
        type: "modal",
        private_metadata: tokens.make(
          {
            run: "case note",
            only: `${who.team}/${who.id}`,
            more: JSON.stringify({ channel: "D1", fields: [{ name: "case", kind: "pick", values: [] }] }),
          },
          new Date(),
        ),
      }),
    }),
  }),
  "a message shortcut": (who) => ({
    type: "form",
    raw: interactive({
      type: "message_action",
      callback_id: "todoke:add",
      trigger_id: trigger_id(),
      team: { id: slack.team },
      user: user(who),
      channel: { id: "D1", name: "directmessage" },
      message: { ts: "1795300000.0001", text: "hello" },
    }),
  }),
  "a mention": (who) =>
    event(who, {
      type: "app_mention",
      channel: slack.channel("desk"),
      text: `<@${slack.user("todoke")}> ${take()}`,
    }),
  "a mention in a thread": (who) =>
    event(who, {
      type: "app_mention",
      channel: slack.channel("desk"),
      thread_ts: "1.0",
      text: `<@${slack.user("todoke")}> ${take()}`,
    }),
  "a direct message": (who) => event(who, { type: "message", channel_type: "im", channel: "D1", text: take() }),
};
const names = Object.keys(handlers);

const request = ({ raw, type }: Built, options: SignOptions = {}): Request =>
  signed(raw, new Date(), { type, ...options });
const build = (name: string, who: Who): Built => {
  const made = handlers[name]?.(who);
  if (made === undefined) throw new Error(name);
  return made;
};
const here = (name: string, team = slack.team): Who => ({ id: slack.user(name), team });

/** No word of the case in anything that left us, and nothing at all in a room. */
function silent(): void {
  const out = [...sent, ...slack.calls.map((c) => decodeURIComponent(c.raw.replaceAll("+", " ")))].join("\n");
  expect(out).not.toContain(canary);
  expect(
    slack.calls.filter((c) => c.method === "chat.postMessage" && c.body["channel"] === slack.channel("desk")),
  ).toEqual([]);
  const logged = adapter.logged();
  for (const word of [canary, "written by nobody", slack.responseUrl, "xoxb-"]) expect(logged).not.toContain(word);
}

async function nothing(run: () => Promise<unknown>): Promise<void> {
  const before = await world();
  await run();
  await settled();
  expect(await world()).toEqual(before);
  silent();
}

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
      expect((await send(request(build(name, { id: "U0GUEST", team: slack.team })))).status).toBe(200),
    ));

  test("of somebody who left after the button or view was made", async () => {
    await t.done("member add gone coordinator");
    await t.done(`member link gone slack:${slack.team}:U0GONE`);
    const made = build(name, { id: "U0GONE", team: slack.team });
    await t.done("member remove gone");
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
    const after = await world();
    // As they stand, these requests do take effect: what the others lack is what stops them.
    expect([name, after?.["notes"]]).toEqual([name, (before?.["notes"] ?? 0) + 1]);
    await send(request(one, { stamp }));
    await send(request(one, { stamp: stamp - 1, headers: { "x-slack-retry-num": "1" } }));
    await settled();
    expect([name, await world()]).toEqual([name, after]);
  }
});

test("tokens that were changed, are old, stand in for one another, or are another person's", () =>
  nothing(async () => {
    const me = here("hana");
    const value = token(take(), me);
    const monthAgo = new Date(Date.now() - 31 * 86_400_000);
    const bad = [
      `${value.slice(0, 20)}${value[20] === "A" ? "B" : "A"}${value.slice(21)}`,
      tokens.make({ run: take(), only: `${me.team}/${me.id}` }, monthAgo),
      token(take(), here("kenji")),
      take(),
      JSON.stringify({ run: take() }),
      "x".repeat(2000),
    ];
    for (const v of bad) {
      for (const where of [
        { container: { type: "message", channel_id: "D1" }, channel: { id: "D1" } },
        inView({ id: "H1", type: "home" }),
      ])
        await send(request(act(me, { ...where, response_url: slack.responseUrl, actions: [button(v)] })));
      const view = { id: "V1", type: "modal", callback_id: "todoke:form", private_metadata: v, state: filled };
      await send(
        request({
          type: "form",
          raw: interactive({ type: "view_submission", team: { id: slack.team }, user: user(me), view }),
        }),
      );
    }
    // Whole and fresh, but made for somebody else: as another person's view, and as the same person's in another workspace.
    for (const whose of [here("kenji"), here("hana", "T0OTHER")]) {
      const view = {
        id: "V1",
        type: "modal",
        callback_id: "todoke:form",
        private_metadata: metadata(whose),
        state: filled,
      };
      await send(request({ type: "form", raw: interactive({ type: "view_submission", user: user(me), view }) }));
    }
    // A button's value is no view, and a view's token that is pressed only asks for its form.
    const swapped = { id: "V1", type: "modal", callback_id: "todoke:form", private_metadata: value, state: filled };
    await send(request({ type: "form", raw: interactive({ type: "view_submission", user: user(me), view: swapped }) }));
    await send(
      request(
        act(me, { ...inView({ id: "H1", type: "home" }), actions: [button(token(`case note ${ref}`, here("kenji")))] }),
      ),
    );
  }));

test("a form's fields and options are its own: other places, other lists, names of the language", () =>
  nothing(async () => {
    const me = here("hana");
    const forged: unknown[] = [
      { "todoke:7": { "todoke:input": { type: "plain_text_input", value: "written by nobody" } } },
      { __proto__: { "todoke:input": { value: "x" } }, constructor: { prototype: 1 } },
      { [at0]: { "todoke:input": { type: "plain_text_input", value: 7 } } },
      { [at0]: null },
      [],
      "text",
      7,
    ];
    for (const values of forged) {
      const view = {
        id: "V1",
        type: "modal",
        callback_id: "todoke:form",
        private_metadata: metadata(me),
        state: { values },
      };
      const body = { type: "view_submission", team: { id: slack.team }, user: user(me), view };
      expect((await send(request({ type: "form", raw: interactive(body) }))).status).toBe(200);
    }
    const kinds = [
      { name: "__proto__", kind: "constructor", values: [] },
      { name: "text", kind: "toString", values: [] },
    ];
    const view = {
      id: "V1",
      type: "modal",
      callback_id: "todoke:form",
      private_metadata: metadata(me, kinds),
      state: filled,
    };
    await send(request({ type: "form", raw: interactive({ type: "view_submission", user: user(me), view }) }));
  }));

test("bots, our own words, edits and deletions are not commands", () =>
  nothing(async () => {
    const me = here("hana");
    const said = { type: "message", channel_type: "im", channel: "D1", text: take() };
    for (const over of [
      { bot_id: "B1" },
      { user: slack.user("todoke") },
      { subtype: "message_changed" },
      { subtype: "message_deleted" },
      { channel_type: "channel" },
    ])
      await send(request(event(me, { ...said, ...over })));
  }));

describe("in a room that is not the desk's", () => {
  const room = () => ({ channel_id: slack.channel("vendor-suisui"), channel_name: "privategroup" });

  test("a form, its lists and its answer name no case, whatever channel the request claims later", async () => {
    let view: OpenView = await hana.slash("case take", room());
    expect(viewText(view.view)).toContain("Case take");
    const options = await hana.suggest(view, "Report or case", ref.slice(0, 5));
    expect(options).toHaveLength(1);
    expect(options.join()).not.toContain(canary);
    // The place is sealed in the view: a channel that is put beside it changes nothing.
    const claimed = { ...view, view: { ...view.view, channel: { id: "D1" }, channel_id: "D1" } };
    expect((await hana.suggest(claimed, "Report or case", ref.slice(0, 5))).join()).not.toContain(canary);
    view = await hana.slash(`case note ${ref}`, room());
    expect(viewText(view.view)).not.toContain(canary);
    const refused = await hana.slash("score cvss", room());
    expect(viewText(refused.view)).toContain("not answered in this room");
    await settled();
    silent();
  });

  test("what one person picks from is no choice of another's", async () => {
    const view = await hana.slash("case take", direct);
    const [mine = ""] = await hana.suggest(view, "Report or case", ref);
    const kenji = modalsOf(slack, send, here("kenji"));
    const theirs = await kenji.slash("case take", direct);
    const before = await world();
    const wrong = await kenji.submit(theirs, { "Report or case": mine });
    expect(Object.keys(wrong.errors)).toHaveLength(1);
    expect(await world()).toEqual(before);
  });
});

test("a room that was unbound between the form and its sending says where to go on, and shows nothing", async () => {
  const place = { kind: "room", platform: "slack", tenant: slack.team, channel: slack.channel("desk") } as const;
  await t.database.owner()`
    insert into rooms (platform, tenant, channel, audience, bound_by, bound_at)
    values ('slack', ${place.tenant}, ${place.channel}, 'desk', 1, now())`;
  const view = await hana.slash("score cvss", { channel_id: place.channel, channel_name: "desk" });
  expect(viewText(view.view)).toContain("CVSS version");
  await t.done("room unbind", { place });
  const before = await world();
  const chosen = Object.fromEntries(
    ["Vector", "Complexity", "Privileges", "Interaction", "Scope", "Confidentiality", "Integrity", "Availability"].map(
      (label, i) => [label, ["N  ", "L  ", "N  ", "N  ", "U  ", "H  ", "H  ", "H  "][i] ?? ""],
    ),
  );
  const answer = await hana.submit(view, chosen);
  expect(answer.text).toContain("not answered in this room");
  expect(answer.text).not.toContain(canary);
  expect(await world()).toEqual(before);
});

test("bodies that are too large, too deep, or of a kind that Slack does not send", () =>
  nothing(async () => {
    const big = form(payloads.slash(slack, `case note ${ref} ${"x".repeat(1_500_000)}`));
    expect((await send(signed(big, new Date()))).status).toBe(413);
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    expect((await send(signed(`{"a":${deep}}`, new Date(), { type: "json" }))).status).toBe(200);
    const odd = signed("<xml/>", new Date());
    odd.headers.set("content-type", "text/xml");
    expect((await send(odd)).status).toBe(415);
  }));
