import { appendDesk } from "../../db/queries/audit.ts";
import { endLine, readRoster } from "../../db/queries/duty.ts";
import { redrawHomes } from "../../db/queries/homes.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Ctx } from "../contract.ts";
import { getStart } from "../times.ts";
import { getLine, linesNow } from "./lines.ts";

/** Nobody has duty by rotation after this: first what that means, and the button that does it. */
function preview(ctx: Ctx, line: string, at: Date, run: string): View<"public"> {
  return view(
    words({ ja: "当番表から外す前の確認", en: "Before it is taken out" }),
    {
      kind: "para",
      text: say({
        ja: t`まだ何も変わっていません。「${open(line)}」は最後の系列です。${moment(at, ctx.zone)} から輪番の当番がいなくなり、期限の通知はデスクの部屋に届きます。予定していた変更もなくなります。`,
        en: t`Nothing has changed yet. "${open(line)}" is the last line: from ${moment(at, ctx.zone)} nobody has duty by rotation and pings go to the desk room. What was planned for it goes, too.`,
      }),
    },
    { kind: "buttons", buttons: [{ label: words({ ja: "外す", en: "Take it out" }), run, style: "primary" }] },
    { kind: "next", commands: [run, "duty roster"] },
  );
}

/** Takes a line out of the roster; the last one only with the proof that its preview gives. */
export async function removeLine(
  ctx: Ctx,
  typed: string,
  from: string | undefined,
  seen: string | undefined,
): Promise<View<"public">> {
  const roster = await readRoster(ctx.tx, ctx.now);
  const line = getLine(roster, ctx.now, typed);
  const at = getStart(ctx, from, "from");
  if (linesNow(roster, at).every((other) => other === line)) {
    const since = at > ctx.now ? ` from=${at.toISOString().slice(0, 16)}Z` : "";
    const versions = roster.layers.filter((l) => l.line === line).map((l) => [l.startsAt, l.endsAt, l.memberIds]);
    const proof = ctx.keys.request(`remove ${ctx.member.id} ${line}${since} ${JSON.stringify(versions)}`).slice(0, 16);
    if (seen !== proof) return preview(ctx, line, at, `duty line ${line} remove=yes${since} seen=${proof}`);
  }
  await endLine(ctx.tx, line, at);
  await redrawHomes(ctx.tx);
  await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
    { action: "duty.line-removed", data: { line, from: at.toISOString() } },
  ]);
  return view(words({ ja: "当番表を変えました", en: "Roster changed" }), {
    kind: "para",
    text: say({
      ja: t`「${open(line)}」を ${moment(at, ctx.zone)} から当番表から外しました。`,
      en: t`"${open(line)}" is out of the roster from ${moment(at, ctx.zone)}.`,
    }),
  });
}
