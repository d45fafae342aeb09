import { findPing } from "../../db/queries/deadlines.ts";
import { findMemberByAccount, namesOf } from "../../db/queries/members.ts";
import { membersAsked } from "../../db/queries/pings.ts";
import { deadlineRules } from "../../src/domain/clocks.ts";
import { nextRung } from "../../src/domain/duty.ts";
import { open } from "../../src/label.ts";
import { readMoment } from "../../src/moments.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { distance, moment } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { parseDestination } from "../destinations.ts";
import { mayBeOnDuty } from "../duty/readers.ts";
import { laddersNow } from "../on-duty.ts";
import { aboutDeadline, deadlineWords, digits, ref } from "../show.ts";

type R = "public" | "desk";
type Found = NonNullable<Awaited<ReturnType<typeof findPing>>>;

/** Who is asked if nobody answers this one. */
async function nextInLine(act: Act, { ping: p, assigneeId }: Found): Promise<Node<"public">[]> {
  const { escalateAt } = p;
  if (escalateAt === null) return [];
  const [ladderOf, asked] = await Promise.all([laddersNow(act), membersAsked(act.tx, [p])]);
  const id = nextRung(ladderOf(assigneeId), new Set(asked.map((a) => a.memberId)))?.memberId ?? null;
  const names = await namesOf(act.tx, id === null ? [] : [id]);
  const who: Text<"public"> =
    id === null ? words({ ja: "デスクの部屋", en: "the desk room" }) : foreign(open(names.get(id) ?? "?"));
  return [
    {
      kind: "para",
      text: say({
        ja: t`${moment(escalateAt, act.zone)} までに応答がなければ ${who} に知らせます。`,
        en: t`If nobody answers by ${moment(escalateAt, act.zone)}, ${who} is asked.`,
      }),
    },
  ];
}

/** What the snooze button offers: the next 08:00, or an hour when the deadline comes before; nothing when it comes within the hour. */
function snoozes(act: Act, due: Date): readonly { label: Text<"public">; until: string }[] {
  const eight = readMoment("08:00", act.now, act.zone, act.calendar) ?? act.now;
  const room = due > act.now ? due : new Date(act.now.getTime() + 86_400_000);
  if (eight <= room) return [{ label: words({ ja: "8:00 まで待つ", en: "Snooze to 08:00" }), until: "08:00" }];
  if (room.getTime() - act.now.getTime() < 3_600_000) return [];
  return [{ label: words({ ja: "1時間待つ", en: "Snooze 1 h" }), until: "+1h" }];
}

/** Whether what a deadline is about may stand there: never in a room, and to a person by the roles that they have now. */
async function mayReadLabel(act: Act, to: string): Promise<boolean> {
  const { platform, tenant, kind, id } = parseDestination(to);
  const reader = kind === "person" ? await findMemberByAccount(act.tx, platform, tenant, id) : undefined;
  return reader !== undefined && mayBeOnDuty(reader);
}

/**
 * The reminder of a deadline. Title line: reference, what, when. Below: what has to happen, whether it comes late, who is
 * next. @param to its destination. @returns undefined when the deadline has ended meanwhile: then there is nothing to say.
 */
export async function ping(act: Act, id: number, to: string): Promise<View<R> | undefined> {
  const found = await findPing(act.tx, id);
  if (found === undefined || found.deadline.state !== "open") return undefined;
  const { ping: p, deadline, reference } = found;
  const c = { reference };
  const title = say({
    ja: t`${ref(c)} · ${deadlineWords(deadline.kind)} · ${moment(deadline.dueAt, act.zone)}（${distance(act.now, deadline.dueAt)}）`,
    en: t`${ref(c)} · ${deadlineWords(deadline.kind)} due ${moment(deadline.dueAt, act.zone)} (${distance(act.now, deadline.dueAt)})`,
  });
  const about: Text<R> =
    deadline.label !== null && (await mayReadLabel(act, to))
      ? aboutDeadline(act, { key: found.caseKey, reference }, deadline)
      : words(deadlineRules[deadline.kind].task);
  const late: Node<"public">[] = p.late
    ? [
        {
          kind: "para",
          text: say({
            ja: t`この通知は遅れて届いています。予定は ${moment(p.plannedAt, act.zone)} でした。`,
            en: t`This ping comes late: it was planned for ${moment(p.plannedAt, act.zone)}.`,
          }),
        },
      ]
    : [];
  const d = digits(c);
  const later = snoozes(act, deadline.dueAt);
  return view<R>(
    say({ ja: t`${ref(c)} 期限の対応をお願いします`, en: t`${ref(c)} needs you` }),
    { kind: "heading", text: title },
    { kind: "para", text: about },
    ...late,
    ...(await nextInLine(act, found)),
    {
      kind: "buttons",
      buttons: [
        { label: words({ ja: "確認した", en: "Ack" }), run: `duty ack ${p.id}`, style: "primary" },
        ...later.map((l) => ({ label: l.label, run: `deadline snooze ${deadline.id} ${l.until}` })),
        { label: words({ ja: "開く", en: "Open" }), run: `case show ${d}` },
      ],
    },
    {
      kind: "next",
      commands: [
        `duty ack ${p.id}`,
        ...later.map((l) => `deadline snooze ${deadline.id} ${l.until}`),
        `case show ${d}`,
      ],
    },
  );
}
