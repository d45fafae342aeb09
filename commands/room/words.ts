import type { RoomKey } from "../../db/queries/rooms.ts";
import { groupIn, type HeldWhy } from "../../src/domain/rooms.ts";
import { vendorIn } from "../../src/domain/vendors.ts";
import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { foreign, type Text } from "../../src/text.ts";

/** Who may read in a room, as `room bind` says it. */
export const audienceWords = {
  desk: { ja: "デスク（調整チームだけの部屋）", en: "the desk: only the coordination team reads here" },
  vendor: { ja: "開発者（1社の担当者だけの部屋）", en: "one vendor: only its people read here" },
  group: {
    ja: "案件の開発者のグループ（共有に同意した開発者だけの部屋）",
    en: "a case's group: only vendors who agreed to share it read here",
  },
  public: { ja: "公開（だれが読んでもよい）", en: "public: anybody may read here" },
} as const satisfies Record<string, Both>;

/** The same for a room as stored. */
export function readersWords(audience: string): Both {
  if (vendorIn(audience) !== undefined) return audienceWords.vendor;
  if (groupIn(audience) !== undefined) return audienceWords.group;
  return audienceWords[audience === "desk" ? "desk" : "public"];
}

/** Why a room is held, as a clause that stands alone. */
export const heldWords: Readonly<Record<HeldWhy, Both>> = {
  shared: { ja: "ほかの組織と共有されています", en: "it is shared with another workspace" },
  everybody: {
    ja: "招待されていない人も読める公開チャンネルです",
    en: "it is a public channel: people read there without being invited",
  },
  guest: { ja: "ゲストか社外の人が参加しています", en: "guests or people of another workspace are in it" },
  widened: {
    ja: "登録したときより読める人が増えました",
    en: "somebody may read there who could not when it was bound",
  },
  parted: {
    ja: "部屋の共有に同意しなくなった開発者がいます",
    en: "a vendor in it no longer agrees to share it",
  },
  unknown: { ja: "だれが読むのか確かめられません", en: "nobody can tell who reads there" },
};

/** A room as one can find it: "slack:C0123". */
export const roomName = (r: RoomKey): Text<"public"> => foreign(open(`${r.platform}:${r.channel}`));
