import { createHmac } from "node:crypto";
import { createSlack, type SlackDeps } from "../../adapters/slack/index.ts";
import type { Forms } from "../../commands/contract.ts";
import { ActionTokens } from "../../src/crypto/action-token.ts";
import { createLog } from "../../src/log.ts";

import { signingSecret } from "./slack-secret.ts";
/** The workspace and the desk's room in it, as the loader binds them. */
export const team = "T1";
export const room = "C1";

/** What is measured is a command with all its arguments. */
const noForms: Forms = {
  opens: () => false,
  open: () => Promise.reject(new Error("no form is opened in a measurement")),
  suggest: async () => [],
};

/** Our Slack adapter over HTTP before any dispatch, set as src/main.ts sets it. */
export const slackAdapter = (apiUrl: string, deps: Pick<SlackDeps, "dispatch" | "seen" | "tokens">) =>
  createSlack({
    ...deps,
    forms: noForms,
    home: { opened: async () => {}, draw: () => Promise.reject(new Error("no page is drawn in a measurement")) },
    works: () => {},
    look: async () => {},
    log: createLog("error"),
    now: () => new Date(),
    config: { botToken: "xoxb-local-bench", signingSecret, apiUrl, root: "todoke", locale: "en" },
  });

export const tokensOf = (key: Buffer): ActionTokens => new ActionTokens(key);

let count = 0;

/** A slash command as Slack sends and signs it: body and headers. Each is a new one, to which no replay key exists. */
export function slashCommand(user: string, text: string): { body: string; headers: Record<string, string> } {
  count += 1;
  const body = new URLSearchParams({
    token: "legacy",
    team_id: team,
    team_domain: "desk",
    channel_id: room,
    channel_name: "desk",
    user_id: user,
    user_name: user,
    command: "/todoke",
    text,
    api_app_id: "A1",
    is_enterprise_install: "false",
    response_url: "http://127.0.0.1/response/1",
    trigger_id: `${process.pid}.${Date.now()}.${count}`,
  }).toString();
  const stamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", signingSecret).update(`v0:${stamp}:${body}`).digest("hex");
  return {
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": stamp,
      "x-slack-signature": `v0=${signature}`,
    },
  };
}
