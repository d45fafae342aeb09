/** A party's words for the advisory, once, about a vulnerability; null: about all. In a list the oldest stands first. */
export interface Worded {
  readonly vulnerabilityId: number | null;
  readonly vendorOkAt: Date | null;
  readonly deskOkAt: Date | null;
}

/** The words that count: the newest about each vulnerability. Those before them are kept, and count no more. */
export const newestEach = <S extends Worded>(all: readonly S[]): readonly S[] => [
  ...new Map(all.map((s) => [s.vulnerabilityId, s])).values(),
];

/** When the last of a party's statements was agreed to by both sides; undefined while one waits, and when there is none. */
export function approvedAt(all: readonly Worded[]): Date | undefined {
  const newest = newestEach(all);
  const times = newest.flatMap((s) => (s.vendorOkAt !== null && s.deskOkAt !== null ? [s.deskOkAt, s.vendorOkAt] : []));
  if (times.length < 2 * newest.length) return undefined;
  return times.toSorted((a, b) => b.getTime() - a.getTime())[0];
}
