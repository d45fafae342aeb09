import { DiscordAPIError, HTTPError } from "discord.js";

/** The system's code of a failed connection, wherever `fetch` wrapped it. */
export function networkCode(error: unknown): string | undefined {
  let e = error;
  for (let depth = 0; e instanceof Error && depth < 5; e = e.cause, depth += 1) {
    if ("code" in e && typeof e.code === "string") return e.code;
  }
  return undefined;
}

/** What of an error may be logged: never its message, address or body, since discord.js puts tokens and texts there. */
export function describe(error: unknown): Record<string, unknown> {
  if (error instanceof DiscordAPIError) return { error: error.name, code: error.code, status: error.status };
  if (error instanceof HTTPError) return { error: error.name, status: error.status };
  if (!(error instanceof Error)) return { error: typeof error };
  return { error: error.name, code: networkCode(error) };
}

/** The code that says most about a failed call: Discord's own, the status, or the system's. */
export function whyOf(error: unknown): string {
  const fault = describe(error);
  const isCode = error instanceof DiscordAPIError && error.code !== 0 && error.status !== 401;
  return String((isCode ? error.code : (fault["status"] ?? fault["code"])) ?? "no answer");
}
