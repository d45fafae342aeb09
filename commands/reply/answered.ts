import { type StoredParty, saveParty } from "../../db/queries/parties.ts";
import { findSeated } from "../../db/queries/seats.ts";
import { partyChanged } from "../../src/domain/lifecycle/contact.ts";
import type { PartyRole, PartyStatus, Work } from "../../src/domain/parties.ts";
import { apply } from "../apply.ts";
import type { SeatCtx } from "../contract.ts";

/** What somebody at the table says of their work. */
export type Said = "answered" | "verifying" | "none" | "exists" | "planned" | "ready" | "deployed";

/** The state of work that it means, by role (domain rules §7.2, §7.4). How a site was mended the desk records. */
const meanings: Readonly<Record<PartyRole, Readonly<Partial<Record<Said, Work>>>>> = {
  vendor: {
    answered: "contact_confirmed",
    verifying: "verifying",
    none: "not_reproduced",
    exists: "confirmed",
    planned: "fix_in_progress",
    ready: "fix_ready",
    deployed: "advisory_ready",
  },
  operator: {
    answered: "stage1_answered",
    verifying: "verifying",
    none: "denies",
    exists: "confirmed",
    planned: "planned",
  },
};

/** Only ever forward: whoever works on a fix has verified long ago. */
const order: Readonly<Record<PartyRole, readonly Work[]>> = {
  vendor: [
    ...(["not_contacted", "contacting", "unreachable", "contact_confirmed", "details_sent", "verifying"] as const),
    ...(["not_reproduced", "disputed", "confirmed", "no_fix", "fix_in_progress", "fix_ready"] as const),
    ...(["advisory_ready", "closed"] as const),
  ],
  operator: [
    ...(["not_contacted", "contact_search", "stage1_sent", "no_answer", "stage1_answered", "details_sent"] as const),
    ...(["verifying", "denies", "confirmed", "planned", "will_not_fix"] as const),
    ...(["fixed_operation", "fixed_removed", "fixed_app"] as const),
  ],
};

/** The state of work that an answer takes a party to; undefined when it is as far already. */
export function workAfter(party: Pick<StoredParty, "role" | "work">, what: Said): Work | undefined {
  const work = meanings[party.role][what];
  return work !== undefined && order[party.role].indexOf(work) > order[party.role].indexOf(party.work)
    ? work
    : undefined;
}

/** Brings the desk's own record of the party on, as its answer implies: clocks stop that waited for it. */
export async function said(
  ctx: SeatCtx,
  reference: number,
  vendorId: number,
  what: Said,
  status?: PartyStatus,
): Promise<void> {
  const found = await findSeated(ctx.tx, vendorId, reference, false);
  if (found === undefined) return;
  const { c, party } = found;
  const { step, after } = partyChanged(c, party, { status, work: workAfter(party, what) }, ctx.now);
  await saveParty(ctx.tx, after);
  await apply(ctx, c, step);
}
