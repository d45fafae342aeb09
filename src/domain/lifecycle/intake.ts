import type { Role } from "../roles.ts";
import type { Transition } from "./transition.ts";

const officers: readonly Role[] = ["intake_officer", "coordinator", "web_handler", "approver"];
const judges: readonly Role[] = ["intake_officer", "coordinator", "approver"];
const unjudged = ["RCV", "CHK", "ASK"] as const;

/** From receipt to the judgement, the same for all three kinds (§3.1 rows 2–6, §3.2 rows 1–6, §3.3). */
export const intakeMoves: readonly Transition[] = [
  { row: "2", from: ["RCV"], to: "CHK", event: "report.opened", by: "report show", who: officers, needs: [] },
  { row: "3", from: unjudged, to: "ASK", event: "report.asked", by: "report ask", who: officers, needs: [] },
  { row: "4", from: ["ASK"], to: "CHK", event: "report.answered", by: "status page", who: [], needs: [] },
  { row: "5", from: unjudged, to: "REJ", event: "report.declined", by: "report decline", who: judges, needs: [] },
  {
    row: "6",
    from: unjudged,
    to: "ACC",
    event: "report.accepted",
    by: "report accept",
    who: judges,
    needs: ["conditions"],
  },
];
