import type { StoredParty } from "../../db/queries/parties.ts";
import { answersOf, deliveredTo, statementsOf } from "../../db/queries/table.ts";
import { consentAt } from "../../src/domain/embargo/consent.ts";
import { type Standing, standingOf } from "../../src/domain/standing.ts";
import { approvedAt } from "../../src/domain/statements.ts";
import type { Act } from "../desk.ts";

/** How far a party has come, and since when, where that is known. */
export interface Stand {
  readonly standing: Standing;
  readonly at: Date | null;
}

/** Where each party of a case stands, by its id. Three statements, however many there are. */
export async function standingsOf(
  act: Pick<Act, "tx" | "now">,
  caseId: number,
  parties: readonly StoredParty[],
): Promise<ReadonlyMap<number, Stand>> {
  const ids = parties.map((p) => p.id);
  const [delivered, statements, answers] = await Promise.all([
    deliveredTo(act.tx, caseId),
    statementsOf(act.tx, ids),
    answersOf(act.tx, ids),
  ]);
  // In the order in which they were given: the last one stays.
  const said = new Map(answers.map((a) => [a.partyId, a.at]));
  return new Map(
    parties.map((p) => {
      const consent = consentAt(p, act.now);
      const known = {
        ...p,
        consent,
        consentSince: consent === p.consent ? p.consentAt : p.answerBy,
        saidAt: said.get(p.id),
        deliveredAt: delivered.get(p.id),
        approvedAt: approvedAt(statements.filter((x) => x.partyId === p.id)),
      };
      return [p.id, standingOf(known)];
    }),
  );
}
