import { Refusal } from "../../refusal.ts";
import { words } from "../../text.ts";
import type { Case, Impact, Step } from "../case.ts";
import type { Known } from "../impact.ts";
import type { Settings } from "../settings.ts";

/**
 * Whether a notice to the Cabinet Office (内閣府) should be weighed: attacks are seen or suspected, or the impact is of priority and
 * critical infrastructure uses it. The 2026 edition's appendix 7 was not to be had; this is the desk's own reading (domain
 * rules §13 row 3). Nothing is ever sent by itself.
 */
export const governmentConcerned = (c: Case, exploited: Known, infrastructure: Known, impact: Impact | null): boolean =>
  c.kind === "software" && (exploited === "yes" || (impact === "priority" && infrastructure === "yes"));

/**
 * Records that the government was told of an accepted product's vulnerability (SW-GOV): a flag beside the state, before or after
 * the fix, whatever else goes on. A part of the guideline's 2026 edition, so a desk that runs an earlier one has it off.
 * @returns the step, given the note that holds what was told. @throws Refusal `case.not-ready`.
 */
export function tellGovernment(c: Case, settings: Settings): (note: number) => Step {
  if (settings["government.notice"] === 0) {
    throw new Refusal(
      "case.not-ready",
      words({
        ja: "政府への通知は、ガイドライン2026年版の手順です。このデスクでは使わない設定です。",
        en: "Notices to the government belong to the guideline's 2026 edition; this desk has them switched off.",
      }),
      words({
        ja: "管理者が有効にできます: desk settings government.notice 1",
        en: "An administrator switches them on: desk settings government.notice 1",
      }),
    );
  }
  if (c.kind !== "software" || c.acceptedAt === null || c.closedAt !== null) {
    throw new Refusal(
      "case.not-ready",
      words({
        ja: "政府への通知は、取扱い中のソフトウエア製品の案件だけで記録できます。",
        en: "A notice to the government is recorded for a software case in handling only.",
      }),
      words({ ja: "案件の状態と種類を確かめてください。", en: "Look at the case's kind and state." }),
    );
  }
  return (note) => ({ before: c, after: c, events: [{ type: "case.government-told", note }] });
}
