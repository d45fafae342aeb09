import { databaseNow } from "../../db/queries/desk.ts";
import { fillGroups } from "../../db/queries/groups.ts";
import { accountsOf } from "../../db/queries/members.ts";
import { stopMinutes } from "../../src/domain/stops.ts";
import type { Desk } from "../desk.ts";
import { peopleOnDuty } from "../on-duty.ts";

/**
 * Tells each platform that keeps a group of those on duty who they are now. What fails for a while is tried again; what is
 * refused waits as long as a stopped queue does, since somebody has to mend it there.
 */
export async function syncGroups(desk: Desk): Promise<void> {
  const keeping = [...desk.surfaces].flatMap(([platform, { group }]) => (group ? [{ platform, group }] : []));
  if (keeping.length === 0) return;
  const accounts = await desk.db.transaction(async (tx) =>
    accountsOf(tx, await peopleOnDuty(tx, await databaseNow(tx))),
  );
  for (const { platform, group } of keeping) {
    const done = await group(accounts.filter((a) => a.platform === platform));
    if (done.outcome === "sent") continue;
    desk.log.warn({ platform, why: done.why }, "the group of those on duty could not be filled");
    const after = done.outcome === "retry" ? done.after : stopMinutes * 60;
    await desk.db.transaction((tx) => fillGroups(tx, after));
  }
}
