import type { FakeSlack } from "./slack.ts";
import { textsOf } from "./slack-desk.ts";
import { form, interactive, payloads, signed } from "./slack-payloads.ts";
import { hashOf, type Json, type OpenView } from "./slack-views.ts";

/** How a request reaches the desk and what it answers at once. */
export type Send = (request: Request) => Promise<Response>;

type Element = Json & { readonly type: string };
interface Input {
  readonly block_id: string;
  readonly label: string;
  readonly element: Element;
}

const obj = (v: unknown): Json => (typeof v === "object" && v !== null ? (v as Json) : {});
const arr = (v: unknown): readonly Json[] => (Array.isArray(v) ? v : []);
const str = (v: unknown): string => (typeof v === "string" ? v : "");

/** All that a view says, one text a line. */
export const viewText = (view: Json): string =>
  textsOf(view)
    .map((t) => t.text)
    .join("\n");

const inputsOf = (view: Json): Input[] =>
  arr(view["blocks"])
    .filter((b) => b["type"] === "input")
    .map((b) => ({
      block_id: str(b["block_id"]),
      label: str(obj(b["label"])["text"]),
      element: obj(b["element"]) as Element,
    }));

const optionOf = (element: Element, words: string): Json => {
  const found = arr(element["options"]).find((o) => str(obj(o["text"])["text"]).includes(words));
  if (found === undefined) throw new Error(`there is no option ${words}`);
  return found;
};

/** Type of an input → its state when a person puts `words` in, or leaves what it began with (undefined). */
const states: Readonly<Record<string, (e: Element, words: string | undefined) => Json>> = {
  plain_text_input: (e, w) => ({ value: w ?? e["initial_value"] ?? null }),
  number_input: (e, w) => ({ value: w ?? e["initial_value"] ?? null }),
  static_select: (e, w) => ({ selected_option: w === undefined ? (e["initial_option"] ?? null) : optionOf(e, w) }),
  checkboxes: (e, w) => ({
    selected_options: w === undefined ? (e["initial_options"] ?? []) : w.split("|").map((x) => optionOf(e, x)),
  }),
  // `words` is the option as block_suggestion gave it.
  external_select: (e, w) => ({ selected_option: w === undefined ? (e["initial_option"] ?? null) : JSON.parse(w) }),
  users_select: (e, w) => ({ selected_user: w ?? e["initial_user"] ?? null }),
  multi_users_select: (e, w) => ({ selected_users: w?.split(",") ?? e["initial_users"] ?? [] }),
  datetimepicker: (e, w) => ({
    selected_date_time: w === undefined ? (e["initial_date_time"] ?? null) : Date.parse(w) / 1000,
  }),
};

export type Filling = Readonly<Record<string, string>>;

/** `view.state.values` when a person fills in these, by a part of their labels. */
function stateOf(view: Json, filling: Filling): Json {
  const used = new Set<string>();
  const values = Object.fromEntries(
    inputsOf(view).map(({ block_id, label, element }) => {
      const name = Object.keys(filling).find((n) => label.includes(n));
      if (name !== undefined) used.add(name);
      const words = name === undefined ? undefined : filling[name];
      const state = states[element.type]?.(element, words);
      return [block_id, { [str(element["action_id"])]: { type: element.type, ...state } }];
    }),
  );
  const unknown = Object.keys(filling).filter((n) => !used.has(n));
  if (unknown.length > 0) throw new Error(`no field is called ${unknown.join(", ")}: ${viewText(view)}`);
  return values;
}

export interface Person {
  readonly id: string;
  readonly team: string;
}

let presses = 0;
const trigger = (): string => `${Date.now()}.${++presses}.person`;

