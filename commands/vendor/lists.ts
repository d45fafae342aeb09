import { longestEntry, mostEntries, splitList, unique } from "../../src/domain/vendors/details.ts";
import { open } from "../../src/label.ts";
import { readPurl } from "../../src/purl.ts";
import { Refusal } from "../../src/refusal.ts";
import { normal } from "../../src/search.ts";
import { say, t, words } from "../../src/text.ts";

/** @throws Refusal `args.invalid` when a list would have more than a directory can search. */
export function checkEntries(entries: readonly string[], field: string): void {
  const long = entries.find((e) => [...e].length > longestEntry);
  if (long === undefined && entries.length <= mostEntries) return;
  throw new Refusal(
    "args.invalid",
    long === undefined
      ? say({
          ja: t`${open(entries.length)}件になります。1つの一覧は${open(mostEntries)}件までです。`,
          en: t`That makes ${open(entries.length)}; a list has at most ${open(mostEntries)}.`,
        })
      : say({
          ja: t`${open(longestEntry)}文字を超える項目があります。`,
          en: t`One of them is longer than ${open(longestEntry)} characters.`,
        }),
    words({ ja: "項目はコンマで区切ります。", en: "They are separated by commas." }),
    field,
  );
}

/** Words with commas between, each once. @throws Refusal `args.invalid`. */
export function getList(typed: string, field: string): string[] {
  const entries = unique(splitList(typed), normal);
  checkEntries(entries, field);
  return entries;
}

/** Package URLs with commas between, in their canonical form. @throws Refusal `args.invalid` that names the one that is none. */
export const getPurls = (typed: string, field: string): string[] =>
  getList(typed, field).map((one) => {
    const purl = readPurl(one);
    if (purl !== undefined) return purl;
    throw new Refusal(
      "args.invalid",
      say({
        ja: t`「${open(one)}」はパッケージURLとして読めません。`,
        en: t`"${open(one)}" is not a package URL.`,
      }),
      words({
        ja: "書き方: pkg:種類/名前（例: pkg:npm/hoshi-viewer、pkg:maven/org.hoshi/viewer）。版は省いて登録します。",
        en: "Forms: pkg:type/name, such as pkg:npm/hoshi-viewer or pkg:maven/org.hoshi/viewer. A version is left off.",
      }),
      field,
    );
  });
