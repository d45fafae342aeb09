import { type Logger as SdkLogger, webApi } from "@slack/bolt";
import type { Door } from "./egress.ts";

/**
 * How every Web API client of ours is set (guarantees.md K3): one attempt, a time limit, no waiting inside. The queue
 * alone repeats. A new object each time, because the SDK writes into it.
 */
export const clientOptions = (apiUrl: string, door: Door, logger: SdkLogger, timeoutMs: number) =>
  ({
    slackApiUrl: apiUrl,
    fetch: door.fetch,
    logger,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // The SDK's own queue would run a call in another call's context, and the door looks at the context.
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
  }) satisfies webApi.WebClientOptions;

export const createClient = (token: string, options: webApi.WebClientOptions): webApi.WebClient =>
  new webApi.WebClient(token, options);
