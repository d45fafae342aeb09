import { Refusal } from "../../refusal.ts";
import { words } from "../../text.ts";
import type { Case, Step } from "../case.ts";
import { stateOf } from "./states.ts";

/**
 * The stages of the list of vendors that cannot be reached (domain rules §6.2): 1 the name, by moving the case to UNR; 2 the
 * product; 3 a last date. One after the other. @throws Refusal `case.wrong-state`.
 */
export function listStage(c: Case, stage: 2 | 3, now: Date): Step {
  if (c.state === "UNR" && c.listing === stage - 1) {
    return { before: c, after: { ...c, listing: stage, listedAt: now }, events: [{ type: "case.listed", stage }] };
  }
  throw new Refusal(
    "case.wrong-state",
    words(
      c.state === "UNR"
        ? {
            ja: "段階は、開発者名、製品情報、連絡期限の順に一つずつ進めます。",
            en: "The stages come one by one: name, product, last date.",
          }
        : {
            ja: `一覧に載っていません（${stateOf(c).words.ja}）。`,
            en: `It is not on the list (${stateOf(c).words.en}).`,
          },
    ),
    words({ ja: "一覧に載せる: case move … unr", en: "To list it: case move … unr" }),
  );
}
