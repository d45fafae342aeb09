import { deadlinesUntil } from "../../db/queries/deadline-lists.ts";
import { namesOf } from "../../db/queries/members.ts";
import type { Notice } from "../../db/queries/notices.ts";
import { unackedCount } from "../../db/queries/pings.ts";
import { open } from "../../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { lineName, lineWords } from "../duty/words.ts";
import { dutyAt, people } from "../on-duty.ts";
import { ref } from "../show.ts";

/** References that are named; the list has the others. */
const named = 10;
const dayMs = 86_400_000;

/** How much there is, and which fall due within a day: references only, since a phone may show it to anybody. */
async function work(act: Act): Promise<Node<"public">[]> {
  const until = (days: number) => new Date(act.now.getTime() + days * dayMs);
  const [soon, week, unacked] = await Promise.all([
    deadlinesUntil(act.tx, until(1), named),
    deadlinesUntil(act.tx, until(7), 1),
    unackedCount(act.tx),
  ]);
  const count = say({
    ja: t`24時間以内の期限（期限切れを含む）: ${open(soon.total)}件。7日以内: ${open(week.total)}件。だれも確認していない通知: ${open(unacked)}件。`,
    en: t`Deadlines within 24 hours, overdue ones included: ${open(soon.total)}; within 7 days: ${open(week.total)}. Pings that nobody acknowledged: ${open(unacked)}.`,
  });
  if (soon.found.length === 0) return [{ kind: "para", text: count }];
  return [
    { kind: "para", text: count },
    {
      kind: "items",
      rows: soon.found.map(({ deadline, reference }) => ({
        mark: "due" as const,
        text: join([ref({ reference }), moment(deadline.dueAt, act.zone)], " · "),
      })),
    },
  ];
}

/** Who has the duty now, for whoever goes off. */
async function successors(act: Act, ids: readonly number[]): Promise<Text<"public">> {
  if (ids.length === 0) {
    return words({
      ja: "いまの当番はいません。期限の通知はデスクの部屋に届きます。",
      en: "Nobody is on duty now: pings go to the desk room.",
    });
  }
  const names = await namesOf(act.tx, ids);
  const order = join(
    ids.map((id) => foreign(open(names.get(id) ?? "?"))),
    " → ",
  );
  return say({ ja: t`いまの当番: ${order}`, en: t`On duty now: ${order}` });
}

/** `less`: one of their lines went to somebody else, another stays. */
const titles = {
  on: { ja: "当番になりました", en: "You are on duty" },
  less: { ja: "担当する当番が変わりました", en: "Your duty has changed" },
  off: { ja: "当番が終わりました", en: "You are off duty" },
} as const;

/**
 * Tells of a change of duty: to who comes on what waits, to who goes off who has it now.
 * @returns undefined when it is not so any more.
 */
export async function handOverNotice(act: Act, { params }: Notice): Promise<View<"public"> | undefined> {
  const memberId = Number(params["member"]);
  const turns = await dutyAt(act.tx, act.now);
  const own = turns.filter((turn) => turn.memberId === memberId);
  const isOn = params["on"] === true;
  if (isOn !== own.length > 0) return undefined;
  const since = new Date(String(params["since"]));
  const title = words(titles[!isOn ? "off" : params["line"] === "" ? "less" : "on"]);
  const late: Node<"public">[] =
    params["late"] === true
      ? [
          {
            kind: "para",
            text: say({
              ja: t`このお知らせは遅れて届いています。交代は ${moment(since, act.zone)} でした。`,
              en: t`This comes late: duty changed hands ${moment(since, act.zone)}.`,
            }),
          },
        ]
      : [];
  const lines: Node<"public">[] = own.map((turn) => ({
    kind: "para",
    text: join([lineName(turn), lineWords(turn, act.zone)], " · "),
  }));
  const body: Node<"public">[] = isOn
    ? [...lines, ...(await work(act))]
    : [{ kind: "para", text: await successors(act, people(turns)) }, ...(await work(act))];
  return view(
    title,
    { kind: "heading", text: title },
    ...late,
    ...body,
    {
      kind: "buttons",
      buttons: [
        { label: words({ ja: "期限の一覧", en: "Deadlines" }), run: "deadline list" },
        { label: words({ ja: "当番", en: "Who is on duty" }), run: "duty who" },
      ],
    },
    { kind: "next", commands: ["deadline list", "duty who"] },
  );
}
