import { lockCase } from "../../db/queries/cases.ts";
import { removeCredit } from "../../db/queries/credits.ts";
import { happened } from "../../src/domain/case.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg } from "../args.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { getCredit, numberOfIt } from "./one.ts";

export const creditRemove = command({
  name: "credit remove",
  summary: { ja: "謝辞から外す（名前は消えます）", en: "Take somebody out of the credits; the name is erased" },
  effects: "write",
  max: "public",
  args: { case: caseArg, credit: numberOfIt },
  async run(ctx, { case: reference, credit: n }) {
    const stored = await lockCase(ctx.tx, reference);
    const it = await getCredit(ctx, stored, n);
    await removeCredit(ctx.tx, it, ctx.now, false);
    await apply(ctx, stored, happened(stored, { type: "credit.removed", credit: it.id }));
    return view(
      say({ ja: t`${ref(stored)}: 謝辞から外しました`, en: t`${ref(stored)}: credit removed` }),
      { kind: "para", text: words({ ja: "謝辞から外し、名前を消しました。", en: "Taken out; the name is erased." }) },
      { kind: "next", commands: [`credit list ${digits(stored)}`] },
    );
  },
});
