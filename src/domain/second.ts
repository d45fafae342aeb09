import type { Both } from "../locale.ts";
import type { Role } from "./roles.ts";
import type { SettingKey } from "./settings.ts";

interface SecondRow {
  readonly words: Both;
  /** Who may confirm; never whoever proposed it, on whatever account. */
  readonly who: readonly Role[];
  /** A desk that is small may switch it off: 1 asks for two people. Without one it is always asked for. */
  readonly setting?: SettingKey;
}

/** Acts that take two people (domain rules §3.1 rows 5, 6 and 15; §10.1, §10.7, §10.10). */
const secondTable = {
  publish: { words: { ja: "公表", en: "publication" }, who: ["approver"], setting: "second.publish" },
  accept: { words: { ja: "受理", en: "acceptance" }, who: ["approver"], setting: "second.judge" },
  decline: { words: { ja: "不受理", en: "decline" }, who: ["approver"], setting: "second.judge" },
  inform: { words: { ja: "優先的な情報提供", en: "priority information" }, who: ["approver"] },
  refer: { words: { ja: "関係機関への協力依頼", en: "request to a public body" }, who: ["approver"] },
  close: {
    words: { ja: "ウェブサイトの取扱い終了", en: "end of a website's case" },
    who: ["approver"],
    setting: "second.close",
  },
  erase: { words: { ja: "発見者の情報の消去", en: "erasure of the finder" }, who: ["approver"] },
  government: { words: { ja: "政府への通知", en: "notice to the government" }, who: ["approver"] },
  remove: { words: { ja: "招いた関係者の除外", en: "removal of an invited party" }, who: ["approver"] },
  embargo: { words: { ja: "エンバーゴの早期終了", en: "early end of the embargo" }, who: ["approver"] },
} as const satisfies Record<string, SecondRow>;

export type SecondAct = keyof typeof secondTable;
export const secondActs = Object.keys(secondTable) as SecondAct[];
export const secondRow = (act: SecondAct): SecondRow => secondTable[act];
/** Hours after which a proposal counts no more. */
export const proposalHours = 48;
