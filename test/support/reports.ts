import type { ReportKind } from "../../src/domain/intake/kinds.ts";

const finder = {
  finder_name: "山田 花子",
  finder_email: "hanako@example.jp",
  consent_share_identity: "name_only",
  consent_direct_contact: "no",
  policy_agreed: "yes",
};

/** One believable report of each kind: what must be given, and little more. */
export const reports: Readonly<Record<ReportKind, Readonly<Record<string, string>>>> = {
  software: {
    ...finder,
    source_of_info: "self",
    product_name: "すいすい画像ビューア",
    product_version: "3.2.1",
    vuln_type: "memory",
    environment: "Windows 11 24H2",
    steps: "1. 細工した画像を開く\n2. 画像を回転する",
    result: "異常終了し、任意のコードが動く",
    threat: "開いた人の権限でコードが実行される",
    other_reports: "なし",
    reported_to_vendor: "no",
    consent_public_credit: "yes",
    credit_name_ja: "山田 花子",
    credit_name_en: "Hanako Yamada",
  },
  website: {
    ...finder,
    site_url: "https://www.example.jp/search?q=1",
    confirmed_on: "2026-11-20",
    web_vuln_type: "xss",
    discovery_story: "検索窓に記号を入れたところ、そのまま表示された。",
    why_vulnerability: "入力がそのまま実行される。本来は無害化されるはず。",
    threat: "利用者のCookieが漏れる",
    other_reports: "なし",
  },
  "own-product": {
    vendor_org: "すいすいソフト株式会社",
    vendor_person: "森 唯",
    vendor_email: "psirt@example.co.jp",
    product_name: "Kumo Router K-200",
    affected_versions: "1.0 から 1.4.2",
    not_affected_versions: "1.4.3 以降",
    vuln_type: "command_injection",
    description: "管理画面の診断機能で、入力がコマンドとして実行される。",
    impact: "ログインした利用者がルータを乗っ取れる。",
    wished_publication_date: "2027-01-20",
    already_public: "no",
    all_users_told: "no",
    other_vendors_affected: "unknown",
    policy_agreed: "yes",
  },
};
