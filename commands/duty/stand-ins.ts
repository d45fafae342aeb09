import { readRoster } from "../../db/queries/duty.ts";
import { namesOf } from "../../db/queries/members.ts";
import { wallIn } from "../../src/calendar.ts";
import { horizonDays } from "../../src/domain/roster.ts";
import { type Gap, gapsBetween } from "../../src/domain/stand-in.ts";
import { open } from "../../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Ctx } from "../contract.ts";

/** Rows that are shown. */
const shown = 10;
const dayMs = 86_400_000;

/** "first · mori · Thu 3 Dec 2026 00:00 JST to …". */
function gapText(ctx: Ctx, gap: Gap, names: ReadonlyMap<number, string>): Text<"public"> {
  const who =
    gap.memberId === null ? words({ ja: "だれもいない", en: "nobody" }) : foreign(open(names.get(gap.memberId) ?? "?"));
  const [from, to] = [moment(gap.startsAt, ctx.zone), moment(gap.endsAt, ctx.zone)];
  return join([foreign(open(gap.line)), who, say({ ja: t`${from} から ${to} まで`, en: t`${from} to ${to}` })], " · ");
}

/** Who would have somebody's turns while they are away, or that nobody would. Asked before the absence is written. */
export async function standIns(
  ctx: Ctx,
  memberId: number,
  span: { readonly startsAt: Date; readonly endsAt: Date },
): Promise<Node<"public">[]> {
  const before = await readRoster(ctx.tx, span.startsAt);
  const after = { ...before, absences: [...before.absences, { ...span, memberId }] };
  const endsAt = new Date(Math.min(span.endsAt.getTime(), span.startsAt.getTime() + horizonDays * dayMs));
  const gaps = gapsBetween(before, after, memberId, { ...span, endsAt }, wallIn);
  const until = moment(endsAt, ctx.zone);
  if (gaps.length === 0) {
    const none = say({
      ja: t`${until} までに、代わりの人が要る当番はありません。`,
      en: t`Until ${until} there is no turn for which somebody has to stand in.`,
    });
    return [{ kind: "para", text: none }];
  }
  const ids = gaps.flatMap((g) => g.memberId ?? []);
  const names = await namesOf(ctx.tx, ids);
  const rows = gaps
    .slice(0, shown)
    .map((g) => ({ text: gapText(ctx, g, names), ...(g.memberId === null && { mark: "due" as const }) }));
  const head = say({
    ja: t`代わりの当番（${until} までに${open(gaps.length)}件、うち${open(rows.length)}件を表示）:`,
    en: t`Who stands in until ${until} (${open(gaps.length)}, of which ${open(rows.length)} shown):`,
  });
  return [{ kind: "para", text: head }, { kind: "items", rows }, ...(ids.length < gaps.length ? [nobody] : [])];
}

const nobody: Node<"public"> = {
  kind: "para",
  text: words({
    ja: "代わりがいない間、通知は次の系列かデスクの部屋に届きます。人を決めるには: help duty override",
    en: "While nobody stands in, pings go to the next line or the desk room. To put somebody there: help duty override",
  }),
};
