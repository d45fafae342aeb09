import type { PartyStatus } from "./parties.ts";

/** What a party said, once: of which vulnerability and product, null for all. In a list the oldest stands first. */
export interface Answer {
  readonly vulnerabilityId: number | null;
  readonly product: string | null;
  readonly status: PartyStatus;
  readonly at: Date;
}

/**
 * What holds of one vulnerability: for each product the newest word, and a newer word about all products in the place of those before
 * it. What was said of all vulnerabilities counts for each. @param vulnerability null for a case that lists none.
 */
export function holding<A extends Answer>(answers: readonly A[], vulnerability: number | null): readonly A[] {
  const about = answers.filter((a) => a.vulnerabilityId === null || a.vulnerabilityId === vulnerability);
  const since = about.findLastIndex((a) => a.product === null);
  const newest = new Map(about.slice(Math.max(since, 0)).map((a) => [a.product, a]));
  return [...newest.values()];
}

const kept = ["affected", "affected_investigating"] as const satisfies PartyStatus[];
const denied = ["not_affected", "not_affected_investigating"] as const satisfies PartyStatus[];
type Whole = (typeof kept)[number] | (typeof denied)[number];

/**
 * The one status that an advisory prints beside a vendor (domain rules §7.1): affected as soon as anything is, investigating while
 * anything is open: a product named alone leaves the others open. @param vulnerabilities ids of those that the case lists; none: the
 * case is one. Undefined while nothing was said.
 */
export function wholeStatus(answers: readonly Answer[], vulnerabilities: readonly number[]): Whole | undefined {
  const each = (vulnerabilities.length === 0 ? [null] : vulnerabilities).map((v) => holding(answers, v));
  const all = each.flat().map((a) => a.status);
  if (all.length === 0) return undefined;
  const [yes, yesOpen] = kept;
  const [no, noOpen] = denied;
  const isOpen =
    each.some((of) => !of.some((a) => a.product === null)) || all.includes(yesOpen) || all.includes(noOpen);
  if (all.includes(yes) || all.includes(yesOpen)) return isOpen ? yesOpen : yes;
  return isOpen ? noOpen : no;
}
