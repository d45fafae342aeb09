import type { StoredCase } from "../../db/queries/cases.ts";
import { namesOf } from "../../db/queries/members.ts";
import { type ScoreRow, type SsvcRow, scoresOf, ssvcOf } from "../../db/queries/scores.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { assessorWords } from "../../src/domain/assessors.ts";
import { decideImpact, impactRules, impactRulesWords, impactWords, spreadWords } from "../../src/domain/impact.ts";
import { storedTable } from "../../src/domain/ssvc/tables.ts";
import { desk, open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { moment } from "../../src/when.ts";
import type { Ctx } from "../contract.ts";
import { caseKey } from "../show.ts";
import { assessorOf, vulnerabilityWords, whyOf } from "./assessments.ts";
import { impactReason, type Replay, replayScore, replaySsvc, replayWords } from "./replay.ts";
import type { Answered } from "./ssvc-points.ts";
import { answeredThen } from "./ssvc-reasons.ts";
import { outcomeWords } from "./ssvc-words.ts";
import { scoreWords } from "./words.ts";

type R = "public" | "desk";

/** One decision about a case, of whichever kind, with what comes of deciding again. */
export interface Decided {
  readonly kind: "cvss" | "impact" | "ssvc";
  readonly at: Date;
  readonly replay: Replay;
  readonly text: Text<R>;
  /** The rule or calculator by which it was taken, with its version; undefined from before that was kept. */
  readonly made: string | undefined;
  /** For an impact: the score with which it was decided; null when the cell was named by hand. */
  readonly score?: number | null;
  /** For SSVC: how each point was answered then. */
  readonly answered?: readonly Answered[];
}

/** Which vulnerability a score is of, and whether that was taken off later. */
function whichWords(n: number, isOff: boolean): Text<"public"> {
  const which = vulnerabilityWords(n);
  return isOff ? say({ ja: t`外した${which}`, en: t`${which}, taken off since` }) : which;
}

/** What a row decided: a vector with its score, or an impact with what it came from. */
function scoreText(row: ScoreRow): Text<"public"> {
  if (row.vector !== null) {
    const assessor = words(assessorWords[assessorOf(row)]);
    const { vulnerability: n, isOff } = row;
    const whose = n === null ? assessor : join([whichWords(n, isOff), assessor], ", ");
    const score = scoreWords(row.score ?? 0);
    return say({
      ja: t`CVSS（${whose}） ${score} ${open(row.vector)}`,
      en: t`CVSS (${whose}) ${score} ${open(row.vector)}`,
    });
  }
  const impact = words(row.impact === null ? { ja: "–", en: "–" } : impactWords[row.impact]);
  const again = row.inputs === null ? undefined : decideImpact(row.inputs);
  const spread = words(row.spread === null ? { ja: "直接指定", en: "by hand" } : spreadWords[row.spread]);
  const from =
    row.inputs === null || again === undefined
      ? say({ ja: t`影響範囲 ${spread}`, en: t`spread ${spread}` })
      : impactReason(row.inputs, again);
  return say({ ja: t`影響度 ${impact}  ${from}`, en: t`impact ${impact}  ${from}` });
}

function ssvcText(row: SsvcRow): Text<"public"> {
  const table = storedTable(row.table, row.version);
  if (table === undefined) return foreign(open(`SSVC ${row.table} ${row.version}: ${row.outcome}`));
  const outcome = outcomeWords(table, row.outcome);
  return say({ ja: t`SSVC ${outcome}`, en: t`SSVC ${outcome}` });
}

/** Every decision up to a moment, oldest first: who, when, what, why, and what deciding again gives. */
export async function decisionsOf(ctx: Ctx, c: StoredCase, until: Date): Promise<readonly Decided[]> {
  const [scored, ssvc] = await Promise.all([scoresOf(ctx.tx, c.id, until), ssvcOf(ctx.tx, c.id, until)]);
  const names = await namesOf(
    ctx.tx,
    [...scored, ...ssvc].map((r) => r.by),
  );
  const line = (row: ScoreRow | SsvcRow, what: Text<"public">, why: Text<R> | undefined, replay: Replay): Text<R> => {
    const head = say({
      ja: t`${moment(row.at, ctx.zone)}  ${open(names.get(row.by) ?? "?")}  ${what}`,
      en: t`${moment(row.at, ctx.zone)}  ${open(names.get(row.by) ?? "?")}  ${what}`,
    });
    return join<R>(
      [head, why, replayWords(replay)].filter((x) => x !== undefined),
      " — ",
    );
  };
  const rows = [
    ...scored.map((row): Decided => {
      const replay = replayScore(row);
      const kind = row.vector === null ? "impact" : "cvss";
      const text = line(row, scoreText(row), whyOf(ctx, c, row), replay);
      const from = row.inputs === null ? {} : { score: row.inputs.cell === null ? row.inputs.score : null };
      return { kind, at: row.at, replay, text, made: row.made ?? undefined, ...from };
    }),
    ...ssvc.map((row): Decided => {
      const replay = replaySsvc(row);
      const why = row.why === null ? undefined : foreign(desk(unseal(caseKey(ctx, c), "ssvc_decisions.why", row.why)));
      const text = line(row, ssvcText(row), why, replay);
      const made = `${row.table} ${row.version}`;
      return { kind: "ssvc", at: row.at, replay, text, made, answered: answeredThen(ctx, c, row) };
    }),
  ];
  return rows.sort((a, b) => a.at.getTime() - b.at.getTime());
}

const editionOf = (made: string): Both => (made === impactRules ? impactRulesWords : { ja: made, en: made });

/** "Recomputed from the stored inputs and versions: 2 the same …", with the editions by which the decisions were taken. */
export function replayed(rows: readonly Decided[]): Text<"public"> {
  const count = (kind: Replay["kind"]) => open(rows.filter((r) => r.replay.kind === kind).length);
  const [same, other, unknown] = [count("same"), count("other"), count("unknown")];
  const counted = say({
    ja: t`保存した入力と版から再計算: 一致 ${same}件、不一致 ${other}件、入力なし ${unknown}件`,
    en: t`Recomputed from the stored inputs and versions: ${same} the same, ${other} different, ${unknown} without inputs`,
  });
  const editions = [...new Set(rows.flatMap((r) => r.made ?? []))].map((made) => words(editionOf(made)));
  if (editions.length === 0) return counted;
  const list = join(editions, " · ");
  return say({ ja: t`${counted}（${list}）`, en: t`${counted} (${list})` });
}
