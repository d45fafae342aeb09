import type { Tx } from "../client.ts";
import { and, asc, desc, gt, lte, or } from "../orm.ts";
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

/** Whether somebody's duty began or ended after `since`. */
export async function dutyChanged(tx: Tx, since: Date, now: Date): Promise<boolean> {
  const began = and(gt(dutyShifts.startsAt, since), lte(dutyShifts.startsAt, now));
  const ended = and(gt(dutyShifts.endsAt, since), lte(dutyShifts.endsAt, now));
  const found = await tx.select({ id: dutyShifts.id }).from(dutyShifts).where(or(began, ended)).limit(1);
  return found.length > 0;
}

export async function addShift(tx: Tx, shift: typeof dutyShifts.$inferInsert): Promise<number> {
  const [row] = await tx.insert(dutyShifts).values(shift).returning({ id: dutyShifts.id });
  if (row === undefined) throw new Error("the shift was not stored");
  return row.id;
}
