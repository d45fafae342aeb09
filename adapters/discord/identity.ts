import { type REST, Routes } from "discord.js";
import { text } from "./payload.ts";

/** Our bot's user id, asked for until Discord has said it once. Needed also where another process holds the connection. */
export type Identity = () => Promise<string | undefined>;

export function createIdentity(rest: REST, heard: () => string | undefined): Identity {
  let known: string | undefined;
  return async () => {
    known ??= heard() ?? text(await rest.get(Routes.user()), "id");
    return known;
  };
}
