import { lockCaseById } from "../../db/queries/cases.ts";
import { addNotices } from "../../db/queries/notices.ts";
import { unreadInvitations } from "../../db/queries/seats.ts";
import type { Act } from "../desk.ts";
import { inviteParty } from "./acts.ts";

/**
 * Somebody of a vendor can read from now on, because a room was bound to it or a person of it came in: its invitations begin to wait
 * for an answer, in every case that goes on. @param room destination that gets their cards, where it is a room
 */
export async function nowReached(act: Act, vendorId: number, room?: string): Promise<void> {
  for (const { id, caseId } of await unreadInvitations(act.tx, vendorId)) {
    const c = await lockCaseById(act.tx, caseId);
    if (c === undefined) continue;
    await inviteParty(act, c, { id });
    if (room === undefined) continue;
    const card = { destination: room, kind: "vendor-card", caseId, params: { party: id } } as const;
    await addNotices(act.tx, [{ ...card, dedupe: `vendor-card ${id} ${act.now.toISOString()} ${room}` }], act.now);
  }
}
