import type { StoredCase } from "../../db/queries/cases.ts";
import { type Credit, creditsOf, finderRefused } from "../../db/queries/credits.ts";
import { findFinder } from "../../db/queries/finders.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { creditRoleWords, needsConsent, type Wish, wishOf } from "../../src/domain/credits.ts";
import type { ReportValues } from "../../src/domain/intake/kinds.ts";
import { desk, open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { day, moment } from "../../src/when.ts";
import { numberArg, optional, timeArg } from "../args.ts";
import type { Ctx } from "../contract.ts";
import { reportOf } from "../score/report.ts";
import { caseKey, digits } from "../show.ts";
import { getMoment } from "../times.ts";

export const numberOfIt = {
  ...numberArg({ ja: "謝辞の番号（credit list に表示）", en: "its number, shown by credit list" }, "1", 1, 999),
  label: { ja: "謝辞", en: "Credit" },
};

export const atArg = optional(timeArg({ ja: "いつ尋ねた・同意したか（省略すると今）", en: "when; now if left out" }));

/** When somebody was asked or agreed. @throws Refusal `args.invalid` for a time to come, or before the report. */
export function whenSaid(ctx: Ctx, c: StoredCase, typed: string | undefined): Date {
  if (typed === undefined) return ctx.now;
  const at = getMoment(ctx, typed, "at");
  if (at <= ctx.now && at >= c.receivedAt) return at;
  throw new Refusal(
    "args.invalid",
    say({
      ja: t`${moment(at, ctx.zone)} は、届出の受付（${moment(c.receivedAt, ctx.zone)}）から今までの間ではありません。`,
      en: t`${moment(at, ctx.zone)} is not between the receipt of the report (${moment(c.receivedAt, ctx.zone)}) and now.`,
    }),
    words({
      ja: "尋ねた日時か同意を得た日時を入力してください。",
      en: "Give the time at which they were asked or agreed.",
    }),
    "at",
  );
}

/** @throws Refusal `args.invalid` when the case has none of that number. */
export async function getCredit(ctx: Ctx, c: StoredCase, n: number): Promise<Credit> {
  const found = (await creditsOf(ctx.tx, c.id)).find((x) => x.n === n);
  if (found !== undefined) return found;
  throw new Refusal(
    "args.invalid",
    say({ ja: t`番号${open(n)}の謝辞はありません。`, en: t`No credit of this case has the number ${open(n)}.` }),
    say({ ja: t`番号を見る: credit list ${open(digits(c))}`, en: t`The numbers: credit list ${open(digits(c))}` }),
    "credit",
  );
}

/** Who found it, as long as that was not erased, and whether they may be named. */
export async function finderOf(ctx: Ctx, c: StoredCase): Promise<{ identity: ReportValues | undefined; wish: Wish }> {
  const finder = await findFinder(ctx.tx, c.finderId);
  const key =
    finder?.key && ctx.keys.unwrap(finder.key, `finder/${digits({ reference: finder.owner ?? c.reference })}`);
  // We sealed what our own parser had made, so the shape is known.
  const identity = key ? (JSON.parse(unseal(key, "finders.identity", finder.identity)) as ReportValues) : undefined;
  const wish = wishOf(c.kind, await reportOf(ctx, c), identity);
  return { identity, wish: wish === "named" && (await finderRefused(ctx.tx, c.id)) ? "withdrawn" : wish };
}

const theFinder = words({ ja: "届出の発見者（希望した名前）", en: "the finder, by the name that they asked for" });

/** Whether they may be printed, and since when. */
function consentText(ctx: Ctx, x: Credit): Text<"public"> {
  if (!needsConsent(x.role)) return words({ ja: "同意は不要", en: "no consent needed" });
  if (x.agreedAt !== null)
    return say({ ja: t`${day(x.agreedAt, ctx.zone)} 同意`, en: t`agreed ${day(x.agreedAt, ctx.zone)}` });
  if (x.askedAt !== null)
    return say({
      ja: t`${day(x.askedAt, ctx.zone)} に確認中（同意まで載せません）`,
      en: t`asked ${day(x.askedAt, ctx.zone)}; not printed before they agree`,
    });
  return words({ ja: "未確認（同意まで載せません）", en: "not asked yet; not printed before they agree" });
}

/** "2 · remediation developer · Tanaka Mei (Hoshi Soft) · agreed 3 Nov 2026". The finder's own name stays with the report. */
export const creditLine = (ctx: Ctx, c: StoredCase, x: Credit): Text<"public" | "desk"> =>
  join<"public" | "desk">(
    [
      foreign(open(x.n)),
      words(creditRoleWords[x.role]),
      x.name === null ? theFinder : foreign(desk(unseal(caseKey(ctx, c), "credits.name", x.name))),
      consentText(ctx, x),
    ],
    " · ",
  );
