import type { ReportKind } from "../../src/domain/intake/kinds.ts";

/** People of the demonstration desk: handle, name, roles. */
export const people = [
  ["hana", "Tanaka Hanako", "intake_officer,coordinator,approver"],
  ["mori", "Mori Yui", "coordinator,web_handler"],
  ["kenji", "Sato Kenji", "coordinator,analyst"],
] as const;

export const roster = "hana,mori,kenji";

interface DemoReport {
  readonly kind: ReportKind;
  /** Hours before now at which it arrived. */
  readonly hoursAgo: number;
  readonly values: Readonly<Record<string, string>>;
  /** What the desk has done with it: command lines, `#` standing for its reference. */
  readonly acts: readonly string[];
}

const software = (product: string, version: string, vendor: string, type: string, steps: string, threat: string) => ({
  source_of_info: "self",
  product_name: product,
  product_version: version,
  vendor_name: vendor,
  vuln_type: type,
  environment: "Windows 11 24H2, default settings",
  steps,
  result: threat,
  threat,
  other_reports: "なし",
  reported_to_vendor: "no",
});

const website = (url: string, type: string, story: string, why: string) => ({
  site_url: url,
  confirmed_on: "2026-11-14",
  web_vuln_type: type,
  discovery_story: story,
  why_vulnerability: why,
  threat: "利用者の情報が第三者に見られる、または書き換えられるおそれがあります。",
  other_reports: "なし",
});

const own = (org: string, product: string, versions: string, type: string, description: string) => ({
  vendor_org: org,
  vendor_person: "PSIRT",
  vendor_email: "psirt@vendor.example",
  product_name: product,
  affected_versions: versions,
  not_affected_versions: "不明",
  vuln_type: type,
  description,
  impact: "遠隔の第三者に設定を変更されるおそれがあります。",
  workaround: "管理画面へのアクセスを社内に限定する。",
  wished_publication_date: "2027-01-20",
  already_public: "no",
  all_users_told: "no",
  other_vendors_affected: "no",
});

const judged = ["report show #", "report accept # all"];

/** Invented products, sites and people; the domains are those reserved for examples (RFC 2606). */
export const reports: readonly DemoReport[] = [
  {
    kind: "software",
    hoursAgo: 70,
    values: software(
      "すいすい画像ビューア",
      "3.2.1",
      "すいすいソフト",
      "memory",
      "細工したWebP画像を開く。",
      "任意のコードが実行される。",
    ),
    acts: [
      ...judged,
      "case assign # hana",
      "score cvss # CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
      "score impact #",
      "case note # 開発者の窓口は製品ページの問い合わせフォームだけ。電話番号を確認中。",
      'deadline add # +2h "開発者からの返事"',
    ],
  },
  {
    kind: "software",
    hoursAgo: 52,
    values: software(
      "まめカレンダー",
      "1.4",
      "まめ工房",
      "xss",
      "予定の件名にスクリプトを書き、共有する。",
      "共有相手のブラウザでスクリプトが動く。",
    ),
    acts: [
      ...judged,
      "case assign # mori",
      "score cvss # CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N",
      "score impact # users=20000 infrastructure=no exploited=no",
    ],
  },
  {
    kind: "software",
    hoursAgo: 47,
    values: software(
      "Hoshi FTP Server",
      "2.0.9",
      "Hoshi Systems",
      "path_traversal",
      "Send CWD ../../ after login as guest.",
      "Files outside the shared folder can be read.",
    ),
    acts: [...judged, "score cvss # CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", "score impact # infrastructure=yes"],
  },
  {
    kind: "software",
    hoursAgo: 30,
    values: software(
      "かんたん会計",
      "2026.1",
      "青空会計",
      "hard_coded",
      "設定ファイルに固定のパスワードがある。",
      "同じ製品の利用者の帳簿を開ける。",
    ),
    acts: ["report show #"],
  },
  {
    kind: "software",
    hoursAgo: 20,
    values: software(
      "Kaze Mail",
      "7.0",
      "Kaze Project",
      "certificate",
      "Connect through a proxy with a self-signed certificate.",
      "Mail passwords can be read on the way.",
    ),
    acts: [
      "report show #",
      'report ask # Which operating system did you use, and does the warning appear if the option "strict TLS" is on?',
    ],
  },
  {
    kind: "software",
    hoursAgo: 9,
    values: software(
      "もじもじエディタ",
      "0.9.8",
      "不明",
      "library_loading",
      "同じフォルダに細工したDLLを置いて起動する。",
      "任意のコードが実行される。",
    ),
    acts: [],
  },
  {
    kind: "website",
    hoursAgo: 66,
    values: website(
      "https://shop.example.jp/search",
      "xss",
      "買い物の途中、検索語がそのまま表示されることに気づいた。",
      "検索語に含めたタグが画面上で有効になる。",
    ),
    acts: [
      ...judged,
      "case assign # mori",
      "score cvss # CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N",
      "score impact # spread=medium passive=yes",
    ],
  },
  {
    kind: "website",
    hoursAgo: 26,
    values: website(
      "https://library.example.jp/reserve?id=1",
      "sql_injection",
      "予約画面の番号を変えたところエラーに表の名前が出た。",
      "入力した値がデータベースへの命令として働いている。",
    ),
    acts: ["report show #"],
  },
  {
    kind: "website",
    hoursAgo: 5,
    values: website(
      "https://club.example.jp/members.csv",
      "file_exposure",
      "検索サイトの結果から会員名簿のファイルが開けた。",
      "公開の必要がない個人情報がだれでも見られる。",
    ),
    acts: [],
  },
  {
    kind: "website",
    hoursAgo: 2,
    values: website(
      "https://town.example.jp/form",
      "csrf",
      "申請の取り消しが別のサイトからの送信でも通った。",
      "送信元の確認がなく、利用者の意図しない操作が受け付けられる。",
    ),
    acts: [],
  },
  {
    kind: "own-product",
    hoursAgo: 40,
    values: own(
      "雲ノ上ネットワーク株式会社",
      "Kumo Router K-200",
      "ファームウエア 4.1 以前",
      "access_control",
      "管理画面の一部が認証なしで開けます。修正版は準備できています。",
    ),
    acts: [
      ...judged,
      "case assign # kenji",
      "score cvss # CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
      "score impact # users=50000 infrastructure=no exploited=no",
    ],
  },
  {
    kind: "own-product",
    hoursAgo: 7,
    values: own(
      "Minato Devices",
      "Minato Camera MC-3",
      "all before 1.8.2",
      "command_injection",
      "The time server setting is passed to a shell. Version 1.8.2 fixes it.",
    ),
    acts: [],
  },
];
