import type { Both } from "../../locale.ts";
import type { Choice } from "./fields.ts";

/** What is wrong with one answer, said so that its writer can mend it. */
export interface FieldFault {
  readonly field: string;
  /** Stable, for programs. */
  readonly code: string;
  readonly message: Both;
}

type Said = Omit<FieldFault, "field">;

const count = (n: number): string => n.toLocaleString("en-US");

export const missing: Said = {
  code: "missing",
  message: { ja: "ご記入ください。", en: "Please fill this in." },
};
export const notChosen: Said = {
  code: "missing",
  message: { ja: "どれかを選んでください。", en: "Please choose an answer." },
};
export const twice: Said = {
  code: "twice",
  message: { ja: "同じ項目が2回送られました。1つにしてください。", en: "This was sent twice. Send it once." },
};
export const lineBreak: Said = {
  code: "line-break",
  message: { ja: "改行は入れられません。", en: "This must be a single line." },
};
export const badDate: Said = {
  code: "date",
  message: { ja: "暦にある日付を 2026-11-22 の形で書いてください。", en: "Write a date that exists, as 2026-11-22." },
};
export const badEmail: Said = {
  code: "email",
  message: {
    ja: "name@example.jp の形のアドレスを書いてください。半角の「@」を使ってください。",
    en: "Write an address such as name@example.jp, with the plain “@”.",
  },
};
export const badUrl: Said = {
  code: "url",
  message: {
    ja: "http:// または https:// で始まるアドレスを、1行に1つ書いてください。",
    en: "Write addresses that begin with http:// or https://, one a line.",
  },
};
export const badYesNo: Said = {
  code: "yes-no",
  message: { ja: "「はい」(yes)か「いいえ」(no)を選んでください。", en: "Choose “yes” or “no”." },
};
export const notAgreed: Said = {
  code: "agree",
  message: { ja: "受け付けるには同意が必要です。", en: "We can only take the report if you agree." },
};
export const privateKey: Said = {
  code: "private-key",
  message: {
    ja: "これは秘密鍵です。漏れたものとして扱い、新しい鍵を作ってください。ここには公開鍵だけを貼り付けてください。",
    en: "This is a private key. Treat it as lost and make a new one; paste only a public key here.",
  },
};
export const badKey: Said = {
  code: "pgp-key",
  message: {
    ja: "「-----BEGIN PGP PUBLIC KEY BLOCK-----」から「-----END PGP PUBLIC KEY BLOCK-----」までを貼り付けてください。",
    en: "Paste everything from “-----BEGIN PGP PUBLIC KEY BLOCK-----” to “-----END PGP PUBLIC KEY BLOCK-----”.",
  },
};
export const stalePolicy: Said = {
  code: "policy-changed",
  message: {
    ja: "取扱方針が改定されました。もう一度お読みのうえ、同意してください。",
    en: "The handling policy has changed. Please read it again and agree to it.",
  },
};

export const tooLong = (is: number, limit: number): Said => ({
  code: "too-long",
  message: {
    ja: `${count(limit)}文字以内で書いてください(いま${count(is)}文字)。`,
    en: `At most ${count(limit)} characters; this has ${count(is)}.`,
  },
});
export const tooMany = (limit: number): Said => ({
  code: "too-many",
  message: { ja: `${count(limit)}件までです。`, en: `At most ${count(limit)}.` },
});
/** @param position of the character, counted from 1 in code points */
export const notStorable = (position: number): Said => ({
  code: "not-storable",
  message: {
    ja: `保存できない文字が含まれています(${count(position)}文字目)。`,
    en: `This contains a character that cannot be stored (position ${count(position)}).`,
  },
});
export const badChoice = (choices: readonly Choice[]): Said => {
  const allowed = choices.map((c) => c.value).join(", ");
  return {
    code: "choice",
    message: {
      ja: `次の中から選んでください:${allowed}`,
      en: `Choose one of: ${allowed}`,
    },
  };
};
export const unknownField = (key: string): FieldFault => ({
  field: key,
  code: "unknown-field",
  message: { ja: `この届出にない項目です:「${key}」`, en: `unknown field "${key}"` },
});
