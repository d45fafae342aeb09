import { partiesOf } from "../../db/queries/parties.ts";
import type { Case } from "../../src/domain/case.ts";
import type { Facts, Given } from "../../src/domain/lifecycle/needs.ts";
import type { Ctx } from "../contract.ts";

/** What the tables of the lifecycles look at, read in this transaction. */
export const factsOf = async (ctx: Ctx, c: Case, given: Given = {}): Promise<Facts> => ({
  ...given,
  c,
  parties: await partiesOf(ctx.tx, c.id),
  now: ctx.now,
  calendar: ctx.calendar,
});
