import { appendDesk } from "../../db/queries/audit.ts";
import { deadDestinations, revive, wake } from "../../db/queries/notices.ts";
import { lift } from "../../db/queries/stops.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { numberArg, optional, timeArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { deskDestinations, parseDestination } from "../destinations.ts";
import { getMoment } from "../times.ts";

const dayMs = 86_400_000;

/** A moment that has passed: a day begins at midnight, "2h" is two hours ago, "08:00" the last time that it was so late. */
function getPast(ctx: Ctx, typed: string, field: string): Date {
  const at = getMoment(ctx, /^\d{4}-\d{2}-\d{2}$/.test(typed) ? `${typed} 00:00` : typed, field);
  const ahead = at.getTime() - ctx.now.getTime();
  const past = /^\d{1,5}[mhdw]$/.test(typed) ? new Date(ctx.now.getTime() - ahead) : at;
  const last = /^\d{1,2}:\d{2}$/.test(typed) && ahead > 0 ? new Date(at.getTime() - dayMs) : past;
  if (last <= ctx.now) return last;
  throw new Refusal(
    "args.invalid",
    say({ ja: t`${moment(at, ctx.zone)} はまだ来ていません。`, en: t`${moment(at, ctx.zone)} is still ahead.` }),
    words({
      ja: "書き方: 2026-12-03 · 2026-12-03 09:30 · 08:00 · 2h",
      en: "Forms: 2026-12-03 · 2026-12-03 09:30 · 08:00 · 2h",
    }),
    field,
  );
}

/** Queues to which dead letters may go again. What was meant for the desk does not go to a room that is its no more. */
async function opens(ctx: Ctx): Promise<string[]> {
  const desk = new Set(await deskDestinations(ctx.tx));
  const all = await deadDestinations(ctx.tx);
  return all.filter((d) => parseDestination(d).kind === "person" || desk.has(d));
}

export const deskResend = command({
  name: "desk resend",
  summary: {
    ja: "届けられなかった通知を送り直す（全部、1つ、またはある時刻以降）",
    en: "Send again what could not be delivered: everything, one, or since a time",
  },
  effects: "write",
  max: "public",
  args: {
    notice: optional(
      numberArg(
        { ja: "通知の番号（desk settings に出る）", en: "number of the notice, from desk settings" },
        "512",
        1,
        1e12,
      ),
    ),
    since: optional(timeArg({ ja: "この時刻以降に届かなかったもの", en: "what failed since then" })),
  },
  async run(ctx, { notice, since }) {
    const from = since === undefined ? undefined : getPast(ctx, since, "since");
    const sent = await revive(ctx.tx, await opens(ctx), notice, from);
    if (sent.length === 0 && notice !== undefined) {
      throw new Refusal(
        "notice.not-found",
        say({
          ja: t`${open(notice)} 番の届けられなかった通知はありません。`,
          en: t`There is no undelivered notice number ${open(notice)} that may be sent again.`,
        }),
        words({ ja: "番号の一覧: desk settings", en: "Their numbers: desk settings" }),
        "notice",
      );
    }
    const queues = [...new Set(sent)];
    // Somebody has mended it, or says so: the next refusal stops it again, and says so again.
    await lift(ctx.tx, [...new Set([...queues, ...queues.map((q) => parseDestination(q).platform)])]);
    await wake(ctx.tx, queues);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
      { action: "notices.resent", data: { count: sent.length } },
    ]);
    return view(words({ ja: "送り直しています", en: "Sending again" }), {
      kind: "para",
      text:
        sent.length === 0
          ? words({ ja: "送り直す通知はありません。", en: "Nothing to send again." })
          : say({
              ja: t`${open(sent.length)}件を${open(queues.length)}か所に送り直します。すでに用の済んだものは送りません。`,
              en: t`Sending again: ${open(sent.length)}, in ${open(queues.length)} queues. What is outdated by now is left out.`,
            }),
    });
  },
});
