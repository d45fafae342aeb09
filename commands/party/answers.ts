import type { StoredParty } from "../../db/queries/parties.ts";
import { answersOf } from "../../db/queries/table.ts";
import { type Vulnerability, vulnerabilitiesOf } from "../../db/queries/vulnerabilities.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { type Answer, holding } from "../../src/domain/answers.ts";
import { type Justification, justifications, partyStatuses } from "../../src/domain/parties.ts";
import { type Labelled, open, type Rank } from "../../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { day } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { caseKey } from "../show.ts";

type OfCase = { readonly id: number; readonly key: Buffer; readonly reference: number };

/** What a party said, with what only its own words carry. */
export interface Said extends Answer {
  readonly justification: string | null;
  /** The member who wrote it down for them; null when they said it themselves. */
  readonly byMember: number | null;
}

/** Everything that each of these parties has said of a case's vulnerabilities, opened, oldest first, by the party's id. */
async function saidBy(
  act: Pick<Act, "tx" | "keys">,
  c: OfCase,
  parties: readonly Pick<StoredParty, "id">[],
): Promise<ReadonlyMap<number, readonly Said[]>> {
  const key = caseKey(act, c);
  const rows = await answersOf(
    act.tx,
    parties.map((p) => p.id),
  );
  const opened = rows.map((a) => ({
    ...a,
    product: a.product === null ? null : unseal(key, "party_answers.product", a.product),
  }));
  return new Map(parties.map((p) => [p.id, opened.filter((a) => a.partyId === p.id)]));
}

/** "Not Vulnerable, the component is not present, Hoshi Viewer 3, 3 Nov 2026", for whoever `label` says. */
function saidText<R extends Rank>(
  act: Pick<Act, "zone">,
  a: Said,
  label: (product: string) => Labelled<string, R>,
): Text<R | "public"> {
  const why = a.justification === null ? [] : [words(justifications[a.justification as Justification])];
  const product = a.product === null ? [] : [foreign(label(a.product))];
  const by = a.byMember === null ? [] : [words({ ja: "デスクが記録", en: "recorded by the desk" })];
  return join<R | "public">([words(partyStatuses[a.status]), ...why, ...product, day(a.at, act.zone), ...by], ", ");
}

const unsaid = words({ ja: "回答なし", en: "nothing said" });

/** An answer about all, from before this one was listed, may not have meant it. */
const earlier = words({ ja: "（この番号が付く前の、全体への回答）", en: " (of all, before this one was listed)" });

/** What holds for each vulnerability of the case, a line each; one line for a case that lists none, and none when nothing was said. */
export function standingLines<R extends Rank>(
  act: Pick<Act, "zone">,
  all: readonly Vulnerability[],
  said: readonly Said[],
  label: (product: string) => Labelled<string, R>,
): Text<R | "public">[] {
  if (said.length === 0) return [];
  const line = (a: Said, before: boolean): Text<R | "public"> =>
    before ? join<R | "public">([saidText(act, a, label), earlier], "") : saidText(act, a, label);
  const of = (v: Vulnerability | undefined): Text<R | "public"> => {
    const now = holding(said, v?.id ?? null);
    const isBefore = (a: Said) => v !== undefined && a.vulnerabilityId === null && a.at < v.at;
    return now.length === 0
      ? unsaid
      : join(
          now.map((a) => line(a, isBefore(a))),
          " / ",
        );
  };
  if (all.length === 0) return [of(undefined)];
  return all.map((v) => join<R | "public">([say({ ja: t`脆弱性${open(v.n)}`, en: t`No. ${open(v.n)}` }), of(v)], ": "));
}

/** The vulnerabilities of a case, and what each of these parties has said of them. */
export async function standingOn(
  act: Pick<Act, "tx" | "keys">,
  c: OfCase,
  parties: readonly Pick<StoredParty, "id">[],
) {
  const [all, said] = await Promise.all([vulnerabilitiesOf(act.tx, c.id), saidBy(act, c, parties)]);
  return { all, said };
}
