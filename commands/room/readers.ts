import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { Refusal } from "../../src/refusal.ts";
import type { RoomFacts } from "../../src/surface.ts";
import { say, t, words } from "../../src/text.ts";
import type { Place } from "../contract.ts";

const again = words({
  ja: "外部の人を外してから、もう一度 room bind desk を入力してください。外せない部屋は room bind public です。",
  en: "Remove them and type room bind desk again. A room that must stay so can be bound with room bind public.",
});

const unreadable = (): Refusal =>
  new Refusal(
    "room.unreadable",
    words({
      ja: "この部屋をだれが読むのか、チャット側から回答がありませんでした。何も変えていません。",
      en: "The chat platform did not say who reads here. Nothing was changed.",
    }),
    words({
      ja: "1分ほど待って、もう一度入力してください。続くときは desk doctor で確かめてください。",
      en: "Try again in a minute. If that does not help, run desk doctor.",
    }),
  );

const inThread: Readonly<Record<string, Both>> = {
  discord: {
    ja: "スレッドは、元のチャンネルを読める人が読みます。非公開スレッドでも、だれが読むのかをDiscordはTodokeに知らせません。そのため、スレッドだけを開発者の部屋にすることはできません。",
    en: "A thread is read by whoever reads its channel, and of a private one Discord does not tell us who reads it. So a thread alone cannot be tied to a vendor.",
  },
};
const inAnyThread: Both = {
  ja: "スレッドは、チャンネルにいる全員が読めます。そのため、スレッドだけを開発者の部屋にすることはできません。",
  en: "A thread is read by everybody in its channel. So a thread alone cannot be tied to a vendor.",
};

/**
 * A thread has no readers of its own that a platform would tell us of: bound from within one, its whole channel would be.
 * @throws Refusal `room.not-private`.
 */
export function mustBeChannel(place: Place): void {
  if (place.kind !== "room" || place.thread === undefined) return;
  throw new Refusal(
    "room.not-private",
    words(inThread[place.platform] ?? inAnyThread),
    words({
      ja: "その開発者だけを招いた非公開のチャンネルで room bind を入力してください。このチャンネル全体を登録するなら、スレッドの外で入力してください。",
      en: "Type room bind in a private channel to which that vendor alone is invited; to bind this whole channel, type it outside the thread.",
    }),
  );
}

/**
 * Whether a room can be that of so many vendors: nobody reads there without being let in, and it is shared with no more other
 * workspaces than there are vendors.
 * @throws Refusal `room.not-private` or `room.unreadable`.
 */
export function mustBeClosed(facts: RoomFacts | undefined, vendors: number): void {
  // Whoever is not named now could not be told from another who comes later.
  if (facts === undefined || !facts.open || facts.outsiders.some((o) => o.endsWith(":?"))) throw unreadable();
  const teams = facts.outsiders.filter((o) => o.startsWith("team:"));
  if (!facts.everybody && teams.length <= vendors) return;
  throw new Refusal(
    "room.not-private",
    facts.everybody
      ? words({
          ja: "この部屋は公開チャンネルで、招待されていない人も読めるので、開発者の部屋にできません。",
          en: "This is a public channel: people read here without being invited, so it cannot be a vendor's room.",
        })
      : say({
          ja: t`この部屋は${open(teams.length)}つのワークスペースと共有されているので、${open(vendors)}社の部屋にできません。`,
          en: t`This room is shared with ${open(teams.length)} workspaces; vendors: ${open(vendors)}. So it cannot be theirs alone.`,
        }),
    words({
      ja: "その開発者だけを招いた非公開のチャンネルで、もう一度 room bind を入力してください。",
      en: "Type room bind again in a private channel to which nobody else is invited.",
    }),
  );
}

/**
 * Whether nobody but the desk can read in a room, as its platform says now.
 * @throws Refusal `room.not-private` or `room.unreadable`.
 */
export function mustBePrivate(facts: RoomFacts | undefined): void {
  if (facts === undefined) throw unreadable();
  if (facts.shared) {
    throw new Refusal(
      "room.not-private",
      words({
        ja: "この部屋はほかの組織と共有されている（または招待中な）ので、デスクの部屋にできません。",
        en: "This room is shared with another workspace, or one is invited, so it cannot be a desk room.",
      }),
      again,
    );
  }
  if (facts.everybody) {
    throw new Refusal(
      "room.not-private",
      words({
        ja: "この部屋は公開チャンネルで、招待されていない人も読めるので、デスクの部屋にできません。",
        en: "This is a public channel: people read here without being invited, so it cannot be a desk room.",
      }),
      words({
        ja: "チャンネルの設定で非公開にするか、非公開の部屋を作って、もう一度 room bind desk を入力してください。公開のままなら room bind public です。",
        en: "Make it private in the channel's settings, or make a private channel, and type room bind desk again. If it is to stay public: room bind public.",
      }),
    );
  }
  if (!facts.open) {
    throw new Refusal(
      "room.unreadable",
      words({
        ja: "Todokeがこの部屋に参加していないか、部屋が保管（アーカイブ）されています。",
        en: "Todoke is not in this room, or the room is archived.",
      }),
      words({
        ja: "わたしをこの部屋に招待してから、もう一度 room bind desk を入力してください。",
        en: "Invite me into this room, then type room bind desk again.",
      }),
    );
  }
  if (facts.guests > 0) {
    throw new Refusal(
      "room.not-private",
      say({
        ja: t`この部屋にはゲストか社外の人が ${open(facts.guests)} 人いるので、デスクの部屋にできません。`,
        en: t`Guests or people of another workspace read here (${open(facts.guests)}), so it cannot be a desk room.`,
      }),
      again,
    );
  }
}
