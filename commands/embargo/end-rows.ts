import type { Step } from "../../src/domain/case.ts";
import { isInForce, isTalked } from "../../src/domain/embargo/em.ts";
import type { EmbargoEnd } from "../../src/domain/embargo/states.ts";
import { ended } from "../../src/domain/embargo/talks.ts";
import type { CaseEvent, EventType } from "../../src/domain/events.ts";
import type { Act } from "../desk.ts";
import { talksOf, writeDecided } from "./talks.ts";

/** What ends a case ends its embargo, for this reason. */
const endsWith: Readonly<Partial<Record<EventType, EmbargoEnd>>> = {
  "case.published": "published",
  "case.refuted": "closed",
  "case.fixed": "closed",
  "case.ended": "closed",
  "report.declined": "closed",
};

/** Ends the embargo of a case in its rows, or leaves them when there is none. @returns the events for `apply`. */
export async function endRows(act: Act, caseId: number, why: EmbargoEnd): Promise<readonly CaseEvent[]> {
  const talks = await talksOf(act, caseId);
  if (!isInForce(talks.state) && !isTalked(talks.state)) return [];
  const decided = ended(talks, why);
  await writeDecided(act, caseId, decided);
  return decided.events;
}

/** The step, with the end of the embargo where it ends the case. */
export async function withEmbargoEnd(act: Act, step: Step): Promise<Step> {
  const why = step.events.map((e) => endsWith[e.type]).find((x) => x !== undefined);
  if (why === undefined) return step;
  return { ...step, events: [...step.events, ...(await endRows(act, step.after.id, why))] };
}
