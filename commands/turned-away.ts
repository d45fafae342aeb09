import { appendDesk } from "../db/queries/audit.ts";
import { databaseNow, takeRequest } from "../db/queries/desk.ts";
import type { Principal } from "./contract.ts";
import type { Desk } from "./desk.ts";

/**
 * Keeps in the desk's audit that an account which is not of the desk asked for something: ids and the reason, once an hour for each
 * account and reason, so that nobody can fill the audit: behind a wrong link stands no account, so all of those are one. Never throws: whoever is turned away is turned away all the same.
 */
export async function turnedAway(desk: Desk, principal: Principal, why: string): Promise<void> {
  const { platform, tenant } = principal;
  const user = platform === "web" ? "link" : principal.user;
  try {
    await desk.db.transaction(async (tx) => {
      const now = await databaseNow(tx);
      const hour = now.toISOString().slice(0, 13);
      const key = desk.keys.request(`turned away ${platform}/${tenant}/${user} ${why} ${hour}`);
      if (!(await takeRequest(tx, key))) return;
      const data = { platform, tenant, user, why };
      await appendDesk(tx, desk.keys, "clock", now, [{ action: "account.refused", data }]);
    });
  } catch (error) {
    desk.log.warn({ err: error, platform }, "that an account was turned away could not be kept");
  }
}
