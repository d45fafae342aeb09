/** One person to ask, or the desk room when `memberId` is null. */
export interface Rung {
  readonly memberId: number | null;
}

/** The order in which people are asked about a reminder: those on duty one after the other, then the desk room. */
export const ladder = (memberIds: readonly number[]): readonly Rung[] => [
  ...memberIds.map((memberId) => ({ memberId })),
  { memberId: null },
];
