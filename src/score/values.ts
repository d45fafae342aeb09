import type { Both } from "../locale.ts";
import type { CvssVersion } from "./metrics.ts";

type Values = Readonly<Record<string, Both>>;

/** "N network|ネットワーク" for each value. */
const values = (...lines: readonly string[]): Values =>
  Object.fromEntries(
    lines.map((line) => {
      const [, key = "", en = "", ja = ""] = /^(\S+) (.+)\|(.+)$/.exec(line) ?? [];
      return [key, { ja, en }];
    }),
  );

const notDefined = "not defined|未評価";
const requirement = values(`X ${notDefined}`, "H high|高", "M medium|中", "L low|低");
const harm = values("H high|高", "L low|低", "N none|なし");
const common = {
  AV: values("N network|ネットワーク", "A adjacent network|隣接ネットワーク", "L local|ローカル", "P physical|物理"),
  AC: values("L low|低", "H high|高"),
  PR: values("N none|不要", "L low|低", "H high|高"),
  CR: requirement,
  IR: requirement,
  AR: requirement,
};

/** Each modified metric says what its base metric says, or that it is not defined. */
const modified = (base: Readonly<Record<string, Values>>, keys: readonly string[]): Record<string, Values> =>
  Object.fromEntries(keys.map((key) => [`M${key}`, { ...values(`X ${notDefined}`), ...base[key] }]));

const partly = values("N none|なし", "P partial|部分的", "C complete|全面的");
const requirement2 = values(`ND ${notDefined}`, "H high|高", "M medium|中", "L low|低");

/** CVSS v2.0: guide §2; Japanese as in IPA's explanation of v2. */
const v2: Readonly<Record<string, Values>> = {
  AV: values("L local|ローカル", "A adjacent network|隣接ネットワーク", "N network|ネットワーク"),
  AC: values("H high|高", "M medium|中", "L low|低"),
  Au: values("M multiple|複数", "S single|単一", "N none|不要"),
  C: partly,
  I: partly,
  A: partly,
  E: values(
    `ND ${notDefined}`,
    "U unproven|未実証",
    "POC proof of concept|実証可能",
    "F functional|攻撃可能",
    "H high|容易に攻撃可能",
  ),
  RL: values(
    `ND ${notDefined}`,
    "OF official fix|正式",
    "TF temporary fix|暫定",
    "W workaround|非公式",
    "U unavailable|なし",
  ),
  RC: values(`ND ${notDefined}`, "UC unconfirmed|未確認", "UR uncorroborated|未確証", "C confirmed|確認済"),
  CDP: values(
    `ND ${notDefined}`,
    "N none|なし",
    "L low|軽微",
    "LM low to medium|中程度",
    "MH medium to high|重大",
    "H high|壊滅的",
  ),
  TD: values(`ND ${notDefined}`, "N none|なし", "L low|小規模", "M medium|中規模", "H high|大規模"),
  CR: requirement2,
  IR: requirement2,
  AR: requirement2,
};

const v3Base: Readonly<Record<string, Values>> = {
  ...common,
  UI: values("N none|不要", "R required|要"),
  S: values("U unchanged|変更なし", "C changed|変更あり"),
  C: harm,
  I: harm,
  A: harm,
};

/** CVSS v3.x: specification §2–4; Japanese as in IPA's explanation of v3. */
const v3: typeof v2 = {
  ...v3Base,
  E: values(
    `X ${notDefined}`,
    "U unproven|未実証",
    "P proof of concept|実証可能",
    "F functional|攻撃可能",
    "H high|容易に攻撃可能",
  ),
  RL: values(
    `X ${notDefined}`,
    "O official fix|正式",
    "T temporary fix|暫定",
    "W workaround|非公式",
    "U unavailable|なし",
  ),
  RC: values(`X ${notDefined}`, "U unknown|未確認", "R reasonable|未確証", "C confirmed|確認済"),
  ...modified(v3Base, ["AV", "AC", "PR", "UI", "S", "C", "I", "A"]),
};

const v4Base: typeof v2 = {
  ...common,
  AT: values("N none|なし", "P present|あり"),
  UI: values("N none|不要", "P passive|受動的", "A active|能動的"),
  VC: harm,
  VI: harm,
  VA: harm,
  SC: harm,
  SI: harm,
  SA: harm,
};

const safety = values("S safety|安全性への影響");
const v4Modified = modified(v4Base, ["AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA"]);

/** CVSS v4.0: specification §2–5. */
const v4: typeof v2 = {
  ...v4Base,
  E: values(`X ${notDefined}`, "A attacked|攻撃あり", "P proof of concept|実証コードあり", "U unreported|報告なし"),
  ...v4Modified,
  MSI: { ...v4Modified["MSI"], ...safety },
  MSA: { ...v4Modified["MSA"], ...safety },
  S: values(`X ${notDefined}`, "N negligible|無視できる", "P present|あり"),
  AU: values(`X ${notDefined}`, "N no|不可", "Y yes|可能"),
  R: values(`X ${notDefined}`, "A automatic|自動", "U user|利用者の操作", "I irrecoverable|回復不能"),
  V: values(`X ${notDefined}`, "D diffuse|分散", "C concentrated|集中"),
  RE: values(`X ${notDefined}`, "L low|小", "M moderate|中", "H high|大"),
  U: values(`X ${notDefined}`, "Clear clear|クリア", "Green green|緑", "Amber amber|黄", "Red red|赤"),
};

const valuesOf: Readonly<Record<CvssVersion, typeof v2>> = { "2.0": v2, "3.0": v3, "3.1": v3, "4.0": v4 };

/** What a value of a metric means, in a word. Every value in metrics.ts has its words (a test compares). */
export const valueWords = (version: CvssVersion, metric: string, value: string): Both =>
  valuesOf[version][metric]?.[value] ?? { ja: "", en: "" };
