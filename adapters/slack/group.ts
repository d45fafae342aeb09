import type { webApi } from "@slack/bolt";
import type { Surface } from "../../src/surface.ts";
import { defaultWait } from "./egress.ts";
import type { Identity } from "./identity.ts";
import { outcome } from "./outcomes.ts";

/**
 * Keeps a user group that holds whoever is on duty, so that people may mention them by one name. Slack takes no empty group:
 * while nobody is on duty it stays as it was.
 */
export const createGroup =
  (client: webApi.WebClient, identity: Identity, usergroup: string): NonNullable<Surface["group"]> =>
  async (accounts) => {
    const team = identity.me()?.team;
    if (team === undefined) return { outcome: "retry", after: defaultWait, why: "the workspace is not known yet" };
    const users = accounts.filter((a) => a.tenant === team).map((a) => a.account);
    if (users.length === 0) return { outcome: "sent" };
    try {
      await client.usergroups.users.update({ usergroup, users: users.join(",") });
      return { outcome: "sent" };
    } catch (error) {
      const failure = outcome(error);
      // The same members once more is no second effect.
      return failure.outcome === "unclear" ? { ...failure, outcome: "retry", after: defaultWait } : failure;
    }
  };
