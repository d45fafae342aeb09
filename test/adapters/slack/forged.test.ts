import { describe, expect, test } from "vitest";
import { slackCorpus } from "../../support/slack-corpus.ts";
import { tokens } from "../../support/slack-desk.ts";
import { modalsOf, viewText } from "../../support/slack-modal.ts";
import { interactive } from "../../support/slack-payloads.ts";
import type { OpenView } from "../../support/slack-views.ts";

const c = slackCorpus();
const {
  direct,
  at0,
  filled,
  here,
  token,
  take,
  metadata,
  act,
  button,
  inView,
  user,
  request,
  send,
  settled,
  world,
  nothing,
  silent,
  canary,
} = c;

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
        await send(request(act(me, { ...where, response_url: c.slack.responseUrl, actions: [button(v)] })));
      const view = { id: "V1", type: "modal", callback_id: "todoke:form", private_metadata: v, state: filled };
      await send(
        request({
          type: "form",
          raw: interactive({ type: "view_submission", team: { id: c.slack.team }, user: user(me), view }),
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
        act(me, {
          ...inView({ id: "H1", type: "home" }),
          actions: [button(token(`case note ${c.ref}`, here("kenji")))],
        }),
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
      const body = { type: "view_submission", team: { id: c.slack.team }, user: user(me), view };
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

describe("in a room that is not the desk's", () => {
  const room = () => ({ channel_id: c.slack.channel("vendor-suisui"), channel_name: "privategroup" });

  test("a form, its lists and its answer name no case, whatever channel the request claims later", async () => {
    let view: OpenView = await c.hana.slash("case take", room());
    expect(viewText(view.view)).toContain("Case take");
    const options = await c.hana.suggest(view, "Report or case", c.ref.slice(0, 5));
    expect(options).toHaveLength(1);
    expect(options.join()).not.toContain(canary);
    // The place is sealed in the view: a channel that is put beside it changes nothing.
    const claimed = { ...view, view: { ...view.view, channel: { id: "D1" }, channel_id: "D1" } };
    expect((await c.hana.suggest(claimed, "Report or case", c.ref.slice(0, 5))).join()).not.toContain(canary);
    view = await c.hana.slash(`case note ${c.ref}`, room());
    expect(viewText(view.view)).not.toContain(canary);
    const refused = await c.hana.slash("score cvss", room());
    expect(viewText(refused.view)).toContain("not answered in this room");
    await settled();
    silent();
  });

  test("what one person picks from is no choice of another's", async () => {
    const view = await c.hana.slash("case take", direct);
    const [mine = ""] = await c.hana.suggest(view, "Report or case", c.ref);
    const kenji = modalsOf(c.slack, send, here("kenji"));
    const theirs = await kenji.slash("case take", direct);
    const before = await world();
    const wrong = await kenji.submit(theirs, { "Report or case": mine });
    expect(Object.keys(wrong.errors)).toHaveLength(1);
    expect(await world()).toEqual(before);
  });
});

test("a room that was unbound between the form and its sending says where to go on, and shows nothing", async () => {
  const place = { kind: "room", platform: "slack", tenant: c.slack.team, channel: c.slack.channel("desk") } as const;
  await c.t.database.owner()`
    insert into rooms (platform, tenant, channel, audience, bound_by, bound_at)
    values ('slack', ${place.tenant}, ${place.channel}, 'desk', 1, now())`;
  const view = await c.hana.slash("score cvss", { channel_id: place.channel, channel_name: "desk" });
  expect(viewText(view.view)).toContain("CVSS version");
  await c.t.done("room unbind", { place });
  const before = await world();
  const chosen = Object.fromEntries(
    ["Vector", "Complexity", "Privileges", "Interaction", "Scope", "Confidentiality", "Integrity", "Availability"].map(
      (label, i) => [label, ["N  ", "L  ", "N  ", "N  ", "U  ", "H  ", "H  ", "H  "][i] ?? ""],
    ),
  );
  const answer = await c.hana.submit(view, chosen);
  expect(answer.text).toContain("not answered in this room");
  expect(answer.text).not.toContain(canary);
  expect(await world()).toEqual(before);
});
