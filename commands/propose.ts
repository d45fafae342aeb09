import type { StoredCase } from "../db/queries/cases.ts";
import { addNotices } from "../db/queries/notices.ts";
import { addProposal, othersWithRole } from "../db/queries/proposals.ts";
import { seal } from "../src/crypto/keyring.ts";
import { happened } from "../src/domain/case.ts";
import { proposalHours, type SecondAct, secondRow } from "../src/domain/second.ts";
import { open } from "../src/label.ts";
import { Refusal } from "../src/refusal.ts";
import { join, say, t, words } from "../src/text.ts";
import { type View, view } from "../src/view.ts";
import { moment } from "../src/when.ts";
import { apply } from "./apply.ts";
import type { Ctx } from "./contract.ts";
import { personalDestinations } from "./destinations.ts";
import { caseKey, digits, ref } from "./show.ts";

/**
 * Keeps an act that takes two people for the second one to confirm, and asks those who may.
 * @returns what the first one reads; undefined when one person is enough, or when this is the confirmation.
 * @throws Refusal `person.needed` when nobody else could confirm it.
 */
export async function propose(
  ctx: Ctx,
  stored: StoredCase,
  act: SecondAct,
  input: object,
): Promise<View<"public"> | undefined> {
  const row = secondRow(act);
  if (ctx.second !== undefined) return undefined;
  if (row.setting !== undefined && ctx.settings[row.setting] === 0) return undefined;
  const others = (await Promise.all(row.who.map((role) => othersWithRole(ctx.tx, role, ctx.member.id)))).flat();
  if (others.length === 0) {
    throw new Refusal(
      "person.needed",
      say({
        ja: t`${words(row.words)}には2人目の確認が必要ですが、確認できる人がほかにいません。`,
        en: t`${words(row.words)} takes a second person, and nobody else may confirm it.`,
      }),
      words({ ja: "承認者を加える: member role 名前 approver", en: "Add an approver: member role NAME approver" }),
    );
  }
  const expiresAt = new Date(ctx.now.getTime() + proposalHours * 3_600_000);
  const id = await addProposal(ctx.tx, {
    caseId: stored.id,
    act,
    line: seal(caseKey(ctx, stored), "proposals.line", JSON.stringify(input)),
    // The proposal itself is the case's next change.
    version: stored.version + 1,
    proposedBy: ctx.member.id,
    proposedAt: ctx.now,
    expiresAt,
  });
  await apply(ctx, stored, happened(stored, { type: "second.proposed", proposal: id, act }));
  const reached = await personalDestinations(
    ctx.tx,
    others.map((m) => m.id),
  );
  await addNotices(
    ctx.tx,
    [...new Set(reached.values())].map((destination) => ({
      destination,
      kind: "proposal",
      caseId: stored.id,
      params: { proposal: id },
      dedupe: `proposal ${id} ${destination}`,
    })),
    ctx.now,
  );
  const names = join(
    others.slice(0, 5).map((m) => say({ ja: t`${open(m.name)}`, en: t`${open(m.name)}` })),
    ", ",
  );
  return view(
    say({ ja: t`${ref(stored)}: 2人目の確認を待ちます`, en: t`${ref(stored)}: waits for a second person` }),
    {
      kind: "para",
      text: say({
        ja: t`${ref(stored)} の${words(row.words)}を提案しました（番号 ${open(id)}）。${moment(expiresAt, ctx.zone)} までに次のだれかの確認が必要です: ${names}`,
        en: t`Proposed: ${words(row.words)} of ${ref(stored)} (no. ${open(id)}). One of these has to confirm it by ${moment(expiresAt, ctx.zone)}: ${names}`,
      }),
    },
    { kind: "next", commands: [`case show ${digits(stored)}`, `case confirm ${id} no`] },
  );
}
