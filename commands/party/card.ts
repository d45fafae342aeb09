import { lockCaseById, noSuchCase } from "../../db/queries/cases.ts";
import { addNotices } from "../../db/queries/notices.ts";
import { addAttempt, partiesOf } from "../../db/queries/parties.ts";
import { attempted } from "../../src/domain/lifecycle/contact.ts";
import { apply } from "../apply.ts";
import type { Act } from "../desk.ts";

/** A party's card of a case, in these rooms (destinations). */
export async function sendCard(act: Act, caseId: number, party: number, rooms: readonly string[]): Promise<void> {
  await addNotices(
    act.tx,
    rooms.map((destination) => ({
      destination,
      kind: "vendor-card",
      caseId,
      params: { party },
      dedupe: `vendor-card ${party} ${act.now.toISOString()} ${destination}`,
    })),
    act.now,
  );
}

/**
 * An invitation's card. In a room it is an attempt to contact them: the first one of a case sets 起算日. With no room it is nothing.
 * @param by the member who brought it about
 */
export async function sendInvitation(
  act: Act,
  caseId: number,
  party: number,
  rooms: readonly string[],
  by: number,
): Promise<void> {
  if (rooms.length === 0) return;
  await sendCard(act, caseId, party, rooms);
  const c = await lockCaseById(act.tx, caseId);
  if (c === undefined) throw noSuchCase();
  const made = { at: act.now, means: "chat", outcome: "sent" } as const;
  await addAttempt(act.tx, { partyId: party, ...made, by, recordedAt: act.now });
  const all = await partiesOf(act.tx, caseId);
  const invited = all.find((p) => p.id === party);
  if (invited !== undefined) await apply(act, c, attempted(c, all, invited, made));
}
