import type { Tx } from "../client.ts";
import { and, arrayContains, asc, eq, gt, inArray, isNull, ne, or, sql } from "../orm.ts";
import { cases, deadlines, dutyLayers, dutyOverrides, dutyShifts, notices, pings } from "../schema/index.ts";
import { openSwapsOf } from "./swaps.ts";

/** What somebody has that does not end with them. Ids, and for layers the lines that they are in. */
export interface Work {
  readonly cases: readonly number[];
  /** Those of the cases that have not ended. */
  readonly deadlines: readonly number[];
  readonly pings: readonly number[];
  readonly lines: readonly string[];
  readonly overrides: readonly number[];
  readonly shifts: readonly number[];
  readonly swaps: readonly number[];
}

const ids = (rows: readonly { readonly id: number }[]): number[] => rows.map((r) => r.id).sort((a, b) => a - b);

/** Open cases, unacknowledged pings of running deadlines, and duty that has not ended. */
export async function workOf(tx: Tx, memberId: number, now: Date): Promise<Work> {
  const openCases = and(eq(cases.assigneeId, memberId), isNull(cases.closedAt));
  const [open, running, waiting, layers, overrides, shifts, swaps] = await Promise.all([
    tx.select({ id: cases.id }).from(cases).where(openCases),
    tx
      .select({ id: deadlines.id })
      .from(deadlines)
      .innerJoin(cases, eq(cases.id, deadlines.caseId))
      .where(and(openCases, ne(deadlines.state, "done"))),
    tx
      .select({ id: pings.id })
      .from(pings)
      .innerJoin(deadlines, eq(deadlines.id, pings.deadlineId))
      .where(and(eq(pings.memberId, memberId), isNull(pings.ackedAt), eq(deadlines.state, "open"))),
    layersWith(tx, memberId, now),
    tx
      .select({ id: dutyOverrides.id })
      .from(dutyOverrides)
      .where(and(eq(dutyOverrides.memberId, memberId), gt(dutyOverrides.endsAt, now))),
    tx
      .select({ id: dutyShifts.id })
      .from(dutyShifts)
      .where(and(arrayContains(dutyShifts.memberIds, [memberId]), gt(dutyShifts.endsAt, now))),
    openSwapsOf(tx, memberId, now),
  ]);
  return {
    cases: ids(open),
    deadlines: ids(running),
    pings: ids(waiting),
    lines: [...new Set(layers.map((l) => l.line))].sort(),
    overrides: ids(overrides),
    shifts: ids(shifts),
    swaps: ids(swaps),
  };
}

/** Layers that hold now or later in which this member has a turn. */
export const layersWith = (tx: Tx, memberId: number, now: Date) =>
  tx
    .select()
    .from(dutyLayers)
    .where(
      and(
        arrayContains(dutyLayers.memberIds, [memberId]),
        or(isNull(dutyLayers.endsAt), gt(dutyLayers.endsAt, now)),
        or(isNull(dutyLayers.endsAt), sql`${dutyLayers.startsAt} < ${dutyLayers.endsAt}`),
      ),
    )
    .orderBy(asc(dutyLayers.id));

type Layer = typeof dutyLayers.$inferSelect;

/** The layer from now on with somebody else in these turns; before, it stays as it was. */
export async function replaceInLayer(tx: Tx, layer: Layer, memberIds: number[], by: number, now: Date): Promise<void> {
  const { id, setAt: _, ...columns } = layer;
  if (layer.startsAt > now) {
    await tx.update(dutyLayers).set({ memberIds }).where(eq(dutyLayers.id, id));
    return;
  }
  await tx.update(dutyLayers).set({ endsAt: now }).where(eq(dutyLayers.id, id));
  await tx.insert(dutyLayers).values({ ...columns, memberIds, startsAt: now, setBy: by });
}

/** Gives what was arranged by hand and has not ended to somebody else. Its place among the others, which its age decides, stays. */
export async function giveArranged(
  tx: Tx,
  work: Pick<Work, "overrides" | "shifts">,
  from: number,
  to: number,
): Promise<void> {
  if (work.overrides.length > 0) {
    await tx
      .update(dutyOverrides)
      .set({ memberId: to })
      .where(inArray(dutyOverrides.id, [...work.overrides]));
  }
  const shifts =
    work.shifts.length === 0
      ? []
      : await tx
          .select()
          .from(dutyShifts)
          .where(inArray(dutyShifts.id, [...work.shifts]));
  for (const shift of shifts) {
    const memberIds = [...new Set(shift.memberIds.map((m) => (m === from ? to : m)))];
    await tx.update(dutyShifts).set({ memberIds }).where(eq(dutyShifts.id, shift.id));
  }
}

/** Gives unacknowledged pings to somebody else; what had not gone out to the one who had them never does. @returns those whose ladder still runs, with their case. */
export async function givePings(tx: Tx, pingIds: readonly number[], to: number) {
  if (pingIds.length === 0) return [];
  const numbers = sql`select value::bigint from json_array_elements_text(${JSON.stringify(pingIds)}::json)`;
  await tx
    .delete(notices)
    .where(
      and(
        sql`${notices.kind} = 'ping' and ${notices.state} = 'unsent' and ${notices.attempts} = 0`,
        sql`(${notices.params}->>'ping')::bigint in (${numbers})`,
      ),
    );
  const given = await tx
    .update(pings)
    .set({ memberId: to })
    .where(and(inArray(pings.id, [...pingIds]), isNull(pings.ackedAt)))
    .returning({
      id: pings.id,
      escalateAt: pings.escalateAt,
      caseId: sql`(select d.case_id from ${deadlines} as d where d.id = ${pings.deadlineId})`.mapWith(Number),
    });
  return given.filter((p) => p.escalateAt !== null);
}
