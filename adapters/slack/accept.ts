import type { App } from "@slack/bolt";
import type { Logger } from "pino";
import { describe } from "./log.ts";

type ReceiverEvent = Parameters<App["processEvent"]>[0];

/**
 * Hands one genuine body to Bolt and acknowledges it exactly once, whatever comes of it: Slack repeats what is not
 * acknowledged and tells the person that we failed.
 */
export async function accept(app: App, event: ReceiverEvent, log: Logger): Promise<void> {
  let acknowledged = false;
  const ack = async (body?: unknown): Promise<void> => {
    if (acknowledged) return;
    acknowledged = true;
    await event.ack(body);
  };
  try {
    await app.processEvent({ ...event, ack });
  } catch (error) {
    log.error(describe(error), "Bolt could not process a request");
  }
  await ack().catch((error: unknown) => log.warn(describe(error), "an acknowledgement did not reach Slack"));
}
