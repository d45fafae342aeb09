import type { LadderRow } from "../../src/domain/duty.ts";
import { horizonDays, type Roster } from "../../src/domain/roster.ts";
import type { Tx } from "../client.ts";
import { and, asc, eq, gt, isNull, lt, or, sql } from "../orm.ts";
import { dutyAbsences, dutyLayers, dutyOverrides, dutyRungs, dutySeen, dutyShifts } from "../schema/index.ts";

const dayMs = 86_400_000;

/** Everything that says who is on duty around a moment, as far as turns are looked for. */
export async function readRoster(tx: Tx, moment: Date): Promise<Roster> {
  const from = new Date(moment.getTime() - (horizonDays + 1) * dayMs);
  const to = new Date(moment.getTime() + (horizonDays + 1) * dayMs);
  const near = (t: typeof dutyOverrides | typeof dutyAbsences | typeof dutyShifts) =>
    and(gt(t.endsAt, from), lt(t.startsAt, to));
  const [layers, overrides, absences, shifts] = await Promise.all([
    tx
      .select()
      .from(dutyLayers)
      .where(and(lt(dutyLayers.startsAt, to), or(isNull(dutyLayers.endsAt), gt(dutyLayers.endsAt, from)))),
    tx.select().from(dutyOverrides).where(near(dutyOverrides)),
    tx.select().from(dutyAbsences).where(near(dutyAbsences)),
    tx.select().from(dutyShifts).where(near(dutyShifts)),
  ]);
  // What was ended before it began never held.
  return {
    layers: layers.filter((l) => l.endsAt === null || l.startsAt < l.endsAt),
    overrides,
    absences: absences.filter((a) => a.startsAt < a.endsAt),
    shifts,
  };
}

export async function addShift(tx: Tx, shift: typeof dutyShifts.$inferInsert): Promise<number> {
  const [row] = await tx.insert(dutyShifts).values(shift).returning({ id: dutyShifts.id });
  if (row === undefined) throw new Error("the shift was not stored");
  return row.id;
}

/** Any fixed number: the lock of whoever changes the roster. */
const rosterLock = 7266;

/** One change of the roster at a time: each is decided on what the one before left. Taken before any other lock. */
export async function lockRoster(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${rosterLock})`);
}

/** A row of a line that holds at this moment or later. */
const holdsFrom = (line: string, from: Date) =>
  and(eq(dutyLayers.line, line), or(isNull(dutyLayers.endsAt), gt(dutyLayers.endsAt, from)));

/** The versions of a line that hold at a moment or later, the earliest first. */
export async function versionsFrom(tx: Tx, line: string, from: Date) {
  const rows = await tx.select().from(dutyLayers).where(holdsFrom(line, from)).orderBy(asc(dutyLayers.startsAt));
  return rows.filter((l) => l.endsAt === null || l.startsAt < l.endsAt);
}

/** Ends what a line is from a moment on; versions that were to begin later never do. */
export async function endLine(tx: Tx, line: string, from: Date): Promise<void> {
  const at = from.toISOString();
  await tx
    .update(dutyLayers)
    .set({ endsAt: sql`greatest(${dutyLayers.startsAt}, ${at}::timestamptz)` })
    .where(holdsFrom(line, from));
}

/** Ends one version. */
export async function endLayer(tx: Tx, id: number, at: Date): Promise<void> {
  await tx.update(dutyLayers).set({ endsAt: at }).where(eq(dutyLayers.id, id));
}

export async function addLayer(tx: Tx, layer: typeof dutyLayers.$inferInsert): Promise<void> {
  await tx.insert(dutyLayers).values(layer);
}

export async function addOverrides(tx: Tx, rows: readonly (typeof dutyOverrides.$inferInsert)[]): Promise<number[]> {
  const added = await tx
    .insert(dutyOverrides)
    .values([...rows])
    .returning({ id: dutyOverrides.id });
  return added.map((r) => r.id);
}

export async function addAbsence(tx: Tx, absence: typeof dutyAbsences.$inferInsert): Promise<void> {
  await tx.insert(dutyAbsences).values(absence);
}

/** Somebody is back: absences that run end now, those to come are forgotten. @returns how many there were. */
export async function endAbsences(tx: Tx, memberId: number, now: Date): Promise<number> {
  const own = and(sql`${dutyAbsences.memberId} = ${memberId}`, gt(dutyAbsences.endsAt, now));
  const ended = await tx
    .update(dutyAbsences)
    .set({ endsAt: sql`greatest(${dutyAbsences.startsAt}, ${now.toISOString()}::timestamptz)` })
    .where(own)
    .returning({ id: dutyAbsences.id });
  return ended.length;
}

/** The desk's own ladder; empty when it has none. */
export const readLadder = (tx: Tx): Promise<LadderRow[]> =>
  tx.select({ who: dutyRungs.who, after: dutyRungs.after }).from(dutyRungs).orderBy(asc(dutyRungs.n));

export async function writeLadder(tx: Tx, rows: readonly LadderRow[]): Promise<void> {
  await tx.delete(dutyRungs);
  if (rows.length > 0) await tx.insert(dutyRungs).values(rows.map((r, n) => ({ ...r, n })));
}

/** Any fixed number: the lock of the one replica that tells of a change of duty. */
const seenLock = 7265;

export interface Seen {
  readonly memberId: number;
  readonly line: string;
}

/** Who was on duty when a clock last looked. @returns undefined while another replica is looking. */
export async function lockSeen(tx: Tx): Promise<readonly Seen[] | undefined> {
  const [row] = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${seenLock}) as mine`);
  if (row?.mine !== true) return undefined;
  return await tx.select().from(dutySeen);
}

export async function writeSeen(tx: Tx, rows: readonly Seen[]): Promise<void> {
  await tx.delete(dutySeen);
  if (rows.length > 0) await tx.insert(dutySeen).values([...rows]);
}
