import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { blockId } from "../../adapters/slack/inputs.ts";
import { createDispatch } from "../../commands/dispatch.ts";
import { createForms } from "../../commands/forms.ts";
import { createHome } from "../../commands/home.ts";
import { type TestDesk, testDesk } from "./desk.ts";
import { type FakeSlack, startSlack } from "./slack.ts";
import { createDesk, type Desk, tokens } from "./slack-desk.ts";
import { modalsOf } from "./slack-modal.ts";
import { form, interactive, payloads, type SignOptions, signed } from "./slack-payloads.ts";
export type Built = { readonly raw: string; readonly type: "form" | "json" };

/**
 * Requests that must have no effect, against every listener of the real adapter on the real core: nothing changes, nobody else
 * hears anything, and no word of a case is said.
 */
export function slackCorpus() {
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
        select (select count(*)::int from audit where action <> 'account.refused') as audit, (select count(*)::int from notes) as notes,
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
  return {
    names,
    direct,
    at0,
    filled,
    build,
    here,
    token,
    take,
    metadata,
    act,
    event,
    button,
    inView,
    user,
    request,
    send,
    settled,
    world,
    nothing,
    silent,
    get t() {
      return t;
    },
    get slack() {
      return slack;
    },
    get hana() {
      return hana;
    },
    get ref() {
      return ref;
    },
    canary,
  };
}
