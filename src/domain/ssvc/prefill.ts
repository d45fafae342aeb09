import type { Both } from "../../locale.ts";
import type { Case } from "../case.ts";
import type { ReportValues } from "../intake/kinds.ts";
import { hasAnswered, type Party } from "../parties.ts";
import type { PointKey } from "./points.ts";

/** What is known of a case where a point may be answered from it. */
export interface KnownFacts {
  readonly c: Pick<Case, "kind" | "state" | "acceptedAt" | "baseOn" | "listing">;
  readonly report: ReportValues;
  readonly parties: readonly Party[];
  /** Metrics of the CVSS score in force, such as AU:Y. */
  readonly metrics: ReadonlyMap<string, string>;
}

/** A value with the fact that speaks for it. A person decides. */
export interface Suggested {
  readonly value: string;
  readonly because: Both;
}

const suggest = (value: string, en: string, ja: string): Suggested => ({ value, because: { ja, en } });

const isPublic = ({ c, report }: KnownFacts): boolean => c.state === "PUB" || report["already_public"] === "yes";
const fixed = (p: Party): boolean =>
  ["fix_ready", "advisory_ready", "fixed_app", "fixed_removed", "fixed_operation"].includes(p.work);
const refuses = (p: Party): boolean =>
  ["no_fix", "will_not_fix", "denies", "disputed", "not_reproduced"].includes(p.work);

/** Point → what the case says of it. The rules follow the crosswalk of the CERT/CC case model (Vultron) to SSVC. */
const rules: Readonly<Partial<Record<PointKey, (f: KnownFacts) => Suggested | undefined>>> = {
  RP: (f) => {
    if (f.c.state === "PUB") return suggest("Y", "the case is published", "公表済み");
    if (f.report["already_public"] === "yes")
      return suggest("Y", "the report says that it is public", "届出に公表済みとある");
    if (f.report["exploit_public"] === "yes")
      return suggest("Y", "the report says that exploit code is public", "届出に攻撃コード公表とある");
    return suggest("N", "nothing says that it is public", "公表されたという情報がない");
  },
  SCON: ({ c, report }) => {
    if (c.kind === "own-product") return suggest("Y", "the vendor reported it", "製品開発者自身の届出");
    if (c.baseOn !== null) return suggest("Y", "the desk has tried to reach them", "デスクが連絡を試みた");
    if (report["reported_to_vendor"] === "yes")
      return suggest("Y", "the finder has reported it to the vendor", "発見者が開発者に連絡済み");
    return suggest("N", "no attempt is recorded", "連絡の記録がない");
  },
  RC: ({ c }) => (c.acceptedAt === null ? undefined : suggest("C", "the report was accepted", "受理済み")),
  SC: ({ parties, report }) => {
    if (parties.length > 1) return suggest("M", "several parties take part", "関係者が複数");
    if (report["other_vendors_affected"] === "yes")
      return suggest("M", "the report says that other vendors are affected", "届出に他社製品への影響ありとある");
    return suggest("O", "one product or site is named", "対象は一つ");
  },
  SE: ({ c, parties }) => {
    if (c.kind === "own-product") return suggest("A", "the vendor reported it", "製品開発者自身の届出");
    if (parties.some(hasAnswered)) return suggest("A", "a party has answered", "関係者から応答あり");
    if (c.listing > 0) return suggest("U", "listed as not reached", "連絡不能開発者一覧に掲載");
    return suggest("U", "no party has answered yet", "まだ応答がない");
  },
  A: ({ metrics }) => {
    const value = metrics.get("AU");
    return value === "Y" || value === "N" ? suggest(value, `CVSS says AU:${value}`, `CVSSが AU:${value}`) : undefined;
  },
  VD: ({ metrics }) => {
    const value = metrics.get("V");
    return value === "D" || value === "C" ? suggest(value, `CVSS says V:${value}`, `CVSSが V:${value}`) : undefined;
  },
  PSI: ({ metrics }) => {
    const harmed = ["MSI", "MSA"].find((key) => metrics.get(key) === "S");
    if (harmed !== undefined) return suggest("S", `CVSS says ${harmed}:S`, `CVSSが ${harmed}:S`);
    const safety = metrics.get("version") === "4.0" ? metrics.get("S") : undefined;
    if (safety === "P") return suggest("S", "CVSS says S:P", "CVSSが S:P");
    return safety === "N" ? suggest("M", "CVSS says S:N", "CVSSが S:N") : undefined;
  },
  SINV: ({ parties }) => {
    if (parties.some(fixed)) return suggest("FR", "a party's fix is ready", "関係者の修正が用意済み");
    if (parties.some(refuses)) return suggest("UU", "a party does not act", "関係者が対応しない");
    if (parties.some(hasAnswered)) return suggest("C", "a party has answered", "関係者から応答あり");
    return suggest("UU", "no party has answered", "応答がない");
  },
  E: ({ report }) => {
    if (report["exploited"] === "yes")
      return suggest("A", "the report says that attacks are seen", "届出に攻撃ありとある");
    if (report["exploit_public"] === "yes")
      return suggest("P", "the report says that exploit code is public", "届出に攻撃コード公表とある");
    if (report["exploited"] === "no" && report["exploit_public"] === "no")
      return suggest("N", "the report says that there is none", "届出に攻撃なしとある");
    return undefined;
  },
  PVA: (f) => {
    if (!isPublic(f)) return suggest("P", "nothing is public yet", "まだ公表されていない");
    return f.parties.some(fixed)
      ? suggest("L", "it is public and a fix is ready", "公表済みで修正もある")
      : suggest("A", "it is public without a fix", "公表済みだが修正がない");
  },
};

/** What the case's facts say of a point, with the reason; `undefined` where they say nothing. */
export const prefill = (point: PointKey, facts: KnownFacts): Suggested | undefined => rules[point]?.(facts);
