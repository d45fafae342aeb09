import { type StoredCase, sealedReport } from "../../db/queries/cases.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import type { ReportValues } from "../../src/domain/intake/kinds.ts";
import type { Ctx } from "../contract.ts";
import { caseKey } from "../show.ts";

/** What the finder wrote, without who they are. */
export const reportOf = async (ctx: Ctx, c: StoredCase): Promise<ReportValues> =>
  // Sealed by us from our own parser's result, so the shape is known.
  JSON.parse(unseal(caseKey(ctx, c), "cases.report", await sealedReport(ctx.tx, c.id))) as ReportValues;
