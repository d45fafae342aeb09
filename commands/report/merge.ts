import { caseArg } from "../args.ts";
import { intoArg, merge } from "../case/merge.ts";
import { command } from "../contract.ts";

export const reportMerge = command({
  name: "report merge",
  summary: { ja: "重複した届出を別の届出・案件に統合する", en: "Merge a duplicate report into another report or case" },
  effects: "write",
  max: "public",
  args: { case: caseArg, into: intoArg },
  run: (ctx, { case: reference, into }) => merge(ctx, reference, into),
});
