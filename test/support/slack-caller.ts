import type { FakeSlack } from "./slack.ts";
import { textsOf } from "./slack-desk.ts";
import { form, interactive, payloads, signed } from "./slack-payloads.ts";

type Call = FakeSlack["calls"][number];
type Over = Readonly<Record<string, string>>;

/** A person at Slack, before a desk that runs: types and presses the way Slack sends it, and reads what comes back. */
export interface Caller {
  /** Types `/todoke …` in a channel, as Hana in #desk unless told. */
  slash(text: string, over?: Over): Promise<string>;
  /** Presses a button of a message, in the direct messages or the channel where it stands. */
  press(value: string, channel: string): Promise<string>;
}

/** All texts of a message or answer, one a line. */
export const reading = (json: string): string => {
  const message: unknown = JSON.parse(json);
  return textsOf({ type: "message", ...(typeof message === "object" && message) })
    .map((t) => t.text)
    .join("\n");
};

/** The texts of something that was posted. */
export const posted = ({ body }: Call): string =>
  reading(JSON.stringify({ ...body, blocks: blocksOf(body["blocks"]) }));

const blocksOf = (json: string | undefined): unknown => JSON.parse(json ?? "[]");

/** The value behind the button that says this. */
export function button(blocks: string | undefined, label: string): string {
  for (const block of Array.of(blocksOf(blocks)).flat()) {
    const elements = block !== null && typeof block === "object" && "elements" in block ? block.elements : [];
    for (const e of Array.isArray(elements) ? elements : []) if (e?.text?.text === label) return String(e.value);
  }
  throw new Error(`there is no button ${label}`);
}

/** The answer to a command that took longer than Slack waits comes through its response_url. */
const whole = async (slack: FakeSlack, first: string): Promise<string> =>
  first.startsWith("Working on it") ? reading((await slack.next("response")).raw) : first;

/** Sends a signed request to a desk that runs. */
export async function knock(url: string, request: Request): Promise<Response> {
  const { method, headers } = request;
  return await fetch(`${url}/slack/events`, { method, headers, body: await request.arrayBuffer() });
}

const pressed = (slack: FakeSlack, value: string, channel: string) =>
  payloads.press(slack, value, {
    channel: { id: channel, name: channel.startsWith("D") ? "directmessage" : "desk" },
    container: { type: "message", message_ts: "1.1", channel_id: channel },
  });

export const overHttp = (slack: FakeSlack, url: string): Caller => ({
  async slash(text, over) {
    const response = await knock(url, signed(form(payloads.slash(slack, text, over)), new Date()));
    if (response.status !== 200) throw new Error(`${text}: HTTP ${response.status}`);
    return await whole(slack, reading(await response.text()));
  },
  async press(value, channel) {
    const response = await knock(url, signed(interactive(pressed(slack, value, channel)), new Date()));
    if (response.status !== 200) throw new Error(`a press: HTTP ${response.status}`);
    return await whole(slack, reading((await slack.next("response")).raw));
  },
});

export const overSocket = (slack: FakeSlack): Caller => ({
  async slash(text, over) {
    const answer = await slack.envelope("slash_commands", payloads.slash(slack, text, over));
    return await whole(slack, reading(JSON.stringify(answer)));
  },
  async press(value, channel) {
    await slack.envelope("interactive", pressed(slack, value, channel));
    return await whole(slack, reading((await slack.next("response")).raw));
  },
});

/** The next message of ours in a channel after those that were already taken. */
export async function nextIn(slack: FakeSlack, channel: string): Promise<Call> {
  for (;;) {
    const call = await slack.next("chat.postMessage");
    if (call.body["channel"] === channel) return call;
  }
}
