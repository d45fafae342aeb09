import type { DeadlineKind } from "../../src/domain/clock-rule.ts";
import type { Tx } from "../client.ts";
import { and, eq, inArray, notInArray } from "../orm.ts";
import { deadlines, pings } from "../schema/index.ts";

/**
 * The clocks that ended because the case did: one that is taken up again has them again. Those that stood still then run on: what
 * they waited for is not awaited any more.
 */
export const endedWith = (tx: Tx, caseId: number, but: readonly DeadlineKind[]) =>
  tx
    .select()
    .from(deadlines)
    .where(
      and(
        eq(deadlines.caseId, caseId),
        eq(deadlines.withCase, true),
        but.length === 0 ? undefined : notInArray(deadlines.kind, [...but]),
      ),
    );

/** Has an ended clock run again. */
export async function reviveDeadline(
  tx: Tx,
  id: number,
  to: { readonly step: number; readonly nextPingAt: Date | null },
): Promise<void> {
  await tx
    .update(deadlines)
    .set({ ...to, state: "open", doneAt: null, pausedAt: null, withCase: false })
    .where(eq(deadlines.id, id));
}

/** Halts the running clocks of these kinds: they remind nobody until they are resumed. */
export async function pauseDeadlines(tx: Tx, caseId: number, kinds: readonly DeadlineKind[], now: Date): Promise<void> {
  if (kinds.length === 0) return;
  const halted = await tx
    .update(deadlines)
    .set({ state: "paused", pausedAt: now, nextPingAt: null })
    .where(and(eq(deadlines.caseId, caseId), eq(deadlines.state, "open"), inArray(deadlines.kind, [...kinds])))
    .returning({ id: deadlines.id });
  await tx
    .update(pings)
    .set({ escalateAt: null })
    .where(
      inArray(
        pings.deadlineId,
        halted.map((d) => d.id),
      ),
    );
}

export const pausedDeadlines = (tx: Tx, caseId: number, kinds: readonly DeadlineKind[]) =>
  tx
    .select()
    .from(deadlines)
    .where(and(eq(deadlines.caseId, caseId), eq(deadlines.state, "paused"), inArray(deadlines.kind, [...kinds])));

export async function resumeDeadline(
  tx: Tx,
  id: number,
  to: { readonly pausedDays: number; readonly dueAt: Date; readonly nextPingAt: Date | null },
): Promise<void> {
  await tx
    .update(deadlines)
    .set({ ...to, state: "open", pausedAt: null })
    .where(eq(deadlines.id, id));
}
