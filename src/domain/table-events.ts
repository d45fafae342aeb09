import type { PartyStatus } from "./parties.ts";

/**
 * What a vendor or operator did at the table, and what the desk did with it there. Ids, codes and times only; `contact` is the
 * person of the directory who spoke for the party.
 */
export type TableEvent =
  | { readonly type: "party.opened"; readonly party: number; readonly contact: number }
  | { readonly type: "party.received"; readonly party: number; readonly contact: number }
  | { readonly type: "party.asked"; readonly party: number; readonly contact: number; readonly message: number }
  | { readonly type: "party.written"; readonly party: number; readonly message: number }
  | {
      readonly type: "party.said";
      readonly party: number;
      /** Null when the desk wrote down what reached it by other means. */
      readonly contact: number | null;
      readonly answer: number;
      readonly status: PartyStatus;
    }
  | {
      readonly type: "party.fix";
      readonly party: number;
      readonly contact: number;
      readonly what: "planned" | "ready" | "deployed";
      readonly at: string;
    }
  | {
      readonly type: "party.stated";
      readonly party: number;
      readonly contact: number;
      readonly statement: number;
    }
  /** The desk put the statement into other words, or drafted one: nobody has agreed to it yet. */
  | { readonly type: "party.reworded"; readonly party: number; readonly statement: number }
  /** The vendor agreed to the desk's words. */
  | { readonly type: "party.agreed"; readonly party: number; readonly contact: number; readonly statement: number }
  | { readonly type: "party.approved"; readonly party: number; readonly statement: number }
  | { readonly type: "party.shared"; readonly party: number; readonly contact: number; readonly yes: boolean }
  | { readonly type: "party.suggested"; readonly party: number; readonly contact: number; readonly suggestion: number };
