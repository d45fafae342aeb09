import type { StoredCase } from "../../db/queries/cases.ts";
import { addTerms, readEmbargo, saveEmbargo, saveTerms, type Terms } from "../../db/queries/embargo.ts";
import { mergedEnd } from "../../src/domain/embargo/rules.ts";
import { boundBy, openTerms } from "../../src/domain/embargo/talks.ts";
import type { CaseEvent } from "../../src/domain/events.ts";
import type { Act } from "../desk.ts";

/** The terms of another case bind this one from now on. */
async function takeOver(act: Act, other: StoredCase, to: StoredCase, from: Terms): Promise<CaseEvent[]> {
  const terms = await addTerms(act.tx, {
    caseId: to.id,
    endsAt: from.endsAt,
    zone: from.zone,
    state: "accepted",
    memberId: from.memberId,
    at: act.now,
    decidedAt: act.now,
  });
  const talked = openTerms({ ...(await readEmbargo(act.tx, to.id)), parties: [] }).length > 0;
  await saveEmbargo(act.tx, to.id, { state: talked ? "revise" : "active", termsId: terms.id });
  return [{ type: "embargo.inherited", other: other.id, terms: terms.id, until: terms.endsAt.toISOString() }];
}

/** A case that was split off is under the embargo of its origin. @returns the events for `apply`. */
export async function splitEmbargo(act: Act, origin: StoredCase, other: StoredCase): Promise<CaseEvent[]> {
  const embargo = await readEmbargo(act.tx, origin.id);
  const bound = boundBy({ ...embargo, parties: [] });
  const terms = embargo.terms.find((x) => x.id === bound?.id);
  return terms === undefined ? [] : await takeOver(act, origin, other, terms);
}

/** The case that goes on has the earlier end of both. An earlier end takes nothing from those who agreed to a later one. */
export async function mergeEmbargo(act: Act, from: StoredCase, to: StoredCase): Promise<CaseEvent[]> {
  const [theirs, own] = await Promise.all([readEmbargo(act.tx, from.id), readEmbargo(act.tx, to.id)]);
  const [a, b] = [boundBy({ ...own, parties: [] }), boundBy({ ...theirs, parties: [] })];
  const first = mergedEnd(a, b);
  const terms = theirs.terms.find((x) => x.id === first?.id);
  if (terms === undefined || own.state === "exited") return [];
  if (a !== undefined) await saveTerms(act.tx, a.id, { state: "replaced", decidedAt: act.now });
  return await takeOver(act, from, to, terms);
}
