import { consentRules, softwareConsents } from "./consents.ts";
import { type Field, type Form, lengths } from "./fields.ts";
import { finderFields, finderRules } from "./finder.ts";
import { choices, cwe, evidence, otherReports, severityFields } from "./severity.ts";

/** What the finder thinks it is; the desk sets the cause for the statistics itself (domain rules §9.2). */
export const softwareKinds = choices({
  memory: ["メモリ破壊(バッファオーバーフローなど)", "Memory corruption, such as a buffer overflow"],
  command_injection: ["OSコマンド・コードの実行", "Command or code execution"],
  sql_injection: ["SQLインジェクション", "SQL injection"],
  xss: ["クロスサイト・スクリプティング", "Cross-site scripting"],
  csrf: ["クロスサイト・リクエスト・フォージェリ", "Cross-site request forgery"],
  path_traversal: ["ディレクトリ・トラバーサル", "Path traversal"],
  access_control: ["認証・アクセス制御の不備", "Broken authentication or access control"],
  certificate: ["証明書の検証・暗号の不備", "Certificate checks or cryptography"],
  hard_coded: ["固定された認証情報", "Fixed credentials"],
  information_leak: ["情報の漏えい", "Information leak"],
  denial_of_service: ["サービス不能", "Denial of service"],
  library_loading: ["ファイル・ライブラリの読み込み", "Loading of files or libraries"],
  other: ["その他", "Other"],
  unknown: ["わからない", "I do not know"],
});

const about = "vulnerability";

const product: readonly Field[] = [
  {
    key: "source_of_info",
    label: { ja: "この脆弱性関連情報の入手先", en: "How you came to know of it" },
    section: about,
    type: "choice",
    choices: choices({
      self: ["自分で発見した", "I found it myself"],
      person: ["人から入手した", "Another person told me"],
      web: ["ウェブサイトなどで知った", "I saw it on the web or elsewhere"],
    }),
    need: "yes",
    max: lengths.word,
  },
  {
    key: "product_name",
    label: { ja: "ソフトウエア製品の名称", en: "Product name" },
    help: { ja: "複数あるときは「/」で区切ってください。", en: "If there are several, put “ / ” between them." },
    section: about,
    type: "line",
    need: "yes",
    max: lengths.line,
  },
  {
    key: "product_version",
    label: { ja: "バージョン", en: "Version" },
    help: { ja: "わからないときは「不明」と書いてください。", en: "Write “unknown” if you do not know." },
    section: about,
    type: "line",
    need: "yes",
    max: lengths.line,
  },
  {
    key: "patch_level",
    label: { ja: "パッチレベル", en: "Patch level" },
    section: about,
    type: "line",
    need: "no",
    max: lengths.line,
  },
  {
    key: "language",
    label: { ja: "製品の言語", en: "Language of the product" },
    section: about,
    type: "line",
    need: "no",
    max: lengths.line,
  },
  {
    key: "configuration",
    label: { ja: "設定情報", en: "Settings" },
    help: { ja: "初期設定から変えた点など。", en: "What differs from the settings it came with." },
    section: about,
    type: "text",
    need: "no",
    max: lengths.note,
  },
  {
    key: "vendor_name",
    label: { ja: "製品開発者名", en: "Developer" },
    section: about,
    type: "line",
    need: "no",
    max: lengths.line,
  },
  {
    key: "vendor_url",
    label: { ja: "製品開発者または製品のURL", en: "Address of the developer or the product" },
    help: {
      ja: "http:// または https:// で始まるもの。1行に1つ。",
      en: "Beginning with http:// or https://. One a line.",
    },
    section: about,
    type: "urls",
    need: "no",
    max: lengths.note,
  },
  {
    key: "vendor_contact_hint",
    label: { ja: "製品開発者の連絡先", en: "How to reach the developer" },
    section: about,
    type: "text",
    need: "no",
    max: lengths.note,
  },
];

