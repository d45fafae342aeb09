import { type Field, isBlank, isUnknown, lengths, type Rule } from "./fields.ts";

/** Block A (domain rules §2.1): who reports and how we reach them. A pen name is enough if the desk can reach it. */
export const finderFields: readonly Field[] = [
  {
    key: "finder_name",
    label: { ja: "氏名等(発見者を識別する情報)", en: "Name, or another name to call you by" },
    help: {
      ja: "ペンネームでも受け付けます。名乗りたくないときは「不明」と書いてください。その場合、確認のご連絡が難しくなり、受理できないことがあります。",
      en: "A pen name is fine. To stay nameless, write “unknown”; it is then harder for us to ask you back, and we may have to decline the report.",
    },
    section: "you",
    type: "line",
    need: "yes",
    max: lengths.line,
    personal: true,
  },
  {
    key: "finder_kana",
    label: { ja: "フリガナ", en: "Reading of the name (kana)" },
    section: "you",
    type: "line",
    need: "no",
    max: lengths.line,
    personal: true,
  },
  {
    key: "finder_org",
    label: { ja: "所属", en: "Organisation" },
    section: "you",
    type: "line",
    need: "no",
    max: lengths.line,
    personal: true,
  },
  {
    key: "finder_dept",
    label: { ja: "部署", en: "Department" },
    section: "you",
    type: "line",
    need: "no",
    max: lengths.line,
    personal: true,
  },
  {
    key: "finder_pref",
    label: { ja: "都道府県(国外の方は国名)", en: "Prefecture, or country outside Japan" },
    section: "you",
    type: "line",
    need: "no",
    max: lengths.line,
    personal: true,
  },
  {
    key: "finder_email",
    label: { ja: "電子メールアドレス", en: "E-mail address" },
    help: {
      ja: "お持ちでない、または教えたくないときは「不明」と書いてください。状況は受付コードで確認できます。",
      en: "If you have none or would rather not say, write “unknown”: the receipt code opens your report all the same.",
    },
    section: "you",
    type: "email",
    need: "yes",
    max: lengths.address,
    mayBeUnknown: true,
    personal: true,
  },
  {
    key: "finder_tel",
    label: { ja: "電話番号", en: "Telephone" },
    section: "you",
    type: "tel",
    need: "no",
    max: lengths.line,
    personal: true,
  },
  {
    key: "finder_fax",
    label: { ja: "FAX番号", en: "Fax" },
    section: "you",
    type: "tel",
    need: "no",
    max: lengths.line,
    personal: true,
  },
  {
    key: "reply_channel",
    label: { ja: "今後の連絡方法", en: "How shall we reach you" },
    help: {
      ja: "当面の連絡は状況ページだけで行います。メールの希望は、送れるようになったときのために伺います。",
      en: "For now we reach you on the status page only; we ask about e-mail for the time when we can send it.",
    },
    section: "you",
    type: "choice",
    choices: [
      {
        value: "portal",
        words: { ja: "状況ページ(受付コードで開く)", en: "The status page, opened with the receipt code" },
      },
      { value: "email", words: { ja: "電子メール", en: "E-mail" } },
    ],
    need: "no",
    max: lengths.word,
  },
  {
    key: "enc_pref",
    label: { ja: "メールの暗号化の希望", en: "Encrypted mail" },
    section: "you",
    type: "choice",
    choices: [
      { value: "none", words: { ja: "希望しない", en: "Not wanted" } },
      { value: "pgp", words: { ja: "PGPで暗号化してほしい", en: "Encrypt mail to me with PGP" } },
    ],
    need: "no",
    max: lengths.word,
  },
  {
    key: "pgp_public_key",
    label: { ja: "PGP公開鍵", en: "PGP public key" },
    help: {
      ja: "「BEGIN PGP PUBLIC KEY BLOCK」で始まる公開鍵だけを貼り付けてください。秘密鍵は送らないでください。",
      en: "Paste the public key only, from “BEGIN PGP PUBLIC KEY BLOCK” on. Never send a private key.",
    },
    section: "you",
    type: "pgp-key",
    need: {
      when: (peek) => peek("enc_pref") === "pgp",
      words: { ja: "PGPを希望する場合は必須", en: "required if you want PGP" },
    },
    max: lengths.long,
    personal: true,
  },
];

export const finderRules: readonly Rule[] = [
  {
    field: "reply_channel",
    broken: (peek) =>
      peek("reply_channel") === "email" && (isBlank(peek("finder_email")) || isUnknown(peek("finder_email"))),
    message: {
      ja: "電子メールでの連絡を希望する場合は、メールアドレスをご記入ください。",
      en: "To be reached by e-mail, give an e-mail address.",
    },
  },
];
