/** What becomes of a vulnerability (models 4.4): three things at a vendor, strictly in order, and three in the world. */
export const caseMoves = ["V", "F", "D", "P", "X", "A"] as const;
export type CaseMove = (typeof caseMoves)[number];
/** What is known: the letters of what happened. */
export type CaseState = ReadonlySet<CaseMove>;

const before: Readonly<Partial<Record<CaseMove, CaseMove>>> = { F: "V", D: "F" };

/**
 * What has to come next. A vendor learns of what is public at once; an exploit that is public makes the vulnerability so.
 * @returns undefined when nothing is forced.
 */
export function forced(state: CaseState): CaseMove | undefined {
  if (state.has("X") && !state.has("P")) return "P";
  return state.has("P") && !state.has("V") ? "V" : undefined;
}

/** What may happen next. Nothing is undone, nothing happens twice. */
export function nextMoves(state: CaseState): CaseMove[] {
  const must = forced(state);
  if (must !== undefined) return [must];
  return caseMoves.filter((m) => {
    const first = before[m];
    return !state.has(m) && (first === undefined || state.has(first));
  });
}

/** Every state that could be written down: four at the vendor by eight in the world. */
export function allStates(): CaseState[] {
  const vendor: CaseMove[][] = [[], ["V"], ["V", "F"], ["V", "F", "D"]];
  const world: CaseMove[][] = [[], ["P"], ["X"], ["A"], ["P", "X"], ["P", "A"], ["X", "A"], ["P", "X", "A"]];
  return vendor.flatMap((v) => world.map((w) => new Set([...v, ...w])));
}

/** Every order in which all six can happen. */
export function histories(state: CaseState = new Set()): CaseMove[][] {
  if (state.size === caseMoves.length) return [[]];
  return nextMoves(state).flatMap((m) => histories(new Set([...state, m])).map((rest) => [m, ...rest]));
}

/** As it is written: small letters for what has not happened. */
export const written = (state: CaseState): string =>
  caseMoves.map((m) => (state.has(m) ? m : m.toLowerCase())).join("");
