import { Refusal } from "../../refusal.ts";
import { say, t, words } from "../../text.ts";
import type { Case, Step } from "../case.ts";
import { stateOf } from "./states.ts";

/**
 * Public bodies that help to reach a site's operator, or have to know (domain rules §3.2 row 12, §10.2; guideline 2019, V.3). The
 * names differ by edition. They get a part of the information only.
 */
export const publicBodies = {
  nco: { ja: "国家サイバー統括室（政府機関のサイト）", en: "National Cybersecurity Office, for government sites" },
  mic: { ja: "総務省（地方公共団体のサイト）", en: "Ministry of Internal Affairs, for local governments" },
  ppc: {
    ja: "個人情報保護委員会（漏えいのおそれ）",
    en: "Personal Information Protection Commission, for a suspected leak",
  },
} as const;
export type PublicBody = keyof typeof publicBodies;

const states = ["CT1", "NTF", "VER"] as const;

/**
 * Records that a public body was asked for help. @returns the step, given the note that holds what was told.
 * @throws Refusal `case.wrong-state` for anything but a site's case in contact with its operator.
 */
export function refer(c: Case, to: PublicBody): (note: number) => Step {
  if (c.kind !== "website" || !(states as readonly string[]).includes(c.state)) {
    throw new Refusal(
      "case.wrong-state",
      say({
        ja: t`「${words(stateOf(c).words)}」の案件では、関係機関に協力を依頼できません。`,
        en: t`Public bodies are not asked for help with a case that is ${words(stateOf(c).words)}.`,
      }),
      words({
        ja: "ウェブサイトの案件で、運営者に連絡しはじめてからできます。",
        en: "It can be done for a website, once its operator is being contacted.",
      }),
    );
  }
  return (note) => ({ before: c, after: c, events: [{ type: "case.referred", to, note }] });
}
