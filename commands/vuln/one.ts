import { otherCaseWith, type Vulnerability, vulnerabilitiesOf } from "../../db/queries/vulnerabilities.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { firstCveYear, parseCve } from "../../src/domain/cve.ts";
import { desk, type Labelled, open, type Rank } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { choiceArg, numberArg, optional, textArg, wordArg } from "../args.ts";
import type { Act } from "../desk.ts";
import { cweArg, readWeakness, weaknessWords } from "../score/cwe.ts";
import { caseKey, digits, ref } from "../show.ts";

type OfCase = { readonly id: number; readonly key: Buffer; readonly reference: number };

export const numberOfIt = {
  ...numberArg({ ja: "脆弱性の番号（vuln list に表示）", en: "its number, shown by vuln list" }, "1", 1, 999),
  label: { ja: "脆弱性", en: "Vulnerability" },
};

export const titleArg = {
  ...textArg(
    { ja: "ほかと見分ける題（同意した開発者も読みます）", en: "what tells it apart; vendors who agreed read it" },
    '"XSS in the search box"',
    200,
  ),
  rest: false,
  label: { ja: "題", en: "Title" },
};

export const cweOfIt = optional({
  ...cweArg,
  rest: false,
  summary: { ja: "CWEの番号か語", en: "CWE by number or word" },
});

export const cveArg = optional({
  ...wordArg({ ja: "CVE番号", en: "CVE identifier" }, "CVE-2026-12345", /^\S{1,40}$/),
  label: { ja: "CVE", en: "CVE" },
});

export const anywayArg = optional(
  choiceArg({ ja: "同じCVEの案件があっても付ける", en: "give it although another case has that CVE" }, [
    { value: "yes", words: { ja: "はい", en: "yes" } },
  ]),
);

/** What takes a CWE or CVE off again. */
const none = "none";

export const readCwe = (typed: string | undefined, before: number | null): number | null => {
  if (typed === undefined) return before;
  return typed.toLowerCase() === none ? null : readWeakness(typed);
};

const inThisCase = (c: OfCase, cve: string, n: number): Refusal =>
  new Refusal(
    "args.invalid",
    say({
      ja: t`${open(cve)} は、この案件の脆弱性${open(n)}に付いています。`,
      en: t`Vulnerability ${open(n)} of this case has ${open(cve)} already.`,
    }),
    say({ ja: t`見る: vuln list ${open(digits(c))}`, en: t`See it: vuln list ${open(digits(c))}` }),
    "cve",
  );

const inAnother = (cve: string, other: { readonly reference: number }): Refusal =>
  new Refusal(
    "args.invalid",
    say({
      ja: t`${open(cve)} は、別の案件 ${ref(other)} に付いています。`,
      en: t`Another case has ${open(cve)}: ${ref(other)}.`,
    }),
    words({
      ja: "番号を確かめてください。重複なら case merge、同じCVEで正しいなら anyway=yes を付けてください。",
      en: "Check the number. If it is a duplicate: case merge. If both are right: add anyway=yes.",
    }),
    "cve",
  );

/**
 * The CVE that was typed, as it is printed. @param it the vulnerability that gets it; undefined for a new one.
 * @throws Refusal `args.invalid` for another shape, for one that this case has, and unless `anyway` for one of another case.
 */
export async function readCve(
  act: Pick<Act, "tx" | "now">,
  c: OfCase,
  typed: string | undefined,
  it: Vulnerability | undefined,
  anyway: boolean,
): Promise<string | null> {
  if (typed === undefined) return it?.cve ?? null;
  if (typed.toLowerCase() === none) return null;
  const cve = parseCve(typed, act.now);
  if (cve === undefined) {
    const last = open(act.now.getUTCFullYear() + 1);
    throw new Refusal(
      "args.invalid",
      say({ ja: t`「${open(typed)}」はCVE番号ではありません。`, en: t`"${open(typed)}" is no CVE identifier.` }),
      say({
        ja: t`CVE-年-番号 の形で、年は ${open(firstCveYear)}〜${last}、番号は4桁以上の数字です。例: CVE-2026-12345`,
        en: t`It reads CVE-YEAR-NUMBER: the year ${open(firstCveYear)} to ${last}, the number four digits or more, such as CVE-2026-12345.`,
      }),
      "cve",
    );
  }
  if (cve === it?.cve) return cve;
  const twin = (await vulnerabilitiesOf(act.tx, c.id)).find((v) => v.cve === cve);
  if (twin !== undefined) throw inThisCase(c, cve, twin.n);
  const other = anyway ? undefined : await otherCaseWith(act.tx, cve, c.id);
  if (other !== undefined) throw inAnother(cve, other);
  return cve;
}

/** @throws Refusal `args.invalid` when the case has none of that number. */
export async function getVulnerability(act: Pick<Act, "tx">, c: OfCase, n: number): Promise<Vulnerability> {
  const found = (await vulnerabilitiesOf(act.tx, c.id)).find((v) => v.n === n);
  if (found !== undefined) return found;
  throw new Refusal(
    "args.invalid",
    say({
      ja: t`この案件に、番号${open(n)}の脆弱性はありません。`,
      en: t`No vulnerability of this case has the number ${open(n)}.`,
    }),
    say({ ja: t`番号を見る: vuln list ${open(digits(c))}`, en: t`The numbers: vuln list ${open(digits(c))}` }),
    "vulnerability",
  );
}

/** "2 · XSS in the search box · CWE-79 Cross-site Scripting · CVE-2026-12345", the title for whoever `label` says. */
export function vulnerabilityLine<R extends Rank>(
  act: Pick<Act, "keys">,
  c: OfCase,
  v: Vulnerability,
  label: (title: string) => Labelled<string, R>,
): Text<R | "public"> {
  const title = foreign(label(unseal(caseKey(act, c), "vulnerabilities.label", v.label)));
  return join<R | "public">(
    [
      foreign(open(v.n)),
      title,
      ...(v.cwe === null ? [] : [weaknessWords(v.cwe)]),
      ...(v.cve === null ? [] : [foreign(open(v.cve))]),
    ],
    " · ",
  );
}

export const deskLine = (act: Pick<Act, "keys">, c: OfCase, v: Vulnerability): Text<"desk" | "public"> =>
  vulnerabilityLine(act, c, v, desk);
