import type { webApi } from "@slack/bolt";
import type { Logger } from "pino";
import { backoff, pause } from "../../src/pause.ts";
import { describe } from "./log.ts";

/** Who we are at Slack. Empty until Slack has told us. */
export interface Self {
  /** The workspace that installed us. */
  readonly team?: string | undefined;
  /** Our bot's user id, as it appears in mentions. */
  readonly user?: string | undefined;
}

export interface Identity {
  me(): Self;
  /** Asks until Slack answers. Started at start and not waited for, so that Slack may be down then. */
  learn(signal: AbortSignal): Promise<void>;
}

/** @param known called once, when Slack has told us. */
export function createIdentity(client: webApi.WebClient, log: Logger, pauseMs: number, known: () => void): Identity {
  let self: Self = {};
  return {
    me: () => self,
    async learn(signal) {
      for (let attempt = 0; !signal.aborted; attempt += 1) {
        try {
          const answer = await client.auth.test();
          self = { team: answer.team_id, user: answer.user_id };
          log.info({ team: self.team }, "Slack knows us");
          known();
          return;
        } catch (error) {
          log.warn(describe(error), "Slack did not answer auth.test; asking again");
          await pause(backoff(attempt, pauseMs), signal);
        }
      }
    },
  };
}
