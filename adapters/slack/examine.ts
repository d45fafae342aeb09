import type { Surface } from "../../src/surface.ts";
import { type Auth, judge } from "./doctor.ts";
import type { Door } from "./egress.ts";
import { networkCode, slackCode } from "./log.ts";
import type { Rooms } from "./rooms.ts";
import type { Connected } from "./sockets.ts";

export interface ExamineDeps {
  readonly door: Door;
  /** With its slash. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string | undefined;
  readonly eventsUrl: string;
  readonly root: string;
  readonly hasGroup: boolean;
  readonly rooms: Rooms;
  readonly sockets: () => Connected | undefined;
  readonly heardAt: () => Date | undefined;
  readonly now: () => Date;
}

/** Slack's time, from an answer's header, against ours. */
function ahead(date: string | null, now: Date): number | undefined {
  const theirs = Date.parse(date ?? "");
  return Number.isNaN(theirs) ? undefined : (now.getTime() - theirs) / 1000;
}

/** Looks at the set-up. Asks Slack itself and not through the SDK, which keeps the headers. */
export function createExamine(deps: ExamineDeps): Surface["examine"] {
  const { door, apiUrl, botToken, appToken, eventsUrl, root, hasGroup, rooms, sockets, heardAt, now } = deps;

  async function auth(): Promise<Auth> {
    try {
      const headers = { authorization: `Bearer ${botToken}`, "content-type": "application/x-www-form-urlencoded" };
      const response = await door.fetch(`${apiUrl}auth.test`, { method: "POST", headers, body: "" });
      if (response.status !== 200) return { ok: false, why: `http ${response.status}` };
      const said: unknown = await response.json();
      const field = (name: string): unknown =>
        typeof said === "object" && said !== null ? Reflect.get(said, name) : undefined;
      if (field("ok") !== true) return { ok: false, why: slackCode(field("error")) ?? "no answer" };
      const { headers: told } = response;
      return {
        ok: true,
        team: String(field("team_id")),
        scopes: told
          .get("x-oauth-scopes")
          ?.split(/\s*,\s*/)
          .filter((s) => s !== ""),
        ahead: ahead(told.get("date"), now()),
      };
    } catch (error) {
      return { ok: false, why: networkCode(error) ?? "no answer" };
    }
  }

  return async (channels) => {
    const known = await auth();
    const looked = known.ok
      ? await Promise.all(
          channels.map(async (channel) => ({ channel, facts: await rooms.read(known.team, channel, "whole") })),
        )
      : [];
    return judge({
      botToken,
      appToken,
      auth: known,
      sockets: sockets(),
      heardAt: heardAt(),
      eventsUrl,
      root,
      hasGroup,
      rooms: looked,
      now: now(),
    });
  };
}
