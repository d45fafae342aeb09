import { randomBytes } from "node:crypto";

/** Milliseconds that an open form is remembered: as long as Discord lets an interaction be answered. */
const life = 15 * 60_000;
const most = 10_000;

/**
 * Forms that are open, by ids that say nothing. A modal's id holds a hundred characters, too few for what was filled in on
 * earlier pages. Lost when the process ends: its person is told and begins anew.
 */
export function createMemory<T>(now: () => Date) {
  const kept = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    keep(value: T): string {
      if (kept.size >= most) for (const [id, { until }] of kept) if (until <= now().getTime()) kept.delete(id);
      if (kept.size >= most) kept.clear();
      const id = `form:${randomBytes(18).toString("base64url")}`;
      kept.set(id, { value, until: now().getTime() + life });
      return id;
    },
    find(id: string): T | undefined {
      const there = kept.get(id);
      return there !== undefined && there.until > now().getTime() ? there.value : undefined;
    },
  };
}
