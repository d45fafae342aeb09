import type { StoredEmbargo } from "../../db/queries/embargo.ts";
import { embargoAt } from "../../src/domain/embargo/consent.ts";
import { embargoWords } from "../../src/domain/embargo/rules.ts";
import { boundBy, openTerms } from "../../src/domain/embargo/talks.ts";
import { open } from "../../src/label.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import { everywhere, moment, readersOwn } from "../../src/when.ts";
import type { Act } from "../desk.ts";

interface Ending {
  readonly endsAt: Date;
  readonly zone: string;
}

const inZones = (at: Date, zones: readonly string[]): Text<"public"> =>
  join(
    [
      join(
        [...new Set(zones)].map((zone) => moment(at, zone)),
        " = ",
      ),
      readersOwn(at),
    ],
    "",
  );

/** An end in each zone that matters: the desk's, UTC, that in which it was named, each once; and on its reader's clock. */
export const endText = (act: Pick<Act, "zone">, { endsAt, zone }: Ending): Text<"public"> =>
  inZones(endsAt, [act.zone, "UTC", zone]);

/** The same for one party. In which zone another one named it would say where that one is, and that there is one. */
export const endFor = (
  act: Pick<Act, "zone">,
  terms: Ending & { readonly partyId: number | null },
  party: number,
): Text<"public"> =>
  inZones(terms.endsAt, [act.zone, "UTC", ...(terms.partyId === null || terms.partyId === party ? [terms.zone] : [])]);

/** The embargo on one line: its state, and until when. */
export function embargoText(act: Pick<Act, "zone" | "now">, e: StoredEmbargo): Text<"public"> {
  const talks = { ...e, parties: [] };
  const bound = boundBy(talks);
  const state = words(embargoWords[embargoAt({ state: e.state, endsAt: bound?.endsAt ?? null }, act.now)]);
  const shown = bound ?? openTerms(talks)[0];
  if (shown === undefined) return state;
  const end = everywhere(shown.endsAt, act.zone);
  return say({ ja: t`${state} · ${end} まで`, en: t`${state} · until ${end}` });
}

export const numberOf = (terms: { readonly n: number } | undefined): Text<"public"> =>
  say({ ja: t`${open(terms?.n ?? 0)}番`, en: t`no. ${open(terms?.n ?? 0)}` });
