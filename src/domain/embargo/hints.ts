import type { Both } from "../../locale.ts";
import type { CaseMove, CaseState } from "./case-state.ts";
import { isInForce } from "./em.ts";
import type { EmbargoState } from "./states.ts";

interface Hint {
  /** What has happened. */
  readonly has?: readonly CaseMove[];
  /** What has not. */
  readonly lacks?: readonly CaseMove[];
  /** Only under an embargo that binds. */
  readonly bound?: true;
  readonly says: Both;
}

/** What to do next, by what has happened (models 4.4). Each row that fits is said, the most pressing first. */
const hintTable: readonly Hint[] = [
  {
    has: ["P"],
    bound: true,
    says: { ja: "公になっています。エンバーゴを終了してください。", en: "It is public: end the embargo." },
  },
  {
    has: ["X"],
    bound: true,
    says: {
      ja: "攻撃コードが公開されています。エンバーゴを終了してください。",
      en: "An exploit is public: end the embargo.",
    },
  },
  {
    has: ["A"],
    lacks: ["P"],
    bound: true,
    says: {
      ja: "攻撃が確認されています。エンバーゴを終了するか検討してください。",
      en: "Attacks are seen: weigh whether to end the embargo.",
    },
  },
  {
    has: ["X"],
    lacks: ["P"],
    says: {
      ja: "攻撃コードが公開されたなら、脆弱性も公になっています。public も記録してください。",
      en: "With an exploit public the vulnerability is public: record that as well.",
    },
  },
  {
    has: ["P"],
    lacks: ["V"],
    says: {
      ja: "製品開発者にまだ伝わっていません。すぐに知らせてください。",
      en: "The vendor may not know yet: tell them now.",
    },
  },
  {
    has: ["P"],
    lacks: ["F"],
    says: {
      ja: "対策がまだありません。回避策を案内し、対策を急いでください。",
      en: "There is no fix: advise on mitigation, and speed the fix up.",
    },
  },
  {
    has: ["A"],
    lacks: ["F"],
    says: {
      ja: "攻撃があり、対策がありません。回避策の案内を検討してください。",
      en: "Attacks without a fix: weigh advising on mitigation.",
    },
  },
  {
    has: ["F"],
    lacks: ["D", "P"],
    says: {
      ja: "対策ができています。結ぶなら短いエンバーゴだけにし、公表を準備してください。",
      en: "A fix is ready: prepare publication; only a brief embargo is possible now.",
    },
  },
  {
    has: ["D"],
    lacks: ["P"],
    says: {
      ja: "対策が利用者に届いています。新しいエンバーゴは結べません。公表してください。",
      en: "The fix is deployed: no new embargo is possible; publish.",
    },
  },
  {
    lacks: ["V"],
    says: { ja: "製品開発者に連絡してください。", en: "Reach the vendor." },
  },
];

export const hintsFor = (state: CaseState, embargo: EmbargoState): Both[] =>
  hintTable
    .filter(
      (h) =>
        (h.has ?? []).every((m) => state.has(m)) &&
        !(h.lacks ?? []).some((m) => state.has(m)) &&
        (h.bound !== true || isInForce(embargo)),
    )
    .map((h) => h.says);
