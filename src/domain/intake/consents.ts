import { type Field, isBlank, lengths, type Need, type Rule } from "./fields.ts";

/** The handling policy must be agreed to whatever is reported; the version agreed to is kept with it. */
export const policyField: Field = {
  key: "policy_agreed",
  label: { ja: "取扱方針に同意します", en: "I agree to the handling policy" },
  section: "consents",
  type: "agree",
  need: "yes",
  max: lengths.word,
};

const shareIdentity: Field = {
  key: "consent_share_identity",
  label: {
    ja: "氏名等と連絡先を、製品開発者またはウェブサイト運営者に伝えてもよいですか",
    en: "May we give your name and contact to the developer or site operator?",
  },
  help: {
    ja: "「伝えない」を選んでも取扱いは変わりません。",
    en: "“No” changes nothing in how we handle the report.",
  },
  section: "consents",
  type: "choice",
  choices: [
    { value: "no", words: { ja: "伝えない", en: "No" } },
    { value: "name_only", words: { ja: "名前だけなら伝えてよい", en: "The name only" } },
    { value: "name_and_contact", words: { ja: "名前と連絡先を伝えてよい", en: "The name and the contact" } },
  ],
  need: "yes",
  max: lengths.word,
};

const directContact: Field = {
  key: "consent_direct_contact",
  label: {
    ja: "製品開発者またはウェブサイト運営者から直接連絡を受けてもよいですか",
    en: "May the developer or site operator write to you directly?",
  },
  help: {
    ja: "「はい」の場合は、上の質問で「名前と連絡先」を選んでください。「いいえ」の場合は、窓口がやりとりを仲介します。",
    en: "For “Yes”, choose “The name and the contact” above. With “No”, every word goes through the desk.",
  },
  section: "consents",
  type: "yes-no",
  need: "yes",
  max: lengths.word,
};

/** One of the two names is enough: not everybody has one in both scripts. */
const creditedUnless = (otherName: string): Need => ({
  when: (peek) => peek("consent_public_credit") === "yes" && isBlank(peek(otherName)),
  words: {
    ja: "公表を希望する場合、日英どちらかは必須",
    en: "one of the two is required if your name may be published",
  },
});

/** Software only: website cases are never credited in public (domain rules §2.1). */
const publicCredit: readonly Field[] = [
  {
    key: "consent_public_credit",
    label: {
      ja: "公表する文書の謝辞に、お名前を載せてもよいですか",
      en: "May we thank you by name when the advisory is published?",
    },
    section: "consents",
    type: "yes-no",
    need: "yes",
    max: lengths.word,
  },
  {
    key: "credit_name_ja",
    label: { ja: "謝辞に載せる名前(日本語)", en: "Name to print, in Japanese" },
    help: { ja: "印刷されるとおりに書いてください。", en: "Exactly as it should be printed." },
    section: "consents",
    type: "line",
    need: creditedUnless("credit_name_en"),
    max: lengths.line,
    personal: true,
  },
  {
    key: "credit_name_en",
    label: { ja: "謝辞に載せる名前(英語)", en: "Name to print, in English" },
    section: "consents",
    type: "line",
    need: creditedUnless("credit_name_ja"),
    max: lengths.line,
    personal: true,
  },
  {
    key: "credit_org",
    label: { ja: "謝辞に載せる所属", en: "Organisation to print" },
    section: "consents",
    type: "line",
    need: "no",
    max: lengths.line,
    personal: true,
  },
];

export const websiteConsents: readonly Field[] = [shareIdentity, directContact, policyField];
export const softwareConsents: readonly Field[] = [shareIdentity, directContact, ...publicCredit, policyField];

export const consentRules: readonly Rule[] = [
  {
    field: "consent_direct_contact",
    broken: (peek) => peek("consent_direct_contact") === "yes" && peek("consent_share_identity") !== "name_and_contact",
    message: {
      ja: "直接連絡を受けるには、名前と連絡先を伝えることへの同意が必要です。どちらかの回答を変えてください。",
      en: "Direct contact needs your consent to pass on the name and the contact. Change one of the two answers.",
    },
  },
];
