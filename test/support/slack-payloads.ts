import { createHmac } from "node:crypto";
import { type FakeSlack, signingSecret } from "./slack.ts";

export interface SignOptions {
  readonly secret?: string;
  /** Seconds since 1970. */
  readonly stamp?: number;
  readonly type?: "form" | "json";
  readonly headers?: Readonly<Record<string, string>>;
}

const types = { form: "application/x-www-form-urlencoded", json: "application/json" } as const;

/** A request as Slack signs it. */
export function signed(raw: string, now: Date, options: SignOptions = {}): Request {
  const { secret = signingSecret, stamp = Math.floor(now.getTime() / 1000), type = "form", headers = {} } = options;
  const signature = createHmac("sha256", secret).update(`v0:${stamp}:${raw}`).digest("hex");
  return new Request("http://desk.example/slack/events", {
    method: "POST",
    headers: {
      "content-type": types[type],
      "x-slack-request-timestamp": String(stamp),
      "x-slack-signature": `v0=${signature}`,
      ...headers,
    },
    body: raw,
  });
}

let requests = 0;
const trigger = (): string => `${Date.now()}.${++requests}.abcdef`;

/** Payloads as Slack sends them, with the fields that matter and a few that must not. */
export const payloads = {
  slash: (slack: FakeSlack, text: string, over: Record<string, string> = {}) => ({
    token: "legacy",
    team_id: slack.team,
    team_domain: "desk",
    channel_id: slack.channel("desk"),
    channel_name: "desk",
    user_id: slack.user("hana"),
    user_name: "hana",
    command: "/todoke",
    text,
    api_app_id: "A1",
    is_enterprise_install: "false",
    response_url: slack.responseUrl,
    trigger_id: trigger(),
    ...over,
  }),
  press: (slack: FakeSlack, value: string, over: Record<string, unknown> = {}) => ({
    type: "block_actions",
    team: { id: slack.team, domain: "desk" },
    user: { id: slack.user("hana"), username: "hana", team_id: slack.team },
    api_app_id: "A1",
    token: "legacy",
    trigger_id: trigger(),
    response_url: slack.responseUrl,
    container: { type: "message", message_ts: "1.1", channel_id: slack.channel("desk") },
    channel: { id: slack.channel("desk"), name: "desk" },
    message: { ts: "1.1", text: "card" },
    actions: [{ type: "button", action_id: "todoke:0", block_id: "b", value, action_ts: "1.1" }],
    ...over,
  }),
  event: (slack: FakeSlack, event: Record<string, unknown>, over: Record<string, unknown> = {}) => ({
    token: "legacy",
    team_id: slack.team,
    context_team_id: slack.team,
    api_app_id: "A1",
    type: "event_callback",
    event_id: `Ev${++requests}`,
    event_time: 1,
    is_ext_shared_channel: false,
    authorizations: [{ team_id: slack.team, user_id: slack.user("todoke"), is_bot: true }],
    event: { user: slack.user("hana"), team: slack.team, ts: "1.1", ...event },
    ...over,
  }),
};

export const form = (payload: Readonly<Record<string, string>>): string => new URLSearchParams(payload).toString();
export const interactive = (payload: unknown): string => form({ payload: JSON.stringify(payload) });
