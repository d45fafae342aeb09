import type { Role } from "../roles.ts";
import { intakeMoves } from "./intake.ts";
import type { Transition } from "./transition.ts";

const handlers: readonly Role[] = ["web_handler", "approver"];
const by = "case move";

/** §3.2. Row 13 is the grounds of endings.ts, row 14 `case split`, row 12 a message to a public body. */
export const website: readonly Transition[] = [
  ...intakeMoves,
  { row: "7", from: ["ACC"], to: "CT1", event: "case.contacting", by: "party attempt", who: handlers, needs: [] },
  { row: "8", from: ["CT1"], to: "NTF", event: "case.details-sent", by, who: handlers, needs: ["answered", "details"] },
  { row: "9", from: ["NTF"], to: "VER", event: "case.verifying", by, who: handlers, needs: [] },
  { row: "10", from: ["VER"], to: "FIX", event: "case.fixed", by, who: handlers, needs: ["fixed"] },
  { row: "11", from: ["VER"], to: "NOV", event: "case.refuted", by, who: handlers, needs: ["denied"] },
];
