import { factsOf, readEmbargo, saveEmbargo, saveTerms } from "../../db/queries/embargo.ts";
import { partiesOf, type StoredParty, updateParty } from "../../db/queries/parties.ts";
import { vendorsWithPeople, vendorsWithRoom } from "../../db/queries/seats.ts";
import type { Ground } from "../../src/domain/embargo/rules.ts";
import type { Decided } from "../../src/domain/embargo/talks.ts";
import type { Act } from "../desk.ts";

/** What of a case decides whether and how long an embargo may be, by these parties' fixes. */
export const groundOf = (
  parties: readonly StoredParty[],
  facts: readonly { readonly fact: Ground["facts"][number] }[],
): Ground => ({
  facts: facts.map((f) => f.fact),
  fixReady: parties.some((p) => p.fixReadyAt !== null || p.work === "fix_ready" || p.work === "advisory_ready"),
  fixDeployed: parties.some((p) => p.fixDeployedAt !== null || p.work.startsWith("fixed_")),
});

/** All that a decision about the embargo of a case looks at. The case is locked by whoever calls. */
export async function talksOf(act: Pick<Act, "tx">, caseId: number) {
  const [embargo, parties, facts] = await Promise.all([
    readEmbargo(act.tx, caseId),
    partiesOf(act.tx, caseId),
    factsOf(act.tx, caseId),
  ]);
  const ground = groundOf(parties, facts);
  const ids = parties.flatMap((p) => p.vendorId ?? []);
  const [rooms, people] = await Promise.all([vendorsWithRoom(act.tx, ids), vendorsWithPeople(act.tx, ids)]);
  // A party that is not of the directory is told by the desk itself, by mail or phone.
  const seated = parties.map((p) => ({
    ...p,
    unseen: p.vendorId !== null && p.invitedAt === null,
    unreached: p.vendorId !== null && !rooms.has(p.vendorId) && !people.has(p.vendorId),
  }));
  return { ...embargo, parties: seated, facts, ground };
}

/** Writes what was decided. The events are for `apply`. */
export async function writeDecided(act: Pick<Act, "tx" | "now">, caseId: number, d: Decided): Promise<void> {
  const { tx, now } = act;
  const over = d.embargo.endedWhy === undefined ? {} : { endedAt: now };
  await Promise.all([
    saveEmbargo(tx, caseId, { ...d.embargo, ...over }),
    ...d.terms.map((x) => saveTerms(tx, x.id, { state: x.state, decidedAt: now })),
    ...d.parties.map(({ id, ...set }) =>
      updateParty(tx, id, { ...set, consentAt: now, ...(set.consent === "invited" ? { invitedAt: now } : {}) }),
    ),
  ]);
}
