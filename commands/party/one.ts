import type { StoredParty } from "../../db/queries/parties.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import {
  firstAttempt,
  outcomes,
  type Party,
  partyRoleWords,
  partyStatuses,
  workRow,
} from "../../src/domain/parties.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { day } from "../../src/when.ts";
import { numberArg } from "../args.ts";
import type { Act } from "../desk.ts";
import { caseKey } from "../show.ts";

export const partyArg = {
  ...numberArg(
    { ja: "関係者の番号（party list に表示）", en: "number of the party, shown by party list" },
    "1",
    1,
    999,
  ),
  label: { ja: "関係者", en: "Party" },
};

export const partyName = (
  act: Pick<Act, "keys">,
  c: { readonly key: Buffer; readonly reference: number },
  p: StoredParty,
): Text<"desk"> => foreign(desk(unseal(caseKey(act, c), "parties.name", p.name)));

const last = (p: Party) => p.attempts.at(-1);

/** "1 · vendor · Acme · details sent · Vulnerable · first tried 3 Nov · last tried 9 Nov: bounced · details 5 Nov". */
export function partyLine(
  act: Pick<Act, "keys" | "zone">,
  c: { readonly key: Buffer; readonly reference: number },
  p: StoredParty,
): Text<"public" | "desk"> {
  const first = firstAttempt(p);
  const tried = last(p);
  return join<"public" | "desk">(
    [
      foreign(open(p.n)),
      words(partyRoleWords[p.role]),
      partyName(act, c, p),
      words(workRow(p.work).words),
      ...(p.role === "vendor" ? [words(partyStatuses[p.status])] : []),
      first === undefined
        ? words({ ja: "連絡の記録なし", en: "no attempt recorded" })
        : say({ ja: t`初回 ${day(first, act.zone)}`, en: t`first tried ${day(first, act.zone)}` }),
      ...(tried === undefined || p.attempts.length < 2
        ? tried === undefined
          ? []
          : [words(outcomes[tried.outcome])]
        : [
            say({
              ja: t`${open(p.attempts.length)}回目 ${day(tried.at, act.zone)} ${words(outcomes[tried.outcome])}`,
              en: t`try ${open(p.attempts.length)} on ${day(tried.at, act.zone)}: ${words(outcomes[tried.outcome])}`,
            }),
          ]),
      ...(p.detailsOn === null
        ? []
        : [say({ ja: t`詳細連絡 ${day(p.detailsOn, act.zone)}`, en: t`details on ${day(p.detailsOn, act.zone)}` })]),
    ],
    " · ",
  );
}