const weakness: readonly Field[] = [
  {
    key: "vuln_type",
    label: { ja: "脆弱性の種類", en: "Kind of vulnerability" },
    section: about,
    type: "choice",
    choices: softwareKinds,
    need: "yes",
    max: lengths.word,
  },
  cwe,
  {
    key: "environment",
    label: { ja: "確認した環境", en: "Where you confirmed it" },
    help: { ja: "OS、機種、ほかのソフトウエアなど。", en: "Operating system, device, other software." },
    section: about,
    type: "text",
    need: "yes",
    max: lengths.note,
  },
  {
    key: "steps",
    label: { ja: "再現手順", en: "Steps to reproduce" },
    help: {
      ja: "知らない人が同じ結果を見られるように、順番に書いてください。",
      en: "In order, so that someone who knows nothing of it sees the same.",
    },
    section: about,
    type: "text",
    need: "yes",
    max: lengths.long,
  },
  {
    key: "result",
    label: { ja: "結果", en: "What you saw" },
    section: about,
    type: "text",
    need: "yes",
    max: lengths.text,
  },
  {
    key: "reproducibility",
    label: { ja: "再現の状況", en: "How often it happens" },
    section: about,
    type: "choice",
    choices: choices({
      always: ["常に", "Always"],
      sometimes: ["時々", "Sometimes"],
      rarely: ["まれに", "Rarely"],
    }),
    need: "no",
    max: lengths.word,
  },
  {
    key: "threat",
    label: { ja: "発生しうる脅威", en: "What an attacker could do" },
    help: {
      ja: "だれが、何をされるおそれがあるか。わからないときは「不明」と書いてください。",
      en: "To whom, and what. Write “unknown” if you do not know.",
    },
    section: about,
    type: "text",
    need: "yes",
    max: lengths.text,
  },
  {
    key: "workaround",
    label: { ja: "回避策", en: "Workaround" },
    section: about,
    type: "text",
    need: "no",
    max: lengths.text,
  },
  {
    key: "overseas_use",
    label: { ja: "海外での利用状況", en: "Use outside Japan" },
    section: about,
    type: "choices",
    choices: choices({
      developed: ["海外で開発されている", "Developed abroad"],
      embedded: ["国内で開発・組み込まれ、海外で配布されている", "Built into products that are distributed abroad"],
      sold: ["国内で開発され、海外で販売されている", "Developed in Japan and sold abroad"],
      other: ["その他", "Other"],
    }),
    need: "no",
    max: lengths.word,
  },
  ...severityFields,
];

const proof: readonly Field[] = [
  evidence("evidence_poc", { ja: "検証コード", en: "Proof-of-concept code" }, "law"),
  evidence("evidence_screen", { ja: "画面キャプチャ", en: "Screenshots" }),
  evidence("evidence_log", { ja: "ログ", en: "Logs" }),
];

const told: readonly Field[] = [
  otherReports(
    { ja: "他組織への届出の状況", en: "Reports to other organisations" },
    {
      ja: "組織、日付、状況、受付番号を1行に1件。届け出ていなければ「なし」と書いてください。",
      en: "Organisation, date, state and reference, one report a line. Write “none” if there are none.",
    },
  ),
  {
    key: "reported_to_vendor",
    label: { ja: "製品開発者にもう知らせましたか", en: "Have you told the developer?" },
    section: "told",
    type: "yes-no",
    need: "yes",
    max: lengths.word,
  },
  {
    key: "coordination_by",
    label: { ja: "これからの調整をだれが行いますか", en: "Who talks to the developer from now on?" },
    section: "told",
    type: "choice",
    choices: choices({
      desk: ["この窓口に任せる", "This desk"],
      finder: ["自分で続ける", "I go on myself"],
    }),
    need: {
      when: (peek) => peek("reported_to_vendor") === "yes",
      words: { ja: "開発者に知らせた場合は必須", en: "required if you told the developer" },
    },
    max: lengths.word,
  },
  {
    key: "vendor_informed_of_handover",
    label: { ja: "窓口に任せることを開発者に伝えましたか", en: "Does the developer know that the desk takes over?" },
    section: "told",
    type: "yes-no",
    need: {
      when: (peek) => peek("reported_to_vendor") === "yes" && peek("coordination_by") === "desk",
      words: { ja: "窓口に任せる場合は必須", en: "required if the desk takes over" },
    },
    max: lengths.word,
  },
  {
    key: "disclosure_plan",
    label: { ja: "公表の予定", en: "Your own plans to publish" },
    help: {
      ja: "発表や記事の予定があれば、日付とともに書いてください。公表する前にご相談ください。",
      en: "A talk or an article, with its date. Please speak with us before you publish.",
    },
    section: "told",
    type: "text",
    need: "no",
    max: lengths.note,
  },
  {
    key: "remarks",
    label: { ja: "その他・要望", en: "Remarks and wishes" },
    section: "told",
    type: "text",
    need: "no",
    max: lengths.text,
  },
];

/** Blocks A and B (domain rules §2.1, §2.2). */
export const software: Form = {
  fields: [...finderFields, ...product, ...weakness, ...proof, ...told, ...softwareConsents],
  rules: [...finderRules, ...consentRules],
};
