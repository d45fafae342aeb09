import type { Tx } from "../client.ts";
import { and, asc, desc, gt, lte } from "../orm.ts";
import { dutyShifts } from "../schema/index.ts";

export type Shift = typeof dutyShifts.$inferSelect;

/** The shift that holds at a moment: the newest that covers it, so that a later `duty set` overrides an earlier one. */
export async function shiftAt(tx: Tx, moment: Date): Promise<Shift | undefined> {
  const [row] = await tx
    .select()
    .from(dutyShifts)
    .where(and(lte(dutyShifts.startsAt, moment), gt(dutyShifts.endsAt, moment)))
    .orderBy(desc(dutyShifts.id))
    .limit(1);
  return row;
}

export async function nextShift(tx: Tx, after: Date): Promise<Shift | undefined> {
  const [row] = await tx
    .select()
    .from(dutyShifts)
    .where(gt(dutyShifts.startsAt, after))
    .orderBy(asc(dutyShifts.startsAt), desc(dutyShifts.id))
    .limit(1);
  return row;
}

export async function addShift(tx: Tx, shift: typeof dutyShifts.$inferInsert): Promise<number> {
  const [row] = await tx.insert(dutyShifts).values(shift).returning({ id: dutyShifts.id });
  if (row === undefined) throw new Error("the shift was not stored");
  return row.id;
}