/** Somebody with a phone: opens, fills in, chooses, presses and sends off views the way Slack's clients do. */
export function modalsOf(slack: FakeSlack, send: Send, who: Person = { id: slack.user("hana"), team: slack.team }) {
  const user = { id: who.id, username: "somebody", team_id: who.team };
  const post = (payload: unknown): Promise<Response> => send(signed(interactive(payload), new Date()));
  const base = { team: { id: slack.team, domain: "desk" }, user, api_app_id: "A1", token: "legacy" };

  /** The view that a trigger opens, once it is more than the words that say "one moment". */
  const opened = async (act: () => Promise<unknown>): Promise<OpenView> => {
    const before = new Set(slack.views.views.keys());
    await act();
    return slack.until(() => [...slack.views.views.values()].find((v) => !before.has(v.id) && v.drawn > 1));
  };

  const payload = (view: OpenView, filling: Filling) => ({
    ...view.view,
    id: view.id,
    hash: hashOf(view),
    app_installed_team_id: slack.team,
    state: { values: stateOf(view.view, filling) },
  });

  const redrawn = async (view: OpenView, act: () => Promise<unknown>): Promise<OpenView> => {
    await act();
    return slack.until(() => {
      const now = slack.views.views.get(view.id);
      return now !== undefined && now.drawn > view.drawn ? now : undefined;
    });
  };

  const chosen = (view: OpenView, filling: Filling): unknown => {
    const [block] = inputsOf(view.view).filter((i) => Object.keys(filling).some((n) => i.label.includes(n)));
    return {
      ...base,
      type: "block_actions",
      trigger_id: trigger(),
      container: { type: "view", view_id: view.id },
      view: payload(view, filling),
      actions: [{ type: block?.element.type, action_id: "todoke:input", block_id: block?.block_id }],
    };
  };

  return {
    opened,
    /** Types a slash command that opens a form. */
    slash: (text: string, over: Readonly<Record<string, string>> = {}) =>
      opened(() =>
        send(
          signed(
            form(payloads.slash(slack, text, { user_id: who.id, team_id: who.team, trigger_id: trigger(), ...over })),
            new Date(),
          ),
        ),
      ),
    /** Presses a button of a message; the form or nothing opens. */
    press: (value: string, over: Readonly<Record<string, unknown>> = {}) =>
      opened(() => post({ ...payloads.press(slack, value, over), user, trigger_id: trigger() })),
    /** Chooses something that other fields depend on. */
    choose: (view: OpenView, filling: Filling): Promise<OpenView> => redrawn(view, () => post(chosen(view, filling))),
    /** The same, told by Slack when the view has gone on. */
    chooseLate: (view: OpenView, filling: Filling): Promise<unknown> => post(chosen(view, filling)),
    /** What is offered while one types into the field with this label: whole options, as JSON. */
    async suggest(view: OpenView, label: string, query: string): Promise<string[]> {
      const input = inputsOf(view.view).find((i) => i.label.includes(label));
      const response = await post({
        ...base,
        type: "block_suggestion",
        action_id: input?.element["action_id"],
        block_id: input?.block_id,
        value: query,
        container: { type: "view", view_id: view.id },
        view: payload(view, {}),
      });
      return arr(obj(await response.json())["options"]).map((o) => JSON.stringify(o));
    },
    /** Sends a form off. The view that comes in its place, or the words at its fields. */
    async submit(view: OpenView, filling: Filling = {}): Promise<{ text: string; errors: Json; view: OpenView }> {
      const response = await post({
        ...base,
        type: "view_submission",
        trigger_id: trigger(),
        view: payload(view, filling),
      });
      const said = obj(await response.json().catch(() => ({})));
      const errors = obj(said["errors"]);
      const next =
        said["view"] === undefined
          ? view
          : { id: view.id, view: obj(said["view"]), drawn: (slack.views.views.get(view.id)?.drawn ?? view.drawn) + 1 };
      if (next !== view) slack.views.views.set(view.id, next);
      return { text: viewText(next.view), errors, view: next };
    },
    /** Presses a button inside a view; it is drawn anew. */
    pressIn: (view: OpenView, label: string): Promise<OpenView> =>
      redrawn(view, () => post(pressed(view, label, base))),
    /** Presses a button of the App Home; a view opens. */
    pressHome: (label: string): Promise<OpenView> => {
      const home = slack.views.homes.get(who.id);
      if (home === undefined) throw new Error("nobody drew a home");
      return opened(() => post(pressed({ id: `H${who.id}`, view: home, drawn: 1 }, label, base)));
    },
  };
}

const pressed = (view: OpenView, label: string, base: Json): unknown => {
  const buttons = arr(view.view["blocks"]).flatMap((b) => (b["type"] === "actions" ? arr(b["elements"]) : []));
  const found = buttons.find((b) => str(obj(b["text"])["text"]).includes(label));
  if (found === undefined) throw new Error(`there is no button ${label}: ${viewText(view.view)}`);
  return {
    ...base,
    type: "block_actions",
    trigger_id: trigger(),
    container: { type: "view", view_id: view.id },
    view: { ...view.view, id: view.id, state: { values: {} } },
    actions: [{ type: "button", action_id: found["action_id"], value: found["value"] }],
  };
};
