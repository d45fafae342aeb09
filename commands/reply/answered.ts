import { saveParty } from "../../db/queries/parties.ts";
import { findSeated } from "../../db/queries/seats.ts";
import { partyChanged } from "../../src/domain/lifecycle/contact.ts";
import type { PartyStatus, Work } from "../../src/domain/parties.ts";
import { apply } from "../apply.ts";
import type { SeatCtx } from "../contract.ts";

/** What a vendor's own word says of its work: only ever forward, for whoever works on a fix has verified long ago. */
const order: readonly Work[] = [
  ...(["not_contacted", "contacting", "unreachable", "contact_confirmed", "details_sent", "verifying"] as const),
  ...([
    "not_reproduced",
    "disputed",
    "confirmed",
    "no_fix",
    "fix_in_progress",
    "fix_ready",
    "advisory_ready",
    "closed",
  ] as const),
];

/** Brings the desk's own record of the party on, as its answer implies: clocks stop that waited for it. */
export async function workedTo(
  ctx: SeatCtx,
  reference: number,
  vendorId: number,
  change: { readonly work?: Work | undefined; readonly status?: PartyStatus },
): Promise<void> {
  const found = await findSeated(ctx.tx, vendorId, reference, false);
  if (found === undefined) return;
  const { c, party } = found;
  const isOn = change.work !== undefined && order.indexOf(change.work) > order.indexOf(party.work);
  const { step, after } = partyChanged(
    c,
    party,
    { status: change.status, work: isOn ? change.work : undefined },
    ctx.now,
  );
  await saveParty(ctx.tx, after);
  await apply(ctx, c, step);
}

/** The first word of a vendor: an answer, whichever it is. */
export async function answered(ctx: SeatCtx, reference: number, vendorId: number): Promise<void> {
  await workedTo(ctx, reference, vendorId, { work: "contact_confirmed" });
}
