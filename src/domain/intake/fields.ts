import type { Both } from "../../locale.ts";

/** The parts of a form, in the order in which a finder meets them (experience.md, "Pages"). */
export const sections = ["you", "vulnerability", "evidence", "told", "consents"] as const;
export type Section = (typeof sections)[number];

export const sectionWords: Readonly<Record<Section, Both>> = {
  you: { ja: "あなたについて", en: "About you" },
  vulnerability: { ja: "脆弱性", en: "The vulnerability" },
  evidence: { ja: "証拠", en: "Evidence" },
  told: { ja: "ほかに知らせた先", en: "Whom you told" },
  consents: { ja: "同意", en: "Consents" },
};

/** Reads another answer while a rule looks at the whole report: the first value, or "" when there is none. */
export type Peek = (key: string) => string;

/** Whether an answer must be given: always, never, or when other answers ask for it (and in which words we say so). */
export type Need = "yes" | "no" | { readonly when: (peek: Peek) => boolean; readonly words: Both };

export interface Choice {
  readonly value: string;
  readonly words: Both;
}

/** A format that one value has to follow, beyond its type. */
export interface Shape {
  readonly code: string;
  /** What is wrong with it and what is allowed instead; `undefined` when it is right. */
  readonly wrong: (value: string) => Both | undefined;
}

/** A format that a pattern describes. */
export const shaped = (code: string, pattern: RegExp, message: Both): Shape => ({
  code,
  wrong: (value) => (pattern.test(value) ? undefined : message),
});

interface Asked {
  /** The key of domain rules §2, which is also the name over HTTP. */
  readonly key: string;
  readonly label: Both;
  readonly help?: Both;
  readonly section: Section;
  readonly need: Need;
  /** Longest value in code points; for lists, of all lines together. */
  readonly max: number;
  /** "unknown" is an answer although the type would refuse the word. */
  readonly mayBeUnknown?: true;
  /** Says who the finder is or how to reach them; sealed apart from the report (domain rules §10-3). */
  readonly personal?: true;
  readonly shape?: Shape;
  /** Most values of a list. */
  readonly most?: number;
}

type OpenType = "line" | "text" | "email" | "tel" | "date" | "yes-no" | "urls" | "lines" | "agree" | "pgp-key";

export type ChoiceField = Asked & { readonly type: "choice" | "choices"; readonly choices: readonly Choice[] };
export type OpenField = Asked & { readonly type: OpenType };
export type Field = ChoiceField | OpenField;

/** A rule between two answers; `broken` is true when they contradict each other. */
export interface Rule {
  readonly field: string;
  readonly broken: (peek: Peek) => boolean;
  readonly message: Both;
}

export interface Form {
  readonly fields: readonly Field[];
  /** Sections that are called something else here. */
  readonly sectionWords?: Readonly<Partial<Record<Section, Both>>>;
  readonly rules: readonly Rule[];
}

/** Types whose value is a list: several choices, or one item a line. */
export const isList = (field: Field): boolean =>
  field.type === "choices" || field.type === "urls" || field.type === "lines";

/** Types whose value may hold line breaks. */
export const isMultiline = (field: Field): boolean =>
  field.type === "text" || field.type === "pgp-key" || field.type === "urls" || field.type === "lines";

/** Lengths in code points; ours, wide enough for every real report that we know of. */
export const lengths = { word: 100, line: 200, address: 254, note: 2_000, text: 10_000, long: 20_000 } as const;

/** The words that mean "I do not know" where a type would refuse them. */
const unknownWords: readonly string[] = ["unknown", "不明", "未定", "わからない", "分からない"];
export const isUnknown = (value: string): boolean => unknownWords.includes(value.trim().toLowerCase());

/** Nothing that a reader could see: spaces, controls and invisible format characters only. */
export const isBlank = (value: string): boolean => /^[\s\p{Cc}\p{Cf}]*$/u.test(value);

export const yesNo: readonly Choice[] = [
  { value: "yes", words: { ja: "はい", en: "Yes" } },
  { value: "no", words: { ja: "いいえ", en: "No" } },
];

export const yesNoUnknown: readonly Choice[] = [
  ...yesNo,
  { value: "unknown", words: { ja: "わからない", en: "I do not know" } },
];

export const haveNone: readonly Choice[] = [
  { value: "have", words: { ja: "ある", en: "I have it" } },
  { value: "none", words: { ja: "ない", en: "I have none" } },
];
