import type { Both } from "../../locale.ts";
import { longestEntry, mostEntries, splitList } from "./details.ts";
import { type Registration, registrations, registrationWords } from "./registration.ts";

/** What a cell is read with that this folder must not import. */
export interface Readers {
  readonly purl: (typed: string) => string | undefined;
  /** The beginning of a day that has come. */
  readonly pastDay: (typed: string) => Date | undefined;
}

/** A vendor as one line of a file says it. What its cells leave out stays as it is. */
export interface ImportRow {
  readonly name: string;
  readonly products?: readonly string[];
  readonly keywords?: readonly string[];
  readonly purls?: readonly string[];
  readonly address?: string;
  readonly intake?: string;
  readonly notes?: string;
  readonly registration?: Registration;
  readonly listed?: boolean;
  readonly "takes-reports"?: boolean;
  readonly distributor?: boolean;
  readonly specifier?: boolean;
  readonly agreed?: Date;
  readonly met?: Date;
  readonly contact?: string;
  readonly mail?: string;
  readonly phone?: string;
}

interface Column {
  readonly ja: string;
  readonly allowed: Both;
  /** @returns undefined for what is not allowed. */
  readonly read: (cell: string, readers: Readers) => ImportRow[keyof ImportRow] | undefined;
}

const text = (ja: string, max: number): Column => ({
  ja,
  allowed: { ja: `${max}文字まで`, en: `at most ${max} characters` },
  read: (cell) => ([...cell].length <= max && !cell.includes("\0") ? cell : undefined),
});

const shaped = (ja: string, allowed: Both, shape: RegExp): Column => ({
  ja,
  allowed,
  read: (cell) => (shape.test(cell) ? cell : undefined),
});

const fits = (list: readonly string[]): boolean =>
  list.length <= mostEntries && list.every((e) => [...e].length <= longestEntry);

const listAllowed: Both = {
  ja: `コンマ区切りで${mostEntries}件まで、1件${longestEntry}文字まで`,
  en: `at most ${mostEntries} with commas, each of at most ${longestEntry} characters`,
};

const list = (ja: string): Column => ({
  ja,
  allowed: listAllowed,
  read: (cell) => (fits(splitList(cell)) ? splitList(cell) : undefined),
});

const yesNo = (ja: string): Column => ({
  ja,
  allowed: { ja: "yes · no · はい · いいえ", en: "yes · no · はい · いいえ" },
  read: (cell) => ({ yes: true, はい: true, no: false, いいえ: false })[cell.toLowerCase()],
});

const pastDay = (ja: string): Column => ({
  ja,
  allowed: { ja: "済んだ日を 2026-04-01 の形で", en: "a day that has come, as 2026-04-01" },
  read: (cell, { pastDay }) => (/^\d{4}-\d{2}-\d{2}$/.test(cell) ? pastDay(cell) : undefined),
});

const registrationNames = registrations.map((r) => `${r} · ${registrationWords[r].ja}`).join(" · ");

/** The columns of a file, by the names that its first line has, in English or in Japanese. */
export const columns = {
  name: text("名前", 200),
  products: list("製品"),
  keywords: list("キーワード"),
  purls: {
    ja: "パッケージURL",
    allowed: { ja: "pkg:種類/名前 をコンマ区切りで", en: "pkg:type/name, with commas" },
    read: (cell, { purl }) => {
      const found = splitList(cell).map(purl);
      const read = found.filter((p) => p !== undefined);
      return read.length === found.length && fits(read) ? read : undefined;
    },
  },
  address: text("住所", 500),
  intake: text("受付窓口", 300),
  notes: text("備考", 2000),
  registration: {
    ja: "登録区分",
    allowed: { ja: registrationNames, en: registrationNames },
    read: (cell) => registrations.find((r) => r === cell.toLowerCase() || registrationWords[r].ja === cell),
  },
  listed: yesNo("掲載"),
  "takes-reports": yesNo("直接受付"),
  distributor: yesNo("配布者"),
  specifier: yesNo("策定者"),
  agreed: pastDay("規約同意"),
  met: pastDay("面談"),
  contact: text("担当者", 100),
  mail: shaped("メール", { ja: "メールアドレス", en: "an e-mail address" }, /^[^\s@]{1,64}@[^\s@]{1,190}$/),
  phone: shaped("電話", { ja: "数字・+・-・括弧", en: "digits, +, - and brackets" }, /^[+\d() -]{3,30}$/),
} as const satisfies Record<keyof ImportRow, Column>;

type ColumnName = keyof typeof columns;
export const columnNames = Object.keys(columns) as ColumnName[];

/** The column of a head, in either language, however wide it is typed. */
export const columnOf = (head: string): ColumnName | undefined => {
  const typed = head.normalize("NFKC").trim().toLowerCase();
  return columnNames.find((c) => c === typed || columns[c].ja.normalize("NFKC").toLowerCase() === typed);
};
