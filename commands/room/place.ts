import type { RoomKey } from "../../db/queries/rooms.ts";
import { Refusal } from "../../src/refusal.ts";
import { words } from "../../src/text.ts";
import type { Ctx } from "../contract.ts";

/** The room in which the command was typed. @throws Refusal `room.needed` in a terminal or direct message. */
export function roomOf(ctx: Ctx): RoomKey {
  if (ctx.place.kind === "room") return ctx.place;
  throw new Refusal(
    "room.needed",
    words({ ja: "ここは部屋ではありません。", en: "This is not a room." }),
    words({
      ja: "対象の部屋（チャンネル）の中で入力してください。",
      en: "Type it inside the channel that it is about.",
    }),
  );
}
