import { isInForce } from "./em.ts";
import type { Consent, EmbargoState } from "./states.ts";

export const consentTriggers = ["invite", "accept", "decline", "revise", "reset"] as const;
export type ConsentTrigger = (typeof consentTriggers)[number];

/** Where one party stands (models 4.3). Nobody becomes a signatory but by accepting. */
export const consentMoves: Readonly<Record<ConsentTrigger, Readonly<Partial<Record<Consent, Consent>>>>> = {
  invite: { none: "invited", lapsed: "invited", declined: "invited" },
  accept: { none: "signatory", invited: "signatory", lapsed: "signatory" },
  decline: { none: "declined", invited: "declined", lapsed: "declined" },
  revise: { signatory: "lapsed" },
  reset: { none: "none", invited: "none", signatory: "none", declined: "none", lapsed: "none" },
};

export const afterConsent = (consent: Consent, trigger: ConsentTrigger): Consent | undefined =>
  consentMoves[trigger][consent];

export interface Consenting {
  readonly consent: Consent;
  readonly answerBy: Date | null;
}

/** Where a party stands at a moment: silence past the time for an answer is no. No job writes that: it is so by the clock. */
export const consentAt = (party: Consenting, now: Date): Consent =>
  party.consent === "invited" && party.answerBy !== null && party.answerBy <= now ? "declined" : party.consent;

/** How the embargo stands at a moment: one whose time has come is over, also before anything wrote it down. */
export const embargoAt = (
  e: { readonly state: EmbargoState; readonly endsAt: Date | null },
  now: Date,
): EmbargoState => (isInForce(e.state) && e.endsAt !== null && e.endsAt <= now ? "exited" : e.state);

/**
 * Whether a party may be told the details. Under an embargo, or while one is talked about, only who accepted it; a newcomer
 * sees none before. With none in scope, whoever was asked for no promise.
 */
export function mayTellDetails(
  embargo: { readonly state: EmbargoState; readonly endsAt: Date | null },
  party: Consenting,
  now: Date,
): boolean {
  const consent = consentAt(party, now);
  if (consent === "signatory") return true;
  const state = embargoAt(embargo, now);
  return consent === "none" && (state === "none" || state === "exited");
}
