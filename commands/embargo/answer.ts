import { lockCase, type StoredCase } from "../../db/queries/cases.ts";
import { getParty } from "../../db/queries/parties.ts";
import { caseArg, numberArg, optional } from "../args.ts";
import type { Ctx } from "../contract.ts";
import { partyArg } from "../party/one.ts";
import type { By } from "./acts.ts";

/** Arguments of an answer to a proposal: the desk's own, or one that a party gave by mail or phone. */
export const answerArgs = {
  case: caseArg,
  n: optional(numberArg({ ja: "提案の番号", en: "number of the proposal" }, "1", 1, 999)),
  party: optional({
    ...partyArg,
    summary: { ja: "メールや電話で答えた関係者", en: "a party that answered by mail or phone" },
  }),
};

/** Whose answer it is. */
export async function answering(
  ctx: Ctx,
  input: { readonly case: number; readonly party?: number | undefined },
): Promise<{ stored: StoredCase; by: By }> {
  const stored = await lockCase(ctx.tx, input.case);
  if (input.party === undefined) return { stored, by: { member: ctx.member.id } };
  const { party } = await getParty(ctx.tx, stored.id, input.party);
  return { stored, by: { party: party.id } };
}
