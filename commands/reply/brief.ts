import { type StoredCase, sealedReport } from "../../db/queries/cases.ts";
import { findFinder } from "../../db/queries/finders.ts";
import { type StoredParty, saveParty } from "../../db/queries/parties.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import type { ReportValues } from "../../src/domain/intake/kinds.ts";
import { briefFor, identifying, withhold } from "../../src/domain/intake/tellable.ts";
import { wordsFor } from "../../src/domain/intake/words.ts";
import { party as label } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import { apply } from "../apply.ts";
import type { Act } from "../desk.ts";
import { caseKey, digits } from "../show.ts";

/** What of the finder must not be read in a brief. Nothing when they were erased: then nobody knows it. */
async function secretsOf(act: Act, c: StoredCase, report: ReportValues): Promise<readonly string[]> {
  const finder = await findFinder(act.tx, c.finderId);
  if (finder?.key == null) return [];
  const key = act.keys.unwrap(finder.key, `finder/${digits({ reference: finder.owner ?? c.reference })}`);
  return identifying(JSON.parse(unseal(key, "finders.identity", finder.identity)) as ReportValues, report);
}

/** What the finder wrote. */
const reportIn = async (act: Act, c: StoredCase): Promise<ReportValues> =>
  // We sealed what our own parser had made, so the shape is known.
  JSON.parse(unseal(caseKey(act, c), "cases.report", await sealedReport(act.tx, c.id))) as ReportValues;

/** Takes what tells who the finder is out of the desk's own words about a case, before a vendor reads them (domain rules §10.4). */
export async function withoutFinder(act: Act, c: StoredCase): Promise<(text: string) => string> {
  const secrets = await secretsOf(act, c, await reportIn(act, c));
  return (text) => withhold(text, secrets);
}

/** The details of a report for one party, by the list of what may leave; for whoever `mayTellDetails` lets read them. */
export async function briefNodes(
  act: Act,
  c: StoredCase,
  party: StoredParty,
  vendor: string,
): Promise<Node<"public" | "party">[]> {
  const report = await reportIn(act, c);
  const brief = briefFor(c.kind, party.role, report, await secretsOf(act, c, report));
  return wordsFor(c.kind, brief).flatMap((a): Node<"public" | "party">[] => [
    { kind: "heading", text: words(a.label) },
    { kind: "quote", text: say({ ja: t`${label(vendor, a.value.ja)}`, en: t`${label(vendor, a.value.en)}` }) },
  ]);
}

/** The details were read for the first time: that is when they were sent (詳細情報連絡日), and the clocks that hang on it start. */
export async function detailsRead(act: Act, c: StoredCase, party: StoredParty): Promise<void> {
  if (party.detailsOn !== null) return;
  const early = [
    "not_contacted",
    "contacting",
    "unreachable",
    "contact_confirmed",
    "contact_search",
    "stage1_sent",
    "stage1_answered",
  ];
  const work = early.includes(party.work) ? ("details_sent" as const) : party.work;
  await saveParty(act.tx, { ...party, work, detailsOn: act.now });
  await apply(act, c, {
    before: c,
    after: { ...c, detailsOn: c.detailsOn ?? act.now },
    events: [
      ...(work === party.work ? [] : [{ type: "party.worked", party: party.id, from: party.work, to: work } as const]),
      { type: "party.notified", party: party.id },
    ],
  });
}
