import { appRole } from "../../db/client.ts";
import { sql } from "../../db/orm.ts";
import { overdueReminders } from "../../db/queries/deadlines.ts";
import { waitingDestinations } from "../../db/queries/notices.ts";
import { countWaiting, deskRooms } from "../../db/queries/rooms.ts";
import { open } from "../../src/label.ts";
import type { Finding } from "../../src/surface.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { type Ctx, command } from "../contract.ts";
import { roomDestination } from "../destinations.ts";
import { peopleOnDuty } from "../on-duty.ts";
import { heldWords, roomName } from "../room/words.ts";

async function database(ctx: Ctx): Promise<Finding[]> {
  const [row] = await ctx.tx.execute<{ version: string; role: string; sync: string; skew: number }>(sql`
    select current_setting('server_version') as version, current_user as role, current_setting('synchronous_commit') as sync,
      extract(epoch from clock_timestamp()) - ${Date.now() / 1000}::float8 as skew`);
  const skew = Math.abs(row?.skew ?? 0);
  return [
    {
      ok: row?.role === appRole,
      text:
        row?.role === appRole
          ? say({
              ja: t`PostgreSQL ${open(row.version)}、権限を絞って動作中`,
              en: t`PostgreSQL ${open(row.version)}, working with reduced rights`,
            })
          : words({
              ja: "データベースの所有者として動いています。監査記録を権限で守れません。CREATEROLE を持つ利用者で一度起動してください。",
              en: "Working as the database's owner, so rights do not protect the audit. Start once with a user that has CREATEROLE.",
            }),
    },
    {
      ok: row?.sync !== "off",
      text: words(
        row?.sync === "off"
          ? {
              ja: "synchronous_commit が off です。停電で届出を失うおそれがあります。",
              en: "synchronous_commit is off: a power cut could lose reports.",
            }
          : { ja: "書き込みは確定してから応答します", en: "writes are durable before they are answered" },
      ),
    },
    {
      ok: skew < 30,
      text: say({
        ja: t`時計の差（アプリとデータベース）: ${open(skew.toFixed(1))}秒`,
        en: t`clock difference between app and database: ${open(skew.toFixed(1))} s`,
      }),
    },
  ];
}

async function clock(ctx: Ctx): Promise<Finding[]> {
  const late = await overdueReminders(ctx.tx, new Date(ctx.now.getTime() - 3 * 60_000));
  return [
    {
      ok: late === 0,
      text:
        late === 0
          ? words({ ja: "期限の通知は遅れていません", en: "no reminder is late" })
          : say({
              ja: t`3分以上遅れている期限の通知: ${open(late)}件。サーバーのログを確かめ、再起動してください。`,
              en: t`${open(late)} reminders are more than 3 minutes late: look at the server's log, and restart it`,
            }),
    },
  ];
}

async function people(ctx: Ctx): Promise<Finding[]> {
  const [onDuty, rooms, mail] = await Promise.all([
    peopleOnDuty(ctx.tx, ctx.now),
    deskRooms(ctx.tx),
    waitingDestinations(ctx.tx, "mail"),
  ]);
  return [
    {
      ok: onDuty.length > 0,
      text: words(
        onDuty.length === 0
          ? { ja: "当番がいません: duty set 名前", en: "nobody is on duty: duty set NAME" }
          : { ja: "当番が決まっています", en: "somebody is on duty" },
      ),
    },
    {
      ok: rooms.length > 0,
      text:
        rooms.length === 0
          ? words({
              ja: "デスクの部屋がありません（端末だけに知らせます）。部屋の中で: room bind desk",
              en: "no desk room (announcements go to the terminal only). In the room: room bind desk",
            })
          : say({ ja: t`デスクの部屋: ${open(rooms.length)}`, en: t`desk rooms: ${open(rooms.length)}` }),
    },
    {
      ok: mail.length === 0,
      text: say({
        ja: t`メール待ちの宛先: ${open(mail.length)}（メール送信はまだありません。発見者は状況確認ページで読めます）`,
        en: t`addresses that wait for mail: ${open(mail.length)} (mail is not built yet; finders read the status page)`,
      }),
    },
  ];
}

/** Rooms that wait for somebody to bind them anew. */
async function held(ctx: Ctx): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const room of await deskRooms(ctx.tx)) {
    if (room.heldAt === null || room.heldWhy === null) continue;
    const name = roomName(room);
    const since = moment(room.heldAt, ctx.zone);
    const why = words(heldWords[room.heldWhy]);
    const waiting = open(await countWaiting(ctx.tx, roomDestination(room)));
    findings.push({
      ok: false,
      text: say({
        ja: t`部屋 ${name} は ${since} から保留中です（${why}）。待っているお知らせ: ${waiting}件。その部屋で room bind desk か room unbind を入力してください。`,
        en: t`room ${name} is held since ${since}: ${why}. Notices that wait for it: ${waiting}. In that room: room bind desk, or room unbind`,
      }),
    });
  }
  return findings;
}

export const deskDoctor = command({
  name: "desk doctor",
  summary: { ja: "動作に問題がないか調べ、直し方を示す", en: "Check that everything works, and say what to do" },
  effects: "read",
  max: "public",
  looks: "surfaces",
  args: {},
  async run(ctx) {
    const core = [...(await database(ctx)), ...(await clock(ctx)), ...(await people(ctx)), ...(await held(ctx))];
    const findings = [...core, ...(ctx.findings ?? [])];
    const bad = findings.filter((f) => !f.ok).length;
    return view(
      words({ ja: "診断", en: "Check-up" }),
      {
        kind: "items",
        rows: findings.map((f) => ({
          mark: f.ok ? ("done" as const) : ("due" as const),
          text: say({
            ja: t`${words(f.ok ? { ja: "正常", en: "ok" } : { ja: "要確認", en: "look" })}  ${f.text}`,
            en: t`${words(f.ok ? { ja: "正常", en: "ok" } : { ja: "要確認", en: "look" })}  ${f.text}`,
          }),
        })),
      },
      { kind: "para", text: say({ ja: t`要確認 ${open(bad)}件`, en: t`${open(bad)} to look at` }) },
    );
  },
});
