import { days, ends } from "./clock-parts.ts";
import type { ClockRule, DeadlineKind } from "./clock-rule.ts";

/** Clocks of the embargo. Both end at the moment that their event names. */
export const embargoClocks = {
  RSVP: {
    words: { ja: "エンバーゴへの回答", en: "answer to the embargo" },
    task: {
      ja: "回答がないまま期限になりました。「応じない」として扱います。もう一度招くか、ほかの進め方を決めてください。",
      en: "No answer came, and silence is no. Invite them anew, or decide how to go on without them.",
    },
    startsWith: ["party.invited"],
    onlyIf: (_, e) => e.type === "party.invited" && e.until !== null,
    perParty: true,
    endsWith: ["party.consented", "party.declined", "party.released", "embargo.ended", ...ends],
    length: "named",
    moves: null,
    reminders: [{ hoursBefore: 0 }],
    again: "nothing",
  },
  EMBARGO: {
    words: { ja: "エンバーゴの終わり", en: "end of the embargo" },
    task: {
      ja: "エンバーゴが終わります。公表の準備を確かめてください。",
      en: "The embargo ends: see that everything is ready for publication.",
    },
    startsWith: ["embargo.accepted", "embargo.revised", "embargo.inherited"],
    endsWith: ["embargo.ended", ...ends],
    length: "named",
    moves: "embargo propose REF until=…",
    lasts: true,
    reminders: [...days(14, 7, 3, 1), { hoursBefore: 0 }],
    again: "nothing",
  },
} as const satisfies Partial<Record<DeadlineKind, ClockRule>>;
