import { lockCase } from "../../db/queries/cases.ts";
import { getParty, partiesOf, saveParty } from "../../db/queries/parties.ts";
import { partyChanged } from "../../src/domain/lifecycle/contact.ts";
import { partyRoleWords, partyStatuses, partyStatusKeys, workKeys, workRow, works } from "../../src/domain/parties.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, choiceArg, optional } from "../args.ts";
import { moveButtons, nextIs } from "../case/moved.ts";
import { command } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { partyArg, partyLine } from "./one.ts";

const nothing = (): Refusal =>
  new Refusal(
    "args.missing",
    words({ ja: "work か status のどちらかを指定してください。", en: "Give work, status or both." }),
    words({
      ja: "例: party status 48213377 1 work=verifying",
      en: "For example: party status 48213377 1 work=verifying",
    }),
    "work",
  );

export const partyStatus = command({
  name: "party status",
  summary: {
    ja: "関係者の対応状況（work）や公表用のステータス（status）を記録する",
    en: "Record where a party stands (work), or its status for the advisory",
  },
  effects: "write",
  max: "desk",
  form: { when: ["work", "status"] },
  args: {
    case: caseArg,
    party: partyArg,
    work: optional(
      choiceArg(
        { ja: "対応状況（デスク内だけ）", en: "work state, for the desk only" },
        workKeys.map((value) => ({ value, words: works[value].words })),
      ),
    ),
    status: optional(
      choiceArg(
        { ja: "公表するステータス（JVN）", en: "status that the advisory prints" },
        partyStatusKeys.map((value) => ({ value, words: partyStatuses[value] })),
      ),
    ),
  },
  async run(ctx, { case: reference, party: n, work, status }): Promise<View<"public" | "desk">> {
    if (work === undefined && status === undefined) throw nothing();
    const stored = await lockCase(ctx.tx, reference);
    const { party } = await getParty(ctx.tx, stored.id, n);
    if (work !== undefined && !workRow(work).roles.includes(party.role)) {
      throw new Refusal(
        "args.invalid",
        say({
          ja: t`「${words(works[work].words)}」は${words(partyRoleWords[party.role])}の状態ではありません。`,
          en: t`"${words(works[work].words)}" is no state of a ${words(partyRoleWords[party.role])}.`,
        }),
        say({
          ja: t`使える値: ${open(workKeys.filter((k) => workRow(k).roles.includes(party.role)).join(" · "))}`,
          en: t`Allowed: ${open(workKeys.filter((k) => workRow(k).roles.includes(party.role)).join(" · "))}`,
        }),
        "work",
      );
    }
    const { step, after } = partyChanged(stored, party, { work, status }, ctx.now);
    await saveParty(ctx.tx, after);
    await apply(ctx, stored, step);
    const saved = (await partiesOf(ctx.tx, stored.id)).find((p) => p.id === party.id) ?? party;
    const next = nextIs(step.after);
    const d = digits(stored);
    return view<"public" | "desk">(
      say({ ja: t`${ref(stored)}: 関係者${open(n)}を更新しました`, en: t`${ref(stored)}: party ${open(n)} updated` }),
      { kind: "items", rows: [{ text: partyLine(ctx, stored, saved) }] },
      ...(next === undefined ? [] : [{ kind: "para", text: next } as const]),
      { kind: "next", commands: [`party list ${d}`, `case show ${d}`] },
      { kind: "buttons", buttons: moveButtons(step.after, ctx.member.roles).slice(0, 5) },
    );
  },
});
