import { addAnswer } from "../../db/queries/table.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { type Answer, holding } from "../../src/domain/answers.ts";
import { justificationKeys, justifications, type PartyStatus, partyStatuses } from "../../src/domain/parties.ts";
import { Refusal } from "../../src/refusal.ts";
import { words } from "../../src/text.ts";
import { choiceArg, optional, textArg } from "../args.ts";
import type { Act } from "../desk.ts";
import type { Said } from "../reply/answered.ts";
import { aboutArg, vulnerabilityOf } from "../reply/vulnerability.ts";
import { caseKey } from "../show.ts";

/** What a party can say of its products, itself or through the desk; the rest is the desk's to set. What it means for its work. */
export const meanings = {
  affected: "exists",
  affected_investigating: "verifying",
  not_affected: "none",
  not_affected_investigating: "verifying",
} as const satisfies Partial<Record<PartyStatus, Said>>;
type Sayable = keyof typeof meanings;
const sayable = Object.keys(meanings) as Sayable[];

export const statusArg = choiceArg(
  { ja: "ステータス", en: "status" },
  sayable.map((value) => ({ value, words: partyStatuses[value] })),
);

/** Of what it is said, and why. The same whoever writes it down. */
export const answerArgs = {
  justification: optional(
    choiceArg(
      { ja: "該当しない理由（VEX）", en: "why not, for not_affected (VEX)" },
      justificationKeys.map((value) => ({ value, words: justifications[value] })),
    ),
  ),
  vulnerability: aboutArg,
  product: optional(
    textArg({ ja: "製品（省くとすべて）", en: "product; every product if left out" }, "Hoshi Viewer 3", 200),
  ),
};

interface Given {
  readonly status: Sayable;
  readonly justification?: string | undefined;
  readonly vulnerability?: string | undefined;
  readonly product?: string | undefined;
}

const needsWhy = (): Refusal =>
  new Refusal(
    "args.missing",
    words({
      ja: "「該当製品なし」には理由（justification）が必要です。",
      en: '"Not vulnerable" needs its justification.',
    }),
    words({
      ja: `使える値: ${justificationKeys.join(" · ")}`,
      en: `Allowed: ${justificationKeys.join(" · ")}`,
    }),
    "justification",
  );

/**
 * Keeps what a party said of a vulnerability and a product. @param by who writes it down: they themselves now, or a member what they
 * said at that time. @param mayRead whether whoever writes may know which vulnerabilities there are. @returns the row's id.
 * @throws Refusal `args.missing` without the reason that "not affected" needs, `args.invalid`.
 */
export async function keepAnswer(
  act: Act,
  c: { readonly id: number; readonly key: Buffer; readonly reference: number },
  partyId: number,
  { status, justification, vulnerability, product }: Given,
  by: { readonly byContact: number } | { readonly byMember: number; readonly at: Date },
  mayRead: boolean,
): Promise<number> {
  if (status === "not_affected" && justification === undefined) throw needsWhy();
  return await addAnswer(act.tx, {
    partyId,
    vulnerabilityId: await vulnerabilityOf(act, c, vulnerability, mayRead),
    product: product === undefined ? null : seal(caseKey(act, c), "party_answers.product", product),
    status,
    justification: status.startsWith("not_affected") ? (justification ?? null) : null,
    at: act.now,
    ...by,
  });
}

/** Whether what was typed last stands in the place of something that was said after it. @param said in the order of typing */
export function isOutdated(said: readonly Answer[], vulnerabilities: readonly number[]): boolean {
  const inTime = said.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return [null, ...vulnerabilities].some((v) => {
    const late = holding(inTime, v);
    return holding(said, v).some((a) => !late.includes(a));
  });
}
