import type { EventType } from "../events.ts";
import type { Role } from "../roles.ts";
import type { Need } from "./needs.ts";
import type { CaseState } from "./states.ts";

/** One row of the tables in domain rules §3.1–3.3. */
export interface Transition {
  /** Its number there. */
  readonly row: string;
  readonly from: readonly CaseState[];
  readonly to: CaseState;
  readonly event: EventType;
  /** The command that makes it. A person of one of `who` types it; an empty list: it follows from somebody else's act. */
  readonly by: string;
  readonly who: readonly Role[];
  /** What must hold before. */
  readonly needs: readonly Need[];
}
