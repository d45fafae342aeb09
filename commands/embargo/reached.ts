import { lockCaseById } from "../../db/queries/cases.ts";
import { unreadInvitations } from "../../db/queries/seats.ts";
import type { Act } from "../desk.ts";
import { sendInvitation } from "../party/card.ts";
import { inviteParty } from "./acts.ts";

/**
 * Somebody of a vendor can read from now on, because a room was bound to it or a person of it came in: its invitations begin to wait
 * for an answer, in every case that goes on. @param room the room, as a destination, that gets their cards, and the member who bound it
 */
export async function nowReached(
  act: Act,
  vendorId: number,
  room?: { readonly destination: string; readonly by: number },
): Promise<void> {
  for (const { id, caseId } of await unreadInvitations(act.tx, vendorId)) {
    const c = await lockCaseById(act.tx, caseId);
    if (c === undefined) continue;
    await inviteParty(act, c, { id });
    if (room !== undefined) await sendInvitation(act, caseId, id, [room.destination], room.by);
  }
}
