import type { StoredCase } from "../../db/queries/cases.ts";
import { namesOf } from "../../db/queries/members.ts";
import { type ScoreRow, scoresOf } from "../../db/queries/scores.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { type Assessor, assessors, assessorWords } from "../../src/domain/assessors.ts";
import { desk, open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { differences } from "../../src/score/compare.ts";
import { type CvssScore, score } from "../../src/score/cvss.ts";
import { parseVector, type Vector } from "../../src/score/vector.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Ctx } from "../contract.ts";
import { caseKey } from "../show.ts";
import { reportOf } from "./report.ts";
import { differenceWords, versionedWords } from "./words.ts";

/** One score of a vulnerability: whose, when, by whom it was entered, and why. */
export interface Assessment {
  readonly assessor: Assessor;
  readonly vector: Vector;
  readonly scored: CvssScore;
  /** Undefined for what the finder wrote in the report: nobody entered it. */
  readonly row: ScoreRow | undefined;
}

/** The finder's own vector, as the report has it. One that cannot be read is none. */
async function inReport(ctx: Ctx, c: StoredCase): Promise<Assessment | undefined> {
  const written = (await reportOf(ctx, c))["cvss_vector"];
  if (typeof written !== "string") return undefined;
  try {
    const vector = parseVector(written);
    return { assessor: "finder", vector, scored: score(vector), row: undefined };
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

export const assessorOf = (row: ScoreRow): Assessor => row.assessor ?? "desk";

function read(row: ScoreRow): readonly Assessment[] {
  if (row.vector === null) return [];
  const vector = parseVector(row.vector);
  return [{ assessor: assessorOf(row), vector, scored: score(vector), row }];
}

/** The latest score of each, finder, vendor, desk, of one vulnerability or (null) of the case itself; none of what was taken off. */
const latestOf = (rows: readonly ScoreRow[], vulnerability: number | null): Map<Assessor, Assessment> =>
  new Map(
    rows
      .filter((r) => r.vulnerability === vulnerability && !r.isOff)
      .flatMap(read)
      .map((a) => [a.assessor, a]),
  );

const inOrder = (latest: ReadonlyMap<Assessor, Assessment>): readonly Assessment[] =>
  assessors.flatMap((a) => latest.get(a) ?? []);

/**
 * The latest score of each, as of a moment: finder, vendor, desk. What the desk entered for a finder goes before the report, which speaks of
 * the case itself. @param vulnerability the number of one of several; null is the case itself.
 */
export async function assessmentsOf(
  ctx: Ctx,
  c: StoredCase,
  until: Date,
  vulnerability: number | null = null,
): Promise<readonly Assessment[]> {
  const [rows, reported] = await Promise.all([scoresOf(ctx.tx, c.id, until), inReport(ctx, c)]);
  const latest = latestOf(rows, vulnerability);
  if (vulnerability === null && reported !== undefined && !latest.has("finder")) latest.set("finder", reported);
  return inOrder(latest);
}

/** The scores of each vulnerability that was listed then and had any, by number. */
export async function assessmentsOfEach(ctx: Ctx, c: StoredCase, until: Date) {
  const rows = await scoresOf(ctx.tx, c.id, until);
  const numbers = [...new Set(rows.flatMap((r) => (r.isOff ? [] : (r.vulnerability ?? []))))].sort((a, b) => a - b);
  return numbers.map((n) => ({ n, all: inOrder(latestOf(rows, n)) }));
}

/** Which vulnerability is meant, in front of what is said of it. */
export const vulnerabilityWords = (n: number): Text<"public"> =>
  say({ ja: t`脆弱性${open(n)}`, en: t`vulnerability ${open(n)}` });

/** The reason that was given, unsealed. */
export const whyOf = (ctx: Ctx, c: StoredCase, row: Pick<ScoreRow, "why">): Text<"desk"> | undefined =>
  row.why === null ? undefined : foreign(desk(unseal(caseKey(ctx, c), "scores.why", row.why)));

const sources = async (ctx: Ctx, all: readonly Assessment[]) =>
  await namesOf(
    ctx.tx,
    all.flatMap((a) => a.row?.by ?? []),
  );

function sourceWords(ctx: Ctx, { row }: Assessment, names: ReadonlyMap<number, string>): Text<"public"> {
  if (row === undefined) return words({ ja: "届出の記載", en: "from the report" });
  const name = open(names.get(row.by) ?? "?");
  return say({
    ja: t`${moment(row.at, ctx.zone)} ${name} が記録`,
    en: t`${moment(row.at, ctx.zone)}, entered by ${name}`,
  });
}

/** How another's vector departs from the one in force: the metrics, or that the versions cannot be compared. */
function departs(from: Vector, { vector }: Assessment): Text<"public"> {
  const found = differences(from, vector);
  if (found === undefined)
    return words({ ja: "版が違うため項目では比べられません", en: "another version: metrics cannot be compared" });
  if (found.length === 0) return words({ ja: "デスクと同じ", en: "the same as the desk's" });
  const count = open(found.length);
  const list = join(
    found.map((d) => differenceWords(from.version, d)),
    " · ",
  );
  return say({
    ja: t`≠ デスクと異なる${count}項目（デスク → この評価）: ${list}`,
    en: t`≠ differs from the desk's in ${count} (desk's → this): ${list}`,
  });
}

/** Whose scores there are, side by side, each with what differs from the desk's. */
export async function besideNodes(ctx: Ctx, all: readonly Assessment[]): Promise<Node<"public">[]> {
  const own = all.find((a) => a.assessor === "desk");
  const names = await sources(ctx, all);
  const rows = all.map((a) => {
    const head = say({
      ja: t`${words(assessorWords[a.assessor])}: ${versionedWords(a.scored)}  ${open(a.vector.text)}（${sourceWords(ctx, a, names)}）`,
      en: t`${words(assessorWords[a.assessor])}: ${versionedWords(a.scored)}  ${open(a.vector.text)} (${sourceWords(ctx, a, names)})`,
    });
    const isOther = own !== undefined && a !== own;
    return { text: isOther ? join([head, departs(own.vector, a)], " — ") : head };
  });
  return [{ kind: "items", rows }];
}
