import type { FakeSlack } from "./slack.ts";
import { button, knock, posted, reading } from "./slack-caller.ts";
import { modalsOf } from "./slack-modal.ts";
import { interactive, payloads, signed } from "./slack-payloads.ts";
import type { Actor, Ears } from "./vendor-play.ts";

type Call = FakeSlack["calls"][number];

/** Calls that one person alone sees the effect of. */
const alone = ["response", "views.open", "views.update", "chat.postEphemeral"];

/** A vendor's workspace and its one person, in a channel that is shared with us. */
export interface Guest {
  readonly name: string;
  readonly id: string;
  readonly team: string;
  readonly channel: string;
}

/** Calls that somebody was seen to cause. */
const caused = new WeakSet<Call>();

/** Does something; each call is taken that came of it and that one person alone sees the effect of. */
export async function listening<T>(slack: FakeSlack, act: () => Promise<T>, take: (call: Call) => void): Promise<T> {
  const from = slack.calls.length;
  const came = await act();
  for (const call of slack.calls.slice(from).filter((c) => alone.includes(c.method))) {
    caused.add(call);
    take(call);
  }
  return came;
}

/** Private answers that nobody was seen to cause: they reached we know not whom. */
export const unheard = (slack: FakeSlack): Call[] =>
  slack.calls.filter((c) => alone.includes(c.method) && !caused.has(c));

/** A person of another workspace in a channel: types our name with a line after it, and presses what stands there. */
export function slackActor(slack: FakeSlack, url: string, ears: Ears, { name, id, team, channel }: Guest) {
  const user = { id, username: "somebody", team_id: team };
  const send = async (request: Request): Promise<Response> => {
    const response = await knock(url, request);
    if (response.status !== 200) throw new Error(`${name}: HTTP ${response.status}`);
    const body = await response.clone().text();
    if (body !== "") ears.hear(name, "answer", body);
    return response;
  };
  const modals = modalsOf(slack, send, { id, team });
  const inRoom = (): Call[] => slack.calls.filter((c) => c.body["channel"] === channel);
  const shown = (): Call[] => inRoom().filter((c) => c.method === "chat.postMessage" || c.method === "chat.update");
  const has = (call: Call, label: string): boolean => {
    try {
      return button(call.body["blocks"], label) !== "";
    } catch {
      return false;
    }
  };
  const isCard = ({ body }: Call): boolean =>
    reading(`{"blocks":${body["blocks"] ?? "[]"}}`).includes("from the coordination desk");
  /** The card as it was edited last, and whatever else stands in the room. */
  const standing = (): Call[] => {
    const card = shown().filter(isCard).at(-1);
    const rest = shown().filter((c) => c.method === "chat.postMessage" && !isCard(c));
    return [...(card === undefined ? [] : [card]), ...rest.toReversed()];
  };
  const value = (label: string): string => {
    const found = standing().find((c) => has(c, label));
    if (found === undefined) throw new Error(`${name} sees no ${label}: ${standing().map(posted).join("\n")}`);
    return button(found.body["blocks"], label);
  };
  const at = (where: string) => ({
    user,
    channel: { id: where, name: "privategroup" },
    container: { type: "message", message_ts: "1.1", channel_id: where },
  });

  const hearing = <T>(act: () => Promise<T>): Promise<T> =>
    listening(slack, act, ({ method, raw, body }) =>
      ears.hear(name, method.startsWith("views.") ? "form" : "answer", raw + JSON.stringify(body)),
    );
  const response = async (): Promise<string> => {
    const first = reading((await slack.next("response")).raw);
    return first.startsWith("Working on it") ? reading((await slack.next("response")).raw) : first;
  };
  const pressValue = (token: string, where = channel): Promise<string> =>
    hearing(async () => {
      await send(signed(interactive(payloads.press(slack, token, at(where))), new Date()));
      return await response();
    });

  const actor: Actor = {
    name,
    link: (code) => actor.say(`reply link ${code}`),
    press: (label) => pressValue(value(label)),
    fill: (label, filling) =>
      hearing(async () => {
        const view = await modals.press(value(label), at(channel));
        const { text, errors } = await modals.submit(view, filling);
        return text + JSON.stringify(errors);
      }),
    say: (line) =>
      hearing(async () => {
        const text = `<@${slack.user("todoke")}> ${line}`;
        const event = { type: "app_mention", channel, text, user: id, team, user_team: team };
        const raw = JSON.stringify(payloads.event(slack, event, { is_ext_shared_channel: true }));
        await send(signed(raw, new Date(), { type: "json" }));
        return posted(await slack.next("chat.postEphemeral"));
      }),
    sees: (label) => slack.until(() => standing().some((c) => has(c, label)) || undefined),
    messages: () => inRoom().filter((c) => c.method === "chat.postMessage").length,
  };
  return {
    ...actor,
    tenant: team,
    account: id,
    value,
    pressValue,
    /** All that was written into the room. */
    room: (): string[] => shown().map((c) => c.raw + JSON.stringify(c.body)),
  };
}
