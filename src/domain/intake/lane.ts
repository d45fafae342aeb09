/** Why a report waits in the review lane: its sender sent many within the hour, or many came about the same thing. */
export const laneReasons = ["sender", "alike"] as const;
