import type { Tx } from "../../db/client.ts";
import { attemptsSince, deadLetters, queueState } from "../../db/queries/notices.ts";
import { allStops } from "../../db/queries/stops.ts";
import type { NoticeKind } from "../../src/domain/notices.ts";
import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import type { Mark, Node } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { roomName } from "../room/words.ts";
import { platformName, stopPlaces, stoppedAt } from "../stops.ts";

type Row = { readonly mark?: Mark; readonly text: Text<"public"> };

const outcomes: Readonly<Record<string, Both>> = {
  sent: { ja: "送信", en: "sent" },
  retry: { ja: "やり直し", en: "put off" },
  unclear: { ja: "不明", en: "unclear" },
  dead: { ja: "失敗", en: "failed" },
};

const kinds: Readonly<Record<NoticeKind, Both>> = {
  "case-card": { ja: "案件カード", en: "card of a case" },
  "report-card": { ja: "新しい届出", en: "new report" },
  assigned: { ja: "担当決定", en: "case assigned" },
  answered: { ja: "発見者の回答", en: "finder's answer" },
  ping: { ja: "期限の通知", en: "deadline ping" },
  "form-link": { ja: "フォームの案内", en: "form's address" },
  "hand-over": { ja: "当番の交代", en: "change of duty" },
  swap: { ja: "当番の交換", en: "swap of duty" },
  "passed-on": { ja: "仕事の引き継ぎ", en: "work handed over" },
  "room-held": { ja: "部屋の保留", en: "room held" },
  stopped: { ja: "送信停止の知らせ", en: "sending stopped" },
  "finder-mail": { ja: "発見者へのメール", en: "mail to the finder" },
  proposal: { ja: "2人目の確認", en: "second person asked" },
  embargo: { ja: "エンバーゴの知らせ", en: "news of the embargo" },
  moved: { ja: "案件の引き継ぎ", en: "case moved on" },
  "party-mail": { ja: "関係者へのメール", en: "mail to a party" },
  "vendor-card": { ja: "開発者への案件カード", en: "card of a case for a vendor" },
  "vendor-message": { ja: "開発者への連絡", en: "message to a vendor" },
  "group-news": { ja: "グループの部屋への知らせ", en: "news in a group's room" },
  "vendor-colleague": { ja: "開発者の担当者の追加", en: "a vendor's new colleague" },
  "vendor-said": { ja: "開発者の回答", en: "a vendor's answer" },
};

/** The name of a notice's kind; a newer version's kind shows its own. */
const kindName = (kind: string): Text<"public"> => words(kinds[kind as NoticeKind] ?? { ja: kind, en: kind });

/** A room by its id, a person as one of many. */
function place(destination: string): Text<"public"> {
  const { kind, platform, room } = stoppedAt(destination);
  if (room !== undefined) return roomName(room);
  return say({
    ja: t`${platformName(platform)}（${words(stopPlaces[kind])}）`,
    en: t`${platformName(platform)} (${words(stopPlaces[kind])})`,
  });
}

async function waiting(tx: Tx, zone: string): Promise<Row[]> {
  const queues = await queueState(tx);
  if (queues.length === 0) {
    return [{ mark: "done", text: words({ ja: "送信待ちはありません", en: "nothing waits to be sent" }) }];
  }
  return queues.map((q): Row => {
    const oldest = q.oldest === null ? undefined : moment(new Date(q.oldest), zone);
    const age =
      oldest === undefined
        ? words({ ja: "", en: "" })
        : say({ ja: t`、最も古いものは ${oldest} から`, en: t`, the oldest since ${oldest}` });
    return {
      mark: q.dead > 0 ? "due" : "waiting",
      text: say({
        ja: t`${open(q.platform)}: 送信待ち ${open(q.unsent)}件、届けられなかったもの ${open(q.dead)}件${age}`,
        en: t`${open(q.platform)}: ${open(q.unsent)} waiting, ${open(q.dead)} undeliverable${age}`,
      }),
    };
  });
}

async function attempts(tx: Tx, now: Date): Promise<Row[]> {
  const counted = await attemptsSince(tx, new Date(now.getTime() - 86_400_000));
  const platforms = [...new Set(counted.map((c) => c.platform))];
  return platforms.map((platform) => {
    const ends = counted
      .filter((c) => c.platform === platform)
      .map((c) => {
        const what = words(outcomes[c.outcome] ?? { ja: c.outcome, en: c.outcome });
        return say({ ja: t`${what} ${open(c.n)}`, en: t`${what} ${open(c.n)}` });
      });
    return {
      text: say({
        ja: t`${open(platform)}: 24時間の送信 ${join(ends, "、")}`,
        en: t`${open(platform)}: in 24 hours ${join(ends, ", ")}`,
      }),
    };
  });
}

async function stopped(tx: Tx, zone: string): Promise<Row[]> {
  return (await allStops(tx)).map((s) => ({
    mark: "due" as const,
    text: say({
      ja: t`停止中: ${place(s.destination)}  ${open(s.why)}（${moment(s.since, zone)} から）`,
      en: t`stopped: ${place(s.destination)}  ${open(s.why)} (since ${moment(s.since, zone)})`,
    }),
  }));
}

/** How many dead letters are shown. */
const shown = 5;

async function dead(tx: Tx, zone: string): Promise<Row[]> {
  return (await deadLetters(tx, shown)).map((d) => ({
    mark: "due" as const,
    text: say({
      ja: t`${open(d.id)}番 ${kindName(d.kind)} → ${place(d.destination)}  ${open(d.why ?? "?")}（${moment(d.doneAt, zone)}）`,
      en: t`no. ${open(d.id)} ${kindName(d.kind)} → ${place(d.destination)}  ${open(d.why ?? "?")} (${moment(d.doneAt, zone)})`,
    }),
  }));
}

/** The state of the queues: what waits and how long, how sending went, what is stopped, and the newest dead letters. */
export async function queueNodes(tx: Tx, now: Date, zone: string): Promise<readonly Node<"public">[]> {
  const [wait, went, stops, letters] = await Promise.all([
    waiting(tx, zone),
    attempts(tx, now),
    stopped(tx, zone),
    dead(tx, zone),
  ]);
  return [{ kind: "items", rows: [...wait, ...went, ...stops, ...letters] }];
}
