import type { Both } from "../../locale.ts";

/** Why a report waits in the review lane: its sender sent many within the hour, or many came about the same thing. */
export const laneReasons = ["sender", "alike"] as const;
export type LaneReason = (typeof laneReasons)[number];

export const laneWords: Readonly<Record<LaneReason, Both>> = {
  sender: { ja: "同じ届出者から短時間に多数", en: "many from one sender within the hour" },
  alike: { ja: "同じ対象の届出が短時間に多数", en: "many about the same within the hour" },
};

/** What was counted in the present hour, this report included. */
export interface Counted {
  readonly sender: number;
  readonly alike: number;
}

/** The lane of a report that came in, by the desk's budgets; undefined: the queue. */
export function laneOf(counted: Counted, budget: Counted): LaneReason | undefined {
  if (counted.sender > budget.sender) return "sender";
  return counted.alike > budget.alike ? "alike" : undefined;
}
