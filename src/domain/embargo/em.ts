import type { EmbargoState } from "./states.ts";

export const embargoTriggers = ["propose", "reject", "accept", "terminate"] as const;
export type EmbargoTrigger = (typeof embargoTriggers)[number];

/** The embargo of a case (models 4.2): ten moves. What is no cell here does not happen. */
export const embargoMoves: Readonly<Record<EmbargoTrigger, Readonly<Partial<Record<EmbargoState, EmbargoState>>>>> = {
  propose: { none: "proposed", proposed: "proposed", active: "revise", revise: "revise" },
  reject: { proposed: "none", revise: "active" },
  accept: { proposed: "active", revise: "active" },
  terminate: { active: "exited", revise: "exited" },
};

export const afterTrigger = (state: EmbargoState, trigger: EmbargoTrigger): EmbargoState | undefined =>
  embargoMoves[trigger][state];

/** Somebody is bound. */
export const isInForce = (state: EmbargoState): boolean => state === "active" || state === "revise";
/** A proposal waits for answers. */
export const isTalked = (state: EmbargoState): boolean => state === "proposed" || state === "revise";
