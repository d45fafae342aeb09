import type { Both } from "../locale.ts";
import type { CvssVersion } from "./metrics.ts";

const row = (en: string, ja: string): Both => ({ en, ja });

const harm = { H: row("high", "高"), L: row("low", "低"), N: row("none", "なし") };
const common = {
  AV: {
    N: row("network", "ネットワーク"),
    A: row("adjacent network", "隣接ネットワーク"),
    L: row("local", "ローカル"),
    P: row("physical", "物理"),
  },
  AC: { L: row("low", "低"), H: row("high", "高") },
  PR: { N: row("none", "不要"), L: row("low", "低"), H: row("high", "高") },
};

/** Base metrics of CVSS v3.x: specification §2; Japanese as in IPA's explanation of v3. */
const v3: Readonly<Record<string, Readonly<Record<string, Both>>>> = {
  ...common,
  UI: { N: row("none", "不要"), R: row("required", "要") },
  S: { U: row("unchanged", "変更なし"), C: row("changed", "変更あり") },
  C: harm,
  I: harm,
  A: harm,
};

/** Base metrics of CVSS v4.0: specification §2. */
const v4: typeof v3 = {
  ...common,
  AT: { N: row("none", "なし"), P: row("present", "あり") },
  UI: { N: row("none", "不要"), P: row("passive", "受動的"), A: row("active", "能動的") },
  VC: harm,
  VI: harm,
  VA: harm,
  SC: harm,
  SI: harm,
  SA: harm,
};

/** What a value of a base metric means, in a word; empty for metrics that are not base metrics. */
export const valueWords = (version: CvssVersion, metric: string, value: string): Both =>
  (version === "4.0" ? v4 : v3)[metric]?.[value] ?? row("", "");
