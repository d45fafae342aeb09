import { lockCase } from "../../db/queries/cases.ts";
import { addNote } from "../../db/queries/messages.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { say, t } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, textArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, digits, ref } from "../show.ts";

export const caseNote = command({
  name: "case note",
  summary: { ja: "案件にメモを残す（デスク内だけ）", en: "Add a note that only the desk reads" },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    text: {
      ...textArg(
        { ja: "メモ（4000字まで）", en: "the note, up to 4,000 characters" },
        "Vendor phoned, will answer Monday",
        4000,
      ),
      // A form says itself how much its field takes: on one platform that is less.
      label: { ja: "メモ", en: "The note" },
    },
  },
  async run(ctx, { case: reference, text }) {
    const stored = await lockCase(ctx.tx, reference);
    const body = seal(caseKey(ctx, stored), "notes.body", text);
    const note = await addNote(ctx.tx, { caseId: stored.id, at: ctx.now, by: ctx.member.id, body });
    await apply(ctx, stored, happened(stored, { type: "case.noted", note }));
    return view(
      say({ ja: t`${ref(stored)} にメモを残しました`, en: t`Note added to ${ref(stored)}` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(stored)} にメモを残しました。読めるのはデスクだけです。`,
          en: t`Note added to ${ref(stored)}. Only the desk reads it.`,
        }),
      },
      { kind: "next", commands: [`case show ${digits(stored)}`] },
    );
  },
});
