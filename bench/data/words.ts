/** Names of products that do not exist, made from a number: the same number always gives the same name. */

const makers = ["Kumo", "Suisui", "Hoshi", "Tanuki", "Kaze", "Mikan", "Umi", "Sora", "Yama", "Kawa"] as const;
const nouns = ["Router", "Camera", "Server", "Viewer", "Gateway", "Mailer", "Backup", "Plugin"] as const;
const japaneseNouns = [
  ...["画像ビューア", "無線ルータ", "会計ソフト", "予約システム"],
  ...["電子掲示板", "メール配信", "認証サーバー", "在庫管理"],
] as const;
const kanji = [
  ..."山川海空風雲星月花鳥松竹梅桜森林石金銀銅水火土木春夏秋冬朝昼夜東西南北中大小新古高長広青赤白黒光音色形力心手足道橋門城町村島",
];

/** How many cases share one name: so many matches has a selective search, however large the desk. */
const sharers = 10;

/** Spreads neighbouring numbers over all 32-bit numbers, one to one (Knuth's multiplicative hash). */
const scatter = (n: number): number => Math.imul(n + 1, 2654435761) >>> 0;

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];

/** Seven letters that no other group of cases has. */
function letters(n: number): string {
  let rest = scatter(n);
  let word = "";
  for (let i = 0; i < 7; i++) {
    word += String.fromCharCode(97 + (rest % 26));
    rest = Math.floor(rest / 26);
  }
  return word;
}

/** Four characters that hardly any other group has, though each pair of neighbours is common. */
const fourKanji = (n: number): string => {
  const h = scatter(n);
  return [0, 6, 12, 18].map((bits) => pick(kanji, (h >>> (bits + 8)) & 63)).join("");
};

const isJapanese = (i: number): boolean => i % 2 === 0;

/** The word that finds case `i` and the few others of its name. */
export const selectiveWord = (i: number): string =>
  isJapanese(i) ? fourKanji(Math.floor(i / sharers)) : letters(Math.floor(i / sharers));

/** Words that one case in sixteen has: more than a search looks at. */
export const commonWords = { latin: "router", japanese: "ビューア" } as const;

/** What the desk calls case `i`, as commands/report/submit.ts would: product and version. */
export function titleFor(i: number): string {
  const h = scatter(i);
  const version = `${h % 9}.${(h >>> 4) % 20}.${(h >>> 9) % 10}`;
  return isJapanese(i)
    ? `${selectiveWord(i)}${pick(japaneseNouns, h >>> 13)} ${version}`
    : `${pick(makers, h >>> 7)} ${selectiveWord(i)} ${pick(nouns, h >>> 13)} ${version}`;
}

/** The vendor of case `i`, whose words a search finds, too. */
export const vendorFor = (i: number): string => `${pick(makers, scatter(i) >>> 7)}ソフト株式会社`;
