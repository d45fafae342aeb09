import type { ScoreRow, SsvcRow } from "../../db/queries/scores.ts";
import {
  decideImpact,
  type ImpactDecision,
  type ImpactInputs,
  impactWords,
  spreadWords,
} from "../../src/domain/impact.ts";
import { decide } from "../../src/domain/ssvc/decide.ts";
import { storedTable } from "../../src/domain/ssvc/tables.ts";
import { open } from "../../src/label.ts";
import { scoreVector } from "../../src/score/cvss.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { scoreWords } from "./words.ts";

/** What comes of deciding again from what was stored: the same, something else, or nothing to decide from. */
export type Replay =
  | { readonly kind: "same" }
  | { readonly kind: "unknown" }
  | { readonly kind: "other"; readonly says: Text<"public"> };

const same: Replay = { kind: "same" };
const unknown: Replay = { kind: "unknown" };
const other = (says: Text<"public">): Replay => ({ kind: "other", says });

/** "7.8 × wide (no data on use, so wide)", or that the cell was named by hand. */
export function impactReason({ score }: ImpactInputs, { spread, because }: ImpactDecision): Text<"public"> {
  if (score === null || spread === null) return words(because);
  return say({
    ja: t`${open(score.toFixed(1))} × ${words(spreadWords[spread])}（${words(because)}）`,
    en: t`${open(score.toFixed(1))} × ${words(spreadWords[spread])} (${words(because)})`,
  });
}

function replayImpact({ inputs, impact }: ScoreRow): Replay {
  const again = inputs === null ? undefined : decideImpact(inputs);
  if (again === undefined) return unknown;
  return again.impact === impact ? same : other(words(impactWords[again.impact]));
}

/** A vector scored again, or an impact decided again. */
export function replayScore(row: ScoreRow): Replay {
  if (row.vector === null) return replayImpact(row);
  const { score } = scoreVector(row.vector);
  return score === row.score ? same : other(scoreWords(score));
}

/** An SSVC decision looked up again, in the version of the table with which it was taken. */
export function replaySsvc({ table: key, version, answers, outcome }: SsvcRow): Replay {
  const table = storedTable(key, version);
  const again = table === undefined ? undefined : decide(table, answers);
  if (again === undefined) return unknown;
  return again.key === outcome ? same : other(words(again.words));
}

/** What to write behind a decision; nothing where it comes out the same. */
export function replayWords(replay: Replay): Text<"public"> | undefined {
  if (replay.kind === "same") return undefined;
  if (replay.kind === "unknown")
    return words({ ja: "当時の入力がないため再計算できません", en: "cannot be recomputed: its inputs were not kept" });
  return say({ ja: t`再計算すると異なります: ${replay.says}`, en: t`recomputed it differs: ${replay.says}` });
}
