import type { Case } from "../../src/domain/case.ts";
import type { Party } from "../../src/domain/parties.ts";

/** A software report that has just come in. */
export const aCase = (over: Partial<Case> = {}): Case => ({
  id: 1,
  reference: 48213377,
  kind: "software",
  state: "RCV",
  version: 1,
  assigneeId: null,
  urgency: 1,
  impact: null,
  spread: null,
  score: null,
  vector: null,
  receivedAt: new Date("2026-11-25T00:00:00Z"),
  acceptedAt: null,
  closedAt: null,
  baseOn: null,
  detailsOn: null,
  publicationAt: null,
  request: "none",
  endCode: null,
  endedFrom: null,
  listing: 0,
  listedAt: null,
  ground: null,
  ...over,
});

/** A vendor whom nobody has contacted. */
export const aParty = (over: Partial<Party> = {}): Party => ({
  id: 1,
  n: 1,
  role: "vendor",
  work: "not_contacted",
  status: "unknown",
  detailsOn: null,
  attempts: [],
  ...over,
});
