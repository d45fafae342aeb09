import { append, caseChain } from "../db/queries/audit.ts";
import { redrawCards } from "../db/queries/cards.ts";
import { type StoredCase, saveCase } from "../db/queries/cases.ts";
import { addDeadlines, endDeadlines } from "../db/queries/deadlines.ts";
import { redrawHomes } from "../db/queries/homes.ts";
import { addNotices, type NoticeDraft } from "../db/queries/notices.ts";
import type { CaseEvent, Step } from "../src/domain/case.ts";
import { type DeadlineKind, dueAt, endedBy, pingAt, startedBy } from "../src/domain/deadlines.ts";
import { noticeTable } from "../src/domain/notices.ts";
import type { Act } from "./desk.ts";
import { destinationsFor } from "./destinations.ts";

/** Columns of a clock that starts now. */
export function startClock(act: Act, caseId: number, kind: DeadlineKind, due?: Date) {
  const deadline = { kind, startsAt: act.now, dueAt: due ?? dueAt(kind, act.now, act.settings, act.calendar) };
  return {
    ...deadline,
    caseId,
    zone: act.zone,
    state: "open" as const,
    step: 0,
    nextPingAt: pingAt(deadline, 0, act.calendar),
  };
}

async function notify(act: Act, stored: StoredCase, step: Step, firstSeq: number): Promise<void> {
  const drafts: NoticeDraft[] = [];
  for (const [i, event] of step.events.entries()) {
    for (const rule of noticeTable[event.type] ?? []) {
      for (const destination of await destinationsFor(act, rule.to, step.after, stored.finderId)) {
        drafts.push({
          destination,
          kind: rule.kind,
          caseId: step.after.id,
          params: { event: event.type, actor: act.actor },
          dedupe: `${rule.kind} ${caseChain(step.after.id)} ${firstSeq + i} ${destination}`,
        });
      }
    }
  }
  await addNotices(act.tx, drafts, act.now);
}

const kindsOf = (events: readonly CaseEvent[], table: (type: CaseEvent["type"]) => DeadlineKind[]): DeadlineKind[] => [
  ...new Set(events.flatMap((e) => table(e.type))),
];

/**
 * The one door to a case's state. Writes the decision, its audit rows, the clocks that it starts and stops, the notices that
 * it causes, and has the cards and pages that show the case drawn anew, all in the act's transaction: they happen together or not at all.
 * @throws Refusal `case.stale` when the case changed since `stored` was read.
 */
export async function apply(act: Act, stored: StoredCase, step: Step): Promise<void> {
  if (step.events.length === 0) return;
  const { tx, now } = act;
  const entries = step.events.map(({ type, ...data }) => ({ action: type, data }));
  const head = { seq: stored.auditSeq, hash: stored.auditHash };
  // Sent one after the other without waiting: PostgreSQL runs them in this order, and one round trip is saved each.
  const next = append(tx, act.keys, caseChain(stored.id), head, act.actor, now, entries);
  await Promise.all([
    next.written,
    saveCase(tx, step.after, next.seq, next.hash),
    endDeadlines(tx, stored.id, kindsOf(step.events, endedBy), now),
    addDeadlines(
      tx,
      kindsOf(step.events, (type) => startedBy(type, step.after)).map((kind) => startClock(act, stored.id, kind)),
    ),
    notify(act, stored, step, stored.auditSeq + 1),
    redrawCards(tx, stored.id),
    redrawHomes(tx),
  ]);
}
