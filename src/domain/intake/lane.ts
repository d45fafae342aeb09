import type { Both } from "../../locale.ts";

/** Why a report waits in the review lane: many within the hour from its sender, about the same thing, or from its network. */
export const laneReasons = ["sender", "alike", "network"] as const;
export type LaneReason = (typeof laneReasons)[number];

export const laneWords: Readonly<Record<LaneReason, Both>> = {
  sender: { ja: "同じ届出者から短時間に多数", en: "many from one sender within the hour" },
  alike: { ja: "同じ対象の届出が短時間に多数", en: "many about the same within the hour" },
  network: { ja: "同じ発信元から短時間に多数", en: "many from one network within the hour" },
};

/** What was counted in the present hour, this report included. */
export type Counted = Readonly<Record<LaneReason, number>>;

/** The lane of a report that came in, by the desk's budgets; undefined: the queue. The reason that says most goes first. */
export const laneOf = (counted: Counted, budget: Counted): LaneReason | undefined =>
  laneReasons.find((reason) => counted[reason] > budget[reason]);

/**
 * Whether a sending of a network is taken at all. Beyond its budget it waits in the review lane, so that nothing that somebody typed is lost;
 * the hard limit keeps the disk from filling. A budget that was set above that limit holds.
 */
export const isTaken = (sendings: number, budget: number, most: number): boolean => sendings <= Math.max(budget, most);
