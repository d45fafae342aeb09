import type { StoredCase } from "../../db/queries/cases.ts";
import { declineReasons } from "../../src/domain/decline.ts";
import { type Evidence, evidenceFor } from "../../src/domain/evidence.ts";
import type { ReportValues } from "../../src/domain/intake/kinds.ts";
import { desk, open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { Refusal } from "../../src/refusal.ts";
import { scoreVector } from "../../src/score/cvss.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import type { Ctx } from "../contract.ts";
import { caseLine, digits } from "../show.ts";
import { type Alike, alikeTo } from "./alike.ts";

type R = "public" | "desk";

function scoreIn(report: ReportValues): number | undefined {
  const vector = report["cvss_vector"];
  if (typeof vector !== "string") return undefined;
  try {
    return scoreVector(vector).score;
  } catch (error) {
    if (error instanceof Refusal) return undefined; // what the finder wrote is no vector: it says nothing
    throw error;
  }
}

/** Signs come from the report, so they are the desk's. */
const signs = (all: readonly Both[], sign: string): Text<R>[] =>
  all.map(({ ja, en }) => say({ ja: t`${open(sign)} ${desk(ja)}`, en: t`${open(sign)} ${desk(en)}` }));

function conditionWords({ condition, for: pro, against }: Evidence): Text<R> {
  const head = say({
    ja: t`${open(condition)} ${words(declineReasons[condition].condition)}`,
    en: t`${open(condition)} ${words(declineReasons[condition].condition)}`,
  });
  const found = [...signs(pro, "+"), ...signs(against, "−")];
  const says = found.length === 0 ? [words({ ja: "手がかりなし", en: "no sign either way" })] : found;
  return join<R>([head, join<R>(says, " · ")], ": ");
}

function alikeNodes(ctx: Ctx, alike: readonly Alike[]): Node<R>[] {
  if (alike.length === 0) return [];
  const count = open(alike.length);
  return [
    { kind: "heading", text: say({ ja: t`似た案件（${count}件）`, en: t`Cases that look alike (${count})` }) },
    {
      kind: "items",
      rows: alike.map(({ c, reasons }) => ({
        text: join<R>([caseLine(ctx, c), join(reasons.map(words), ", ")], " — "),
      })),
    },
  ];
}

/** What speaks for and against each condition of acceptance, and cases that look alike, with the reasons. */
export async function evidenceNodes(ctx: Ctx, c: StoredCase, report: ReportValues): Promise<Node<R>[]> {
  const alike = await alikeTo(ctx, c, report);
  const looked = { kind: c.kind, report, receivedAt: c.receivedAt, score: scoreIn(report), alike: alike.length };
  const [nearest] = alike;
  return [
    {
      kind: "heading",
      text: words({
        ja: "受理の条件の手がかり（判断は人が行う）",
        en: "Signs for the conditions of acceptance (a person decides)",
      }),
    },
    { kind: "items", rows: evidenceFor(looked).map((e) => ({ text: conditionWords(e) })) },
    ...alikeNodes(ctx, alike),
    ...(nearest === undefined
      ? []
      : [{ kind: "next" as const, commands: [`report merge ${digits(c)} ${digits(nearest.c)}`] }]),
  ];
}
