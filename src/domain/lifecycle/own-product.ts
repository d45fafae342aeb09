import type { Role } from "../roles.ts";
import { intakeMoves } from "./intake.ts";
import type { Transition } from "./transition.ts";

const coordination: readonly Role[] = ["coordinator", "approver"];
const by = "case move";

/** §3.3: the vendor reports its own product, so there is nobody to find and no 起算日. */
export const ownProduct: readonly Transition[] = [
  ...intakeMoves,
  { row: "DAT", from: ["ACC"], to: "DAT", event: "case.dated", by, who: coordination, needs: ["date"] },
  { row: "DAT", from: ["DAT"], to: "DAT", event: "case.redated", by, who: coordination, needs: ["date"] },
  { row: "PUB", from: ["DAT"], to: "PUB", event: "case.published", by, who: ["approver"], needs: ["advisory"] },
  { row: "PUB", from: ["PUB"], to: "PUB", event: "case.updated", by, who: coordination, needs: ["advisory"] },
];
