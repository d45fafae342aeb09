import { deskDeclines, openTerms } from "../../src/domain/embargo/talks.ts";
import type { CaseEvent } from "../../src/domain/events.ts";
import type { Act } from "../desk.ts";
import { talksOf, writeDecided } from "./talks.ts";

/** Takes a party's own proposals off the table, one after the other. What binds stays. @returns the events for `apply`. */
export async function dropProposals(act: Act, caseId: number, partyId: number): Promise<CaseEvent[]> {
  const events: CaseEvent[] = [];
  for (;;) {
    const talks = await talksOf(act, caseId);
    const own = openTerms(talks).find((x) => x.partyId === partyId);
    if (own === undefined) return events;
    const decided = deskDeclines(talks, own);
    await writeDecided(act, caseId, decided);
    events.push(...decided.events);
  }
}
