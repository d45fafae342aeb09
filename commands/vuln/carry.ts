import type { StoredCase } from "../../db/queries/cases.ts";
import { ownWeaknessesOf, setWeaknesses } from "../../db/queries/scores.ts";
import { addVulnerability, vulnerabilitiesOf } from "../../db/queries/vulnerabilities.ts";
import { seal, unseal } from "../../src/crypto/keyring.ts";
import type { CaseEvent } from "../../src/domain/events.ts";
import type { Ctx } from "../contract.ts";
import { withoutFinder } from "../reply/brief.ts";
import { caseKey } from "../show.ts";

/** The weaknesses that were set on one case are those of the other too. @returns the events for `apply`. */
export async function carryWeaknesses(ctx: Ctx, from: StoredCase, to: StoredCase): Promise<CaseEvent[]> {
  const [theirs, own] = await Promise.all([ownWeaknessesOf(ctx.tx, from.id), ownWeaknessesOf(ctx.tx, to.id)]);
  const all = [...new Set([...own, ...theirs])].sort((a, b) => a - b);
  if (all.length === own.length) return [];
  await setWeaknesses(ctx.tx, to.id, all, { at: ctx.now, by: ctx.member.id });
  return [{ type: "score.cwe", from: own, to: all }];
}

/**
 * The vulnerabilities that one case lists are listed by the other too, sealed anew, but those that it has: by their CVE, or by their
 * title. They stay where they were: answers hang on them there. @returns the events for `apply`.
 */
export async function carryVulnerabilities(ctx: Ctx, from: StoredCase, to: StoredCase): Promise<CaseEvent[]> {
  const [theirs, own] = await Promise.all([vulnerabilitiesOf(ctx.tx, from.id), vulnerabilitiesOf(ctx.tx, to.id)]);
  const titleIn = (c: StoredCase, label: Buffer): string => unseal(caseKey(ctx, c), "vulnerabilities.label", label);
  const titles = new Set(own.map((v) => titleIn(to, v.label)));
  const cves = new Set(own.flatMap((v) => v.cve ?? []));
  const events: CaseEvent[] = [];
  // Who reads the other case's titles must learn neither of which site, nor from whom, this one was.
  if (from.kind === "website" && to.kind !== "website") return [];
  const clean = await withoutFinder(ctx, from);
  for (const { cwe, cve, label } of theirs) {
    const title = clean(titleIn(from, label));
    if (cve === null ? titles.has(title) : cves.has(cve)) continue;
    const { id } = await addVulnerability(ctx.tx, {
      caseId: to.id,
      label: seal(caseKey(ctx, to), "vulnerabilities.label", title),
      cwe,
      cve,
      at: ctx.now,
      by: ctx.member.id,
    });
    events.push({ type: "vuln.added", vulnerability: id, cwe, cve });
  }
  return events;
}
