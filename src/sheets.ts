/** How much one message holds: pieces, and what they cost together. */
interface Room {
  readonly count: number;
  readonly size: number;
}

interface Measure<T> {
  readonly cost: (item: T) => number;
  /** What goes onto the first sheet whatever stands before it: what one can press or type. */
  readonly isFirst: (item: T) => boolean;
}

interface Sheet<T> {
  readonly items: Set<T>;
  size: number;
}

/**
 * Spreads the pieces of a message over as few sheets as hold them, in their order. A piece that is too large for any sheet has
 * one of its own.
 */
export function sheets<T>(items: readonly T[], { cost, isFirst }: Measure<T>, room: Room): T[][] {
  const made: Sheet<T>[] = [];
  const sheet = (at: number): Sheet<T> => {
    const there = made[at] ?? { items: new Set<T>(), size: 0 };
    made[at] = there;
    return there;
  };
  /** Onto sheet `from`, or the first after it that takes it. */
  const put = (item: T, from: number): number => {
    const { items: there, size } = sheet(from);
    const takes = there.size < room.count && size + cost(item) <= room.size;
    if (!takes && there.size > 0) return put(item, from + 1);
    there.add(item);
    sheet(from).size += cost(item);
    return from;
  };
  for (const item of items.filter(isFirst)) put(item, 0);
  let last = 0;
  for (const item of items.filter((i) => !isFirst(i))) last = put(item, last);
  return made.map((m) => items.filter((item) => m.items.has(item)));
}
