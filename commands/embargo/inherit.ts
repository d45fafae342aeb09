import type { StoredCase } from "../../db/queries/cases.ts";
import { addTerms, readEmbargo, saveEmbargo, saveTerms, type Terms } from "../../db/queries/embargo.ts";
import { addParty, partiesOf } from "../../db/queries/parties.ts";
import { seal, unseal } from "../../src/crypto/keyring.ts";
import { mergedEnd } from "../../src/domain/embargo/rules.ts";
import { boundBy, openTerms } from "../../src/domain/embargo/talks.ts";
import type { CaseEvent } from "../../src/domain/events.ts";
import type { Ctx } from "../contract.ts";
import type { Act } from "../desk.ts";
import { caseKey } from "../show.ts";

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

/** Puts on the new case whoever accepted these terms on its origin, as bound and not invited: its room hears of nothing yet. */
async function carryConsents(ctx: Ctx, origin: StoredCase, other: StoredCase, termsId: number): Promise<CaseEvent[]> {
  const bound = (await partiesOf(ctx.tx, origin.id)).filter((p) => p.role === "vendor" && p.consent === "signatory");
  const [from, to] = [caseKey(ctx, origin), caseKey(ctx, other)];
  const again = (about: string, sealed: Buffer): Buffer => seal(to, about, unseal(from, about, sealed));
  const events: CaseEvent[] = [];
  for (const p of bound) {
    const { id } = await addParty(ctx.tx, {
      caseId: other.id,
      vendorId: p.vendorId,
      role: p.role,
      name: again("parties.name", p.name),
      contact: p.contact === null ? null : again("parties.contact", p.contact),
      consent: "signatory",
      consentAt: p.consentAt,
      termsId,
      addedAt: ctx.now,
      addedBy: ctx.member.id,
    });
    events.push({ type: "party.added", party: id }, { type: "party.bound", party: id, terms: termsId });
  }
  return events;
}

/**
 * A case that was split off is under the embargo of its origin: children inherit (models 4.2). Consent is of one party to one case
 * (4.3), so it is carried only where the promise was about the same report and the same terms: then a vendor that accepted on the
 * origin is bound on the new case from its first moment. It is not asked twice, and sees nothing of it before the desk invites it,
 * since the other product may be none of its own (`party remove` if it is not concerned). Whoever has not accepted, and everybody where
 * the new case has a text of its own, is a newcomer who is offered these terms first. @returns the events for `apply`.
 */
export async function splitEmbargo(
  ctx: Ctx,
  origin: StoredCase,
  other: StoredCase,
  sameReport: boolean,
): Promise<CaseEvent[]> {
  const embargo = await readEmbargo(ctx.tx, origin.id);
  const bound = boundBy({ ...embargo, parties: [] });
  const terms = embargo.terms.find((x) => x.id === bound?.id);
  if (terms === undefined) return [];
  const inherited = await takeOver(ctx, origin, other, terms);
  const { termsId } = await readEmbargo(ctx.tx, other.id);
  return sameReport && termsId !== null
    ? [...inherited, ...(await carryConsents(ctx, origin, other, termsId))]
    : inherited;
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
