import { append, caseChain } from "../db/queries/audit.ts";
import { redrawCards } from "../db/queries/cards.ts";
import { type StoredCase, saveCase } from "../db/queries/cases.ts";
import {
  endedWith,
  pauseDeadlines,
  pausedDeadlines,
  resumeDeadline,
  reviveDeadline,
} from "../db/queries/deadline-runs.ts";
import { addDeadlines, endDeadlines } from "../db/queries/deadlines.ts";
import { redrawHomes } from "../db/queries/homes.ts";
import { holdMember } from "../db/queries/members.ts";
import { addNotices, type NoticeDraft } from "../db/queries/notices.ts";
import { absorbedAndAsked } from "../db/queries/parties.ts";
import type { Case, Step } from "../src/domain/case.ts";
import type { DeadlineKind } from "../src/domain/clock-rule.ts";
import { clockChanges, dueAt, firstPing, pingAt, runsAgain } from "../src/domain/deadlines.ts";
import { endRequest } from "../src/domain/lifecycle/end.ts";
import { messagesFor } from "../src/domain/messages.ts";
import { noticeTable } from "../src/domain/notices.ts";
import type { Act } from "./desk.ts";
import { destinationsFor, mailDestinations } from "./destinations.ts";
import { withEmbargoEnd } from "./embargo/end-rows.ts";
import { leftMeanwhile } from "./refusals.ts";
import { tellFinder } from "./tell.ts";

/** Columns of a clock that a person starts, with the time that they give. */
export function customClock(act: Act, caseId: number, due: Date) {
  const clock = { kind: "CUSTOM" as const, startsAt: act.now, dueAt: due, pausedDays: 0 };
  return { ...clock, caseId, zone: act.zone, state: "open" as const, ...firstPing(clock, act.now, act.calendar) };
}

/** Starts, stops, halts and resumes the clocks as these events say. One statement each, in this order. */
function windClocks(act: Act, step: Step): Promise<unknown> {
  const { tx, now, settings, calendar, zone } = act;
  const { before, after } = step;
  const changes = clockChanges(step.events, after, now);
  const rows = changes.start.map(({ kind, party, startsAt, until }) => {
    const started = { startsAt, pausedDays: 0, publicationAt: after.publicationAt, until };
    const clock = { kind, startsAt, pausedDays: 0, dueAt: dueAt(kind, started, settings, calendar) };
    const first = firstPing(clock, now, calendar);
    return { ...clock, caseId: after.id, partyId: party, zone, state: "open" as const, ...first };
  });
  return Promise.all([
    endDeadlines(tx, after.id, changes.stop, now, before.closedAt === null && after.closedAt !== null),
    addDeadlines(tx, rows),
    pauseDeadlines(tx, after.id, changes.pause, now),
    changes.resume.length > 0 && resumeClocks(act, after, changes.resume),
    step.events.some((e) => e.type === "case.reopened") && reviveClocks(act, after, changes.start),
  ]);
}

/** Taken up again: every clock that ended with the case runs on from where it began, but those that begin anew. */
async function reviveClocks(act: Act, c: Case, anew: readonly { readonly kind: DeadlineKind }[]): Promise<void> {
  const kinds = anew.map((a) => a.kind);
  for (const d of await endedWith(act.tx, c.id, kinds)) {
    if (runsAgain(d.kind, c)) await reviveDeadline(act.tx, d.id, firstPing(d, act.now, act.calendar));
  }
}

/** A clock that stood still is due later by the business days of its pause. */
async function resumeClocks(act: Act, c: Case, kinds: readonly DeadlineKind[]): Promise<void> {
  for (const d of await pausedDeadlines(act.tx, c.id, kinds)) {
    const pausedDays = d.pausedDays + act.calendar.businessDaysBetween(d.pausedAt ?? act.now, act.now);
    const started = { startsAt: d.startsAt, pausedDays, publicationAt: c.publicationAt };
    const clock = { ...d, pausedDays, dueAt: dueAt(d.kind, started, act.settings, act.calendar) };
    const nextPingAt = pingAt(clock, d.step, act.calendar);
    await resumeDeadline(act.tx, d.id, { pausedDays, dueAt: clock.dueAt, nextPingAt });
  }
}

/** The formal messages of these events, one draft for each who gets one: what was sent to whom can be shown later. */
async function letters(act: Act, stored: StoredCase, step: Step, firstSeq: number): Promise<NoticeDraft[]> {
  const drafts: NoticeDraft[] = [];
  for (const [i, event] of step.events.entries()) {
    for (const { id, to } of messagesFor(step.after, event)) {
      for (const destination of await mailDestinations(act, to, step.after, stored.finderId)) {
        drafts.push({
          destination,
          kind: to === "finder" ? "finder-mail" : "party-mail",
          caseId: step.after.id,
          params: { event: event.type, message: id },
          dedupe: `${id} ${caseChain(step.after.id)} ${firstSeq + i} ${destination}`,
        });
      }
    }
  }
  return drafts;
}

async function notify(act: Act, stored: StoredCase, step: Step, firstSeq: number): Promise<void> {
  const drafts = await letters(act, stored, step, firstSeq);
  for (const [i, event] of step.events.entries()) {
    for (const rule of noticeTable[event.type] ?? []) {
      const party = "party" in event ? event.party : null;
      for (const destination of await destinationsFor(act, rule.to, step.after, stored.finderId, party)) {
        drafts.push({
          destination,
          kind: rule.kind,
          caseId: step.after.id,
          params: { event: event.type, actor: act.actor, ...(party !== null && { party }) },
          dedupe: `${rule.kind} ${caseChain(step.after.id)} ${firstSeq + i} ${destination}`,
        });
      }
    }
  }
  await addNotices(act.tx, drafts, act.now);
}

/**
 * The one door to a case's state. Writes the decision, its audit rows, the clocks that it starts and stops, the notices that
 * it causes, and has the cards and pages that show the case drawn anew, all in the act's transaction: they happen together or not at all.
 * @throws Refusal `case.stale` when the case changed since `stored` was read, `member.not-found` when whoever gets it just left.
 */
export async function apply(act: Act, stored: StoredCase, given: Step): Promise<void> {
  if (given.events.length === 0) return;
  const step = await withEmbargoEnd(act, given);
  const { tx, now } = act;
  const { assigneeId } = step.after;
  if (assigneeId !== null && assigneeId !== stored.assigneeId && !(await holdMember(tx, assigneeId)))
    throw leftMeanwhile();
  const entries = step.events.map(({ type, ...data }) => ({ action: type, data }));
  const head = { seq: stored.auditSeq, hash: stored.auditHash };
  // Sent one after the other without waiting: PostgreSQL runs them in this order, and one round trip is saved each.
  const next = append(tx, act.keys, caseChain(stored.id), head, act.actor, now, entries);
  await Promise.all([
    next.written,
    saveCase(tx, step.after, next.seq, next.hash),
    windClocks(act, step),
    notify(act, stored, step, stored.auditSeq + 1),
    tellFinder(act, stored, step),
    redrawCards(tx, stored.id),
    redrawHomes(tx),
  ]);
  if (!step.events.some((e) => e.type === "request.ended" || e.type === "request.withdrawn")) return;
  // Finders of duplicates were asked for the sake of this case.
  for (const duplicate of await absorbedAndAsked(tx, stored.id)) await apply(act, duplicate, endRequest(duplicate));
}
