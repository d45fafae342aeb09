import type { Hours, Turn, Why } from "../../src/domain/roster.ts";
import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";
import { moment } from "../../src/when.ts";

/** How a line's people came to it. */
const whyWords: Readonly<Record<Why, Both>> = {
  rotation: { ja: "輪番", en: "by rotation" },
  override: { ja: "一時的な変更", en: "by an override" },
  "stand-in": { ja: "不在の人の代理", en: "stands in for somebody away" },
  set: { ja: "duty set による指定", en: "by duty set" },
  closed: { ja: "受持時間外", en: "outside its hours" },
  nobody: { ja: "全員不在", en: "everybody is away" },
};

export const hoursWords: Readonly<Record<Hours, Both>> = {
  always: { ja: "いつも", en: "always" },
  office: { ja: "営業日の9時から18時", en: "business days, 9:00 to 18:00" },
  "off-hours": { ja: "営業日の9時から18時以外", en: "all but business days, 9:00 to 18:00" },
  workdays: { ja: "営業日（終日）", en: "business days, all day" },
  "days-off": { ja: "休日（終日）", en: "weekends and holidays, all day" },
};

export const lineName = ({ line }: Pick<Turn, "line">): Text<"public"> => foreign(open(line));

/** "by rotation, until Mon 30 Nov 2026 10:00 JST": why a turn is as it is and how long. */
export function lineWords({ why, until }: Turn, zone: string): Text<"public"> {
  const reason = words(whyWords[why]);
  if (until === null) return reason;
  return say({ ja: t`${reason}、${moment(until, zone)} まで`, en: t`${reason}, until ${moment(until, zone)}` });
}
