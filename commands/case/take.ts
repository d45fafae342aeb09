import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { assign } from "./assign.ts";

export const caseTake = command({
  name: "case take",
  summary: { ja: "案件を自分の担当にする", en: "Make a case yours" },
  effects: "write",
  max: "public",
  args: { case: caseArg },
  run: (ctx, { case: reference }) => assign(ctx, reference, ctx.member),
});
