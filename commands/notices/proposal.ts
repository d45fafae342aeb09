import { namesOf } from "../../db/queries/members.ts";
import { findProposal } from "../../db/queries/proposals.ts";
import { type SecondAct, secondRow } from "../../src/domain/second.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { digits, ref } from "../show.ts";

/** Asks a second person. @returns undefined when it was decided meanwhile, or has lapsed. */
export async function proposal(act: Act, id: number): Promise<View<"public"> | undefined> {
  const found = await findProposal(act.tx, id);
  if (found === undefined || found.proposal.outcome !== null || found.proposal.expiresAt <= act.now) return undefined;
  const { proposal: p, reference } = found;
  const who = open((await namesOf(act.tx, [p.proposedBy])).get(p.proposedBy) ?? "?");
  const what = words(secondRow(p.act as SecondAct).words);
  const c = { reference };
  return view(
    say({ ja: t`${ref(c)}: 確認をお願いします`, en: t`${ref(c)}: please confirm` }),
    {
      kind: "heading",
      text: say({ ja: t`${ref(c)} の${what}を確認してください`, en: t`${ref(c)}: confirm the ${what}?` }),
    },
    {
      kind: "para",
      text: say({
        ja: t`${who} が提案しました。${moment(p.expiresAt, act.zone)} まで有効です。案件を見てから決めてください。`,
        en: t`Proposed by ${who}, good until ${moment(p.expiresAt, act.zone)}. Look at the case, then decide.`,
      }),
    },
    { kind: "next", commands: [`case confirm ${id}`, `case confirm ${id} no`, `case show ${digits(c)}`] },
    {
      kind: "buttons",
      buttons: [
        { label: words({ ja: "案件を見る", en: "Show the case" }), run: `case show ${digits(c)}` },
        { label: words({ ja: "確認する", en: "Confirm" }), run: `case confirm ${id}`, style: "primary" },
        { label: words({ ja: "差し戻す", en: "Refuse" }), run: `case confirm ${id} no` },
      ],
    },
  );
}
