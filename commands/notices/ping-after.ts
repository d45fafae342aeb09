import { findPing } from "../../db/queries/deadlines.ts";
import { namesOf } from "../../db/queries/members.ts";
import { open } from "../../src/label.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { deadlineWords, digits, ref } from "../show.ts";

/** What became of a reminder, for everybody who got it. @returns undefined while it still asks: then it stays as it is. */
export async function pingAfter(act: Act, id: number): Promise<View<"public"> | undefined> {
  const found = await findPing(act.tx, id);
  if (found === undefined) return undefined;
  const { ping, deadline, reference } = found;
  const isOver = deadline.state !== "open";
  if (!isOver && ping.ackedAt === null) return undefined;
  const names = await namesOf(
    act.tx,
    [ping.ackedBy, deadline.doneBy].filter((m) => m !== null),
  );
  const name = (member: number | null) => open(member === null ? "–" : (names.get(member) ?? "?"));
  const c = { reference };
  const about = deadlineWords(deadline.kind);
  const title = say({ ja: t`${ref(c)} · ${about}`, en: t`${ref(c)} · ${about}` });
  const acked: Text<"public">[] =
    ping.ackedAt === null
      ? []
      : [
          say({
            ja: t`✓ 確認済み: ${name(ping.ackedBy)}、${moment(ping.ackedAt, act.zone)}`,
            en: t`✓ Acknowledged by ${name(ping.ackedBy)}, ${moment(ping.ackedAt, act.zone)}.`,
          }),
        ];
  const end: Text<"public"> =
    deadline.doneAt === null
      ? isOver
        ? words({ ja: "この期限は終わりました。", en: "This deadline is over." })
        : say({
            ja: t`期限は ${moment(deadline.dueAt, act.zone)} のままです。`,
            en: t`It is still due ${moment(deadline.dueAt, act.zone)}.`,
          })
      : deadline.doneBy === null
        ? say({
            ja: t`✓ この期限は ${moment(deadline.doneAt, act.zone)} に終わりました。`,
            en: t`✓ This deadline ended ${moment(deadline.doneAt, act.zone)}.`,
          })
        : say({
            ja: t`✓ 完了: ${name(deadline.doneBy)}、${moment(deadline.doneAt, act.zone)}`,
            en: t`✓ Done by ${name(deadline.doneBy)}, ${moment(deadline.doneAt, act.zone)}.`,
          });
  return view(
    title,
    { kind: "heading", text: title },
    ...[...acked, end].map((text) => ({ kind: "para" as const, text })),
    {
      kind: "buttons",
      buttons: [{ label: words({ ja: "開く", en: "Open" }), run: `case show ${digits(c)}` }],
    },
  );
}
