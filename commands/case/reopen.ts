import { lockCase } from "../../db/queries/cases.ts";
import { addNote } from "../../db/queries/messages.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { reopenCase } from "../../src/domain/lifecycle/end.ts";
import { view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, textArg } from "../args.ts";
import { command } from "../contract.ts";
import { caseKey, digits } from "../show.ts";
import { nextIs, nowIs } from "./moved.ts";

export const caseReopen = command({
  name: "case reopen",
  summary: { ja: "終了した案件を、終了前の状態から再開する", en: "Take an ended case up again where it was" },
  effects: "write",
  max: "public",
  args: {
    case: caseArg,
    reason: textArg(
      { ja: "再開する理由（デスク内のメモ）", en: "why, as a note for the desk" },
      "vendor answered after all",
      2000,
    ),
  },
  async run(ctx, { case: reference, reason }) {
    const stored = await lockCase(ctx.tx, reference);
    const step = reopenCase(stored);
    const body = seal(caseKey(ctx, stored), "notes.body", reason);
    await addNote(ctx.tx, { caseId: stored.id, at: ctx.now, by: ctx.member.id, body });
    await apply(ctx, stored, step);
    const next = nextIs(step.after);
    const d = digits(stored);
    return view(
      nowIs(step.after),
      { kind: "para", text: nowIs(step.after) },
      ...(next === undefined ? [] : [{ kind: "para", text: next } as const]),
      { kind: "next", commands: [`case show ${d}`, `deadline list ${d}`] },
    );
  },
});
