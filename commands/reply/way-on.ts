import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, type Text, t } from "../../src/text.ts";
import { digits } from "../show.ts";

type Hint = (d: string) => Text<"public">;

const ask: Hint = (d) =>
  say({
    ja: t`デスクに尋ねてください: reply ask ${open(d)} …`,
    en: t`Ask the desk: reply ask ${open(d)} …`,
  });
const standing: Hint = (d) =>
  say({
    ja: t`現在の状況: reply show ${open(d)}。答え直したいときは、デスクに伝えてください: reply ask ${open(d)} …`,
    en: t`How you stand: reply show ${open(d)}. To answer again, tell the desk: reply ask ${open(d)} …`,
  });
const another: Hint = (d) =>
  say({
    ja: t`日時を変えてもう一度提案してください: reply date ${open(d)} …。この範囲では足りないときは、デスクに尋ねてください: reply ask ${open(d)} …`,
    en: t`Propose another end: reply date ${open(d)} … If none of these days is possible, ask the desk: reply ask ${open(d)} …`,
  });
const offered: Hint = (d) =>
  say({
    ja: t`いま答えられるもの: reply show ${open(d)}`,
    en: t`What waits for your answer: reply show ${open(d)}`,
  });

/** Where the rules of the embargo name a verb or a setting of the desk, by the argument or else the code of the refusal. */
const hints: Readonly<Record<string, Hint>> = {
  until: another,
  n: offered,
  "embargo.wrong-state": standing,
  "embargo.not-possible": ask,
};

/**
 * Runs an act of the embargo for a vendor: a refusal says what the vendor can do next, with the verbs that it has. The rules are the
 * same for the desk, whose next step is another (ADR 0020). @throws Refusal
 */
export async function inVendorsWords<T>(c: { readonly reference: number }, act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const hint = hints[error.field ?? error.code];
    throw hint === undefined ? error : new Refusal(error.code, error.says, hint(digits(c)), error.field);
  }
}
