import type { StoredCase } from "../../db/queries/cases.ts";
import type { RequestState } from "../../src/domain/case.ts";
import type { Ground } from "../../src/domain/grounds.ts";
import { hasAnswered, type Party } from "../../src/domain/parties.ts";
import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { day, moment } from "../../src/when.ts";
import type { Act } from "../desk.ts";

const requestWords: Readonly<Record<RequestState, Both>> = {
  none: { ja: "なし", en: "none" },
  "in-force": { ja: "有効", en: "in force" },
  ended: { ja: "終了", en: "ended" },
  withdrawn: { ja: "取下げ済み", en: "withdrawn" },
};

/** What a linked case is to this one. */
export const linkWords = {
  merged: { out: { ja: "統合先", en: "Merged into" }, back: { ja: "統合元", en: "Took in" } },
  split: { out: { ja: "分けた案件", en: "Split off" }, back: { ja: "元の案件", en: "Origin" } },
} as const;

type Row = readonly [Text<"public">, Text<"public">];

/** The dates on which the rules hang, those that there are: 受理日, 起算日, 詳細情報連絡日, publication; and the request. */
export function milestones(act: Pick<Act, "zone">, c: StoredCase, grounds: ReadonlyMap<string, Ground>): Row[] {
  const dates: readonly (readonly [Both, Date | null])[] = [
    [{ ja: "受理日", en: "Accepted" }, c.acceptedAt],
    [{ ja: "起算日", en: "First contact" }, c.baseOn],
    [{ ja: "詳細情報連絡日", en: "Details sent" }, c.detailsOn],
  ];
  const rows: Row[] = dates.flatMap(([label, at]) => (at === null ? [] : [[words(label), day(at, act.zone)] as const]));
  if (c.publicationAt !== null)
    rows.push([words({ ja: "公表日時", en: "Publication" }), moment(c.publicationAt, act.zone)]);
  const ground = grounds.get(c.endCode ?? "");
  if (ground !== undefined) {
    const why = say({ ja: t`${open(ground.words.ja)}`, en: t`${open(ground.words.en)}` });
    rows.push([
      words({ ja: "終了理由", en: "Ended for" }),
      say({ ja: t`${open(ground.code)} ${why}`, en: t`${open(ground.code)} ${why}` }),
    ]);
  }
  if (c.request !== "none")
    rows.push([words({ ja: "情報非開示依頼", en: "Non-disclosure" }), words(requestWords[c.request])]);
  return rows;
}

/** "3, 1 without an answer". */
export function partiesText(parties: readonly Party[]): Text<"public"> {
  const silent = parties.filter((p) => !hasAnswered(p)).length;
  return silent === 0
    ? say({ ja: t`${open(parties.length)}件（すべて応答あり）`, en: t`${open(parties.length)}, all have answered` })
    : say({
        ja: t`${open(parties.length)}件（応答なし ${open(silent)}件）`,
        en: t`${open(parties.length)}, ${open(silent)} without an answer`,
      });
}
