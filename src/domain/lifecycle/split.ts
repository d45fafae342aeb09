import { Refusal } from "../../refusal.ts";
import { join, say, t, words } from "../../text.ts";
import type { Case, Step } from "../case.ts";
import type { ReportKind } from "../intake/kinds.ts";
import { type CaseState, stateOf, stateTables } from "./states.ts";

interface SplitRow {
  /** In which states another case may come of it. */
  readonly from: readonly CaseState[];
  /**
   * Whether the new case has the report's text, too. A site's report would name the site to whoever works with the product's
   * vendor, so there the new case holds only what is typed (domain rules §3.2 row 14, §10.5).
   */
  readonly keepsReport: boolean;
  /** Whoever has the old case has the new one: another body or role takes over otherwise. */
  readonly keepsAssignee: boolean;
}

const handled = ["ACC", "HND", "CON", "VER", "FIX", "DAT", "UNR", "NCO"] as const;

/**
 * From which cases a software case is split off: a site's whose cause is a product (§3.2 row 14), a product's whose report
 * holds two matters, and a vendor's own whose flaw is in others' products, too: there the vendor is the finder (§3.3).
 */
export const splitTable: Readonly<Record<ReportKind, SplitRow>> = {
  website: { from: ["NTF", "VER"], keepsReport: false, keepsAssignee: false },
  software: { from: handled, keepsReport: true, keepsAssignee: true },
  "own-product": { from: ["ACC", "DAT", "PUB"], keepsReport: false, keepsAssignee: false },
};

/** What a case that is split off begins with: accepted with its origin, nothing scored, nobody contacted. */
export interface SplitOff {
  readonly kind: "software";
  readonly state: "ACC";
  readonly receivedAt: Date;
  readonly acceptedAt: Date;
  readonly request: "in-force";
  readonly assigneeId: number | null;
  readonly keepsReport: boolean;
}

/** @throws Refusal `case.wrong-state` where nothing can be split off. */
export function splitOff(c: Case): SplitOff {
  const row = splitTable[c.kind];
  if (c.acceptedAt === null || !row.from.includes(c.state)) {
    const where = join(row.from.flatMap((s) => stateTables[c.kind][s]?.words ?? []).map(words), " · ");
    throw new Refusal(
      "case.wrong-state",
      say({
        ja: t`「${words(stateOf(c).words)}」の案件からは分けられません。`,
        en: t`Nothing can be split off a case that is ${words(stateOf(c).words)}.`,
      }),
      say({ ja: t`分けられる状態: ${where}`, en: t`It can be in: ${where}` }),
    );
  }
  return {
    kind: "software",
    state: "ACC",
    receivedAt: c.receivedAt,
    acceptedAt: c.acceptedAt,
    request: "in-force",
    assigneeId: row.keepsAssignee ? c.assigneeId : null,
    keepsReport: row.keepsReport,
  };
}

/** What it means for the origin, which goes on as it was. */
export const splitFrom = (c: Case, other: { readonly id: number; readonly reference: number }): Step => ({
  before: c,
  after: c,
  events: [{ type: "case.split", other: other.id, reference: other.reference }],
});
