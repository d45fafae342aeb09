/** States of a case's embargo (models 4.2, EM). */
export const embargoStates = ["none", "proposed", "active", "revise", "exited"] as const;

/** What became of one proposal. */
export const termStates = ["proposed", "accepted", "rejected", "replaced"] as const;

/** Why an embargo ended: its time came, or before it. */
export const embargoEnds = ["due", "published", "public", "exploited", "attacked", "agreed", "closed"] as const;

/** Where one party stands to the case's embargo (models 4.3, PEC). */
export const consents = ["none", "invited", "signatory", "declined", "lapsed"] as const;

export type EmbargoState = (typeof embargoStates)[number];
export type TermState = (typeof termStates)[number];
export type EmbargoEnd = (typeof embargoEnds)[number];
export type Consent = (typeof consents)[number];
