import type { Work } from "../../db/queries/leaver.ts";
import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { foreign, type Text, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";

const kinds: readonly (readonly [keyof Work, Both])[] = [
  ["cases", { ja: "担当の届出・案件", en: "reports and cases" }],
  ["deadlines", { ja: "その期限", en: "their deadlines" }],
  ["pings", { ja: "確認していない通知", en: "unacknowledged pings" }],
  ["lines", { ja: "当番表の系列", en: "lines of the roster" }],
  ["overrides", { ja: "当番の一時的な変更", en: "overrides of duty" }],
  ["shifts", { ja: "duty set による当番", en: "duties by duty set" }],
  ["swaps", { ja: "返事を待っている交換（取り下げます）", en: "swaps that wait for an answer (taken back)" }],
];

export const isNone = (work: Work): boolean => kinds.every(([key]) => work[key].length === 0);

/** How much of each there is. */
export const workFields = (work: Work): Node<"public"> => ({
  kind: "fields",
  rows: kinds
    .filter(([key]) => work[key].length > 0)
    .map(([key, both]): readonly [Text<"public">, Text<"public">] => [words(both), foreign(open(work[key].length))]),
});

export const counts = (work: Work): Record<string, number> =>
  Object.fromEntries(kinds.map(([key]) => [key, work[key].length]));
