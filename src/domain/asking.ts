import type { Layer } from "./roster.ts";

/**
 * Versions of lines in the order in which the lines are asked: by place, lines of one place by name, versions of one line by age. The
 * one order for all who ask, count or print them.
 */
export const inAskingOrder = <L extends Pick<Layer, "position" | "line" | "startsAt">>(layers: readonly L[]): L[] =>
  layers.toSorted(
    (a, b) =>
      a.position - b.position ||
      (a.line === b.line ? a.startsAt.getTime() - b.startsAt.getTime() : a.line < b.line ? -1 : 1),
  );
