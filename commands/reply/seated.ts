import { noSuchCase, type StoredCase } from "../../db/queries/cases.ts";
import { type StoredParty, updateParty } from "../../db/queries/parties.ts";
import { findSeated } from "../../db/queries/seats.ts";
import { happened } from "../../src/domain/case.ts";
import { party as forParty, type Labelled } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { words } from "../../src/text.ts";
import { apply } from "../apply.ts";
import type { Seat, SeatCtx } from "../contract.ts";
import { noSeat } from "../refusals.ts";

/** A vendor's place in one case. */
export interface Place {
  readonly seat: Seat;
  readonly c: StoredCase;
  readonly party: StoredParty;
  /** A value that this vendor and the desk may read. */
  readonly ours: <T>(value: T) => Labelled<T, "party">;
}

export const seatIn = (ctx: SeatCtx): Seat => {
  if (ctx.seat === undefined) throw noSeat();
  return ctx.seat;
};

/** Marks that somebody of the vendor has looked, once. @returns the case and party as they are then. */
async function opened(ctx: SeatCtx, seat: Seat, c: StoredCase, party: StoredParty): Promise<StoredParty> {
  if (party.openedAt !== null) return party;
  await updateParty(ctx.tx, party.id, { openedAt: ctx.now });
  await apply(ctx, c, happened(c, { type: "party.opened", party: party.id, contact: seat.contactId }));
  return { ...party, openedAt: ctx.now };
}

/**
 * The vendor's place in a case, locked, for reading too: the first look is kept. A case that is not there and one at which the vendor
 * does not sit are answered alike. @throws Refusal `stranger` or `case.not-found`.
 */
export async function seated(ctx: SeatCtx, reference: number): Promise<Place> {
  const seat = seatIn(ctx);
  const found = await findSeated(ctx.tx, seat.vendorId, reference, true);
  if (found === undefined) throw noSuchCaseHere();
  const party = await opened(ctx, seat, found.c, found.party);
  // The look is itself a change of the case: whoever goes on needs it as it is now.
  const again = party === found.party ? found : await findSeated(ctx.tx, seat.vendorId, reference, false);
  if (again === undefined) throw noSuchCaseHere();
  return { seat, c: again.c, party: again.party, ours: (value) => forParty(seat.vendor, value) };
}

/** The same words as the desk's, with the way on that a vendor has. */
const noSuchCaseHere = (): Refusal =>
  new Refusal(
    noSuchCase().code,
    noSuchCase().says,
    words({
      ja: "番号は8桁です。自社の案件の一覧: reply list",
      en: "References have 8 digits. Your cases: reply list",
    }),
  );
