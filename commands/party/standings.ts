import type { StoredParty } from "../../db/queries/parties.ts";
import { deliveredTo, statementsOf } from "../../db/queries/table.ts";
import { consentAt } from "../../src/domain/embargo/consent.ts";
import { type Standing, standingOf } from "../../src/domain/standing.ts";
import { approvedAt } from "../../src/domain/statements.ts";
import type { Act } from "../desk.ts";

/** How far a party has come, and since when, where that is known. */
export interface Stand {
  readonly standing: Standing;
  readonly at: Date | null;
}

/** Where each party of a case stands, by its id. Two statements, however many there are. */
export async function standingsOf(
  act: Pick<Act, "tx" | "now">,
  caseId: number,
  parties: readonly StoredParty[],
): Promise<ReadonlyMap<number, Stand>> {
  const ids = parties.map((p) => p.id);
  const [delivered, statements] = await Promise.all([deliveredTo(act.tx, caseId), statementsOf(act.tx, ids)]);
  return new Map(
    parties.map((p) => {
      const known = {
        ...p,
        consent: consentAt(p, act.now),
        deliveredAt: delivered.get(p.id),
        approvedAt: approvedAt(statements.filter((x) => x.partyId === p.id)),
      };
      return [p.id, standingOf(known)];
    }),
  );
}
