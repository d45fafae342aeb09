import { readLadder, readRoster } from "../../db/queries/duty.ts";
import { namesOf } from "../../db/queries/members.ts";
import { wallIn } from "../../src/calendar.ts";
import { nextChange, onDuty, type Turn } from "../../src/domain/roster.ts";
import { open } from "../../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { type Node, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { optional, timeArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { people } from "../on-duty.ts";
import { mayRun } from "../policy.ts";
import { getMoment } from "../times.ts";
import { mayBeOnDuty } from "./readers.ts";
import { lineName, lineWords } from "./words.ts";

type Names = ReadonlyMap<number, string>;

const nameOf = (id: number | null, names: Names): Text<"public"> =>
  id === null ? words({ ja: "だれもいない", en: "nobody" }) : foreign(open(names.get(id) ?? "?"));

const inOrder = (turns: readonly Turn[], names: Names): Text<"public"> =>
  join(
    people(turns).map((id) => nameOf(id, names)),
    " → ",
  );

/** Each line: who, why, until when, and whose turn it would be. */
const lines = (ctx: Ctx, turns: readonly Turn[], names: Names): Node<"public"> => ({
  kind: "items",
  rows: turns.map((turn) => {
    const own = join([lineName(turn), nameOf(turn.memberId, names), lineWords(turn, ctx.zone)], " · ");
    if (turn.insteadOf === null) return { text: own };
    const other = nameOf(turn.insteadOf, names);
    return { text: say({ ja: t`${own}（本来は ${other}）`, en: t`${own} (in place of ${other})` }) };
  }),
});

/** Those on duty in their order; with the default ladder the desk room comes after them. */
function summary(ctx: Ctx, turns: readonly Turn[], names: Names, until: Date | null, isOwn: boolean): Text<"public"> {
  if (people(turns).length === 0) {
    if (isOwn) return words({ ja: "いまの当番はいません。", en: "Nobody is on duty." });
    return words({
      ja: "当番は決まっていません。期限の通知はデスクの部屋に届きます。",
      en: "Nobody is on duty. Pings go to the desk room.",
    });
  }
  const room = words({ ja: "デスクの部屋", en: "desk room" });
  const order = isOwn ? inOrder(turns, names) : join([inOrder(turns, names), room], " → ");
  if (until === null) return order;
  return say({
    ja: t`${order}（${moment(until, ctx.zone)} まで）`,
    en: t`${order}, until ${moment(until, ctx.zone)}.`,
  });
}

/** What a desk with a ladder of its own says of it, and one without. */
function ladderNode(ctx: Ctx, isOwn: boolean): Node<"public"> {
  const wait = open(ctx.settings["ping.escalate-minutes"]);
  return {
    kind: "para",
    text: !isOwn
      ? say({
          ja: t`通知に${wait}分応答がなければ次の人に知らせます。`,
          en: t`A ping that nobody acknowledges within ${wait} minutes goes to the next.`,
        })
      : words({
          ja: "通知の順番は、このデスクの連絡順によります: duty ladder",
          en: "Whom a ping goes to next, the desk's own ladder says: duty ladder",
        }),
  };
}

export const dutyWho = command({
  name: "duty who",
  summary: { ja: "当番と、応答がないときの順番を表示する", en: "Show who is on duty, and who is asked next" },
  effects: "read",
  max: "public",
  args: { at: optional(timeArg({ ja: "いつの当番か（省略すると今）", en: "at which time; now if left out" })) },
  async run(ctx, { at }) {
    const when = at === undefined ? ctx.now : getMoment(ctx, at, "at");
    const roster = await readRoster(ctx.tx, when);
    const isOwn = (await readLadder(ctx.tx)).length > 0;
    const turns = onDuty(roster, when, wallIn);
    const change = nextChange(roster, when, wallIn);
    const next = change === null ? [] : onDuty(roster, change, wallIn);
    const ids = [...turns, ...next].flatMap((turn) => [turn.memberId, turn.insteadOf]).filter((id) => id !== null);
    const names = await namesOf(ctx.tx, ids);
    const later: Node<"public">[] =
      change === null || people(next).length === 0
        ? []
        : [
            {
              kind: "para",
              text: say({
                ja: t`次: ${inOrder(next, names)}（${moment(change, ctx.zone)} から）`,
                en: t`Next: ${inOrder(next, names)}, from ${moment(change, ctx.zone)}.`,
              }),
            },
          ];
    return view(
      words({ ja: "当番", en: "Duty" }),
      { kind: "para", text: summary(ctx, turns, names, change, isOwn) },
      ...(turns.length === 0 ? [] : [lines(ctx, turns, names)]),
      ...(isOwn || people(turns).length > 0 ? [ladderNode(ctx, isOwn)] : []),
      ...later,
      {
        kind: "next",
        commands:
          turns.length === 0 && mayRun("duty set", ctx.member.roles) && mayBeOnDuty(ctx.member)
            ? [`duty set ${ctx.member.handle}`, "duty roster"]
            : ["duty roster"],
      },
    );
  },
});
