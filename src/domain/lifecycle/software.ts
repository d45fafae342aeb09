import type { Role } from "../roles.ts";
import { intakeMoves } from "./intake.ts";
import type { Transition } from "./transition.ts";

const reception: readonly Role[] = ["intake_officer", "coordinator", "approver"];
const coordination: readonly Role[] = ["coordinator", "approver"];
const by = "case move";

/**
 * §3.1. Row 9 is the message that row 8 causes, row 14 a new date in the same state, rows 16 and 17 the grounds of endings.ts.
 * Row 8 is open from ACC, too: one desk that is reception and coordination at once hands over by beginning.
 */
export const software: readonly Transition[] = [
  ...intakeMoves,
  { row: "7", from: ["ACC"], to: "HND", event: "case.handed-over", by, who: reception, needs: [] },
  {
    row: "8",
    from: ["ACC", "HND"],
    to: "CON",
    event: "case.contacting",
    by: "party attempt",
    who: coordination,
    needs: [],
  },
  {
    row: "10",
    from: ["CON"],
    to: "VER",
    event: "case.details-sent",
    by,
    who: coordination,
    needs: ["answered", "details"],
  },
  { row: "11", from: ["VER"], to: "FIX", event: "case.confirmed", by, who: coordination, needs: ["exists"] },
  { row: "12", from: ["VER"], to: "NOV", event: "case.refuted", by, who: coordination, needs: ["denied", "request"] },
  { row: "13", from: ["FIX"], to: "DAT", event: "case.dated", by, who: coordination, needs: ["date"] },
  { row: "14", from: ["DAT"], to: "DAT", event: "case.redated", by, who: coordination, needs: ["date"] },
  {
    row: "15",
    from: ["DAT"],
    to: "PUB",
    event: "case.published",
    by,
    who: ["approver"],
    needs: ["statuses", "advisory"],
  },
  { row: "18", from: ["CON"], to: "UNR", event: "case.unreachable", by, who: coordination, needs: ["tried"] },
  {
    row: "19",
    from: ["UNR", "FIX"],
    to: "NCO",
    event: "case.uncoordinatable",
    by,
    who: coordination,
    needs: ["ground"],
  },
  { row: "20", from: ["NCO"], to: "JDG", event: "case.judging", by, who: reception, needs: [] },
  {
    row: "21",
    from: ["JDG"],
    to: "PUB",
    event: "case.published",
    by,
    who: ["approver"],
    needs: ["judged", "advisory"],
  },
  { row: "21", from: ["JDG"], to: "FIX", event: "case.resumed", by, who: reception, needs: [] },
  { row: "22", from: ["UNR"], to: "VER", event: "case.reached", by, who: coordination, needs: ["answered", "details"] },
  { row: "23", from: ["PUB"], to: "PUB", event: "case.updated", by, who: coordination, needs: ["advisory"] },
];
