import { consentRules, websiteConsents } from "./consents.ts";
import { type Field, type Form, lengths } from "./fields.ts";
import { finderFields, finderRules } from "./finder.ts";
import { choices, cwe, evidence, otherReports, severityFields } from "./severity.ts";

/** W-KIND (domain rules §9.3): the kinds that the quarterly statistics count. */
const websiteKinds = choices({
  xss: ["クロスサイト・スクリプティング", "Cross-site scripting"],
  sql_injection: ["SQLインジェクション", "SQL injection"],
  csrf: ["クロスサイト・リクエスト・フォージェリ", "Cross-site request forgery"],
  dns: ["DNS情報の設定不備", "DNS misconfiguration"],
  file_exposure: ["ファイルの誤った公開", "Files published by mistake"],
  path_traversal: ["ディレクトリ・トラバーサル", "Directory traversal"],
  https: ["HTTPSの不適切な利用", "Improper use of HTTPS"],
  authentication: ["認証に関する不備", "Broken authentication"],
  response_splitting: ["HTTPレスポンス分割", "HTTP response splitting"],
  session: ["セッション管理の不備", "Broken session management"],
  os_command: ["OSコマンドインジェクション", "OS command injection"],
  redirect: ["リダイレクタの不適切な利用", "Open redirect"],
  path_parameter: ["パス名パラメータの未チェック", "Unchecked path parameter"],
  open_proxy: ["オープンプロキシ", "Open proxy"],
  settings: ["セキュリティ設定の不適切な変更", "Improper change of security settings"],
  filter_bypass: ["フィルタリングの回避", "Filter bypass"],
  mail_relay: ["メールの第三者中継", "Open mail relay"],
  price: ["価格等の改ざん", "Tampering with prices"],
  other: ["その他", "Other"],
});

const about = "vulnerability";

const site: readonly Field[] = [
  {
    key: "site_url",
    label: { ja: "脆弱性を確認したウェブサイトのURL", en: "Address where you saw it" },
    help: {
      ja: "http:// または https:// で始まるもの。複数あるときは1行に1つ。",
      en: "Beginning with http:// or https://. One a line if there are several.",
    },
    section: about,
    type: "urls",
    need: "yes",
    max: lengths.text,
  },
  {
    key: "confirmed_on",
    label: { ja: "脆弱性の確認日", en: "Date you saw it" },
    help: {
      ja: "年-月-日。例:2026-11-22。わからないときは「不明」と書いてください。",
      en: "Year-month-day, such as 2026-11-22. Write “unknown” if you do not know.",
    },
    section: about,
    type: "date",
    need: "yes",
    max: lengths.word,
    mayBeUnknown: true,
  },
  {
    key: "web_vuln_type",
    label: { ja: "脆弱性の種類", en: "Kind of vulnerability" },
    section: about,
    type: "choice",
    choices: websiteKinds,
    need: "yes",
    max: lengths.word,
  },
  cwe,
  {
    key: "discovery_story",
    label: { ja: "脆弱性の発見に至った経緯", en: "How you found it" },
    help: {
      ja: "きっかけ、操作の手順、見つけたことの順に書いてください。",
      en: "What set you off, the steps you took, and what you found, in this order.",
    },
    section: about,
    type: "text",
    need: "yes",
    max: lengths.long,
  },
  {
    key: "why_vulnerability",
    label: { ja: "脆弱性であると判断した理由", en: "Why you think it is a vulnerability" },
    help: {
      ja: "実際の動作、本来あるべき動作、その違い。",
      en: "What happens, what should happen, and the difference.",
    },
    section: about,
    type: "text",
    need: "yes",
    max: lengths.text,
  },
  {
    key: "threat",
    label: { ja: "脆弱性により発生しうる脅威", en: "What an attacker could do" },
    help: {
      ja: "情報が漏れる、書き換えられる、使えなくなるなど。わからないときは「不明」と書いてください。",
      en: "Read, change or stop something. Write “unknown” if you do not know.",
    },
    section: about,
    type: "text",
    need: "yes",
    max: lengths.text,
  },
  ...severityFields,
  {
    key: "site_contact",
    label: { ja: "ウェブサイト連絡窓口", en: "Contact of the site" },
    help: { ja: "わからないときは「不明」で構いません。", en: "“unknown” is fine." },
    section: about,
    type: "text",
    need: "no",
    max: lengths.note,
  },
];

const proof: readonly Field[] = [
  evidence("poc", { ja: "検証コードの有無", en: "Proof-of-concept code" }, "law"),
  evidence("screens", { ja: "再現した証跡(画面など)", en: "Traces of it, such as screenshots" }),
  evidence("logs", { ja: "ログファイルの有無", en: "Log files" }),
];

const told: readonly Field[] = [
  otherReports(
    { ja: "この窓口以外への届出", en: "Reports to anyone else" },
    {
      ja: "運営者へ直接知らせた場合も含めて、組織、日付、状況、受付番号を1行に1件。なければ「なし」と書いてください。",
      en: "The operator too, if you told them. Organisation, date, state and reference, one a line. Write “none” if there are none.",
    },
  ),
  {
    key: "remarks",
    label: { ja: "その他・要望", en: "Remarks and wishes" },
    section: "told",
    type: "text",
    need: "no",
    max: lengths.text,
  },
];

/** Blocks A and C (domain rules §2.1, §2.3). */
export const website: Form = {
  fields: [...finderFields, ...site, ...proof, ...told, ...websiteConsents],
  rules: [...finderRules, ...consentRules],
};
