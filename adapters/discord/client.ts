import { Client, GatewayIntentBits } from "discord.js";
import type { Door } from "./egress.ts";

/** No privileged one: mentions of us and direct messages bring their words without (platforms.md B.2). */
const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];

/** One attempt, a time limit, no waiting inside: the queue alone repeats (ADR 0007). */
export const createClient = (apiUrl: string, door: Door, timeoutMs: number): Client =>
  new Client({
    intents,
    allowedMentions: { parse: [] },
    rest: {
      api: apiUrl,
      version: "10",
      retries: 0,
      timeout: timeoutMs,
      rejectOnRateLimit: () => true,
      makeRequest: door.makeRequest,
    },
  });
