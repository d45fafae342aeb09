import { appendDesk } from "../../db/queries/audit.ts";
import { redrawAt } from "../../db/queries/cards.ts";
import { wake } from "../../db/queries/notices.ts";
import { bindRoom, lookSoon, type RoomKey } from "../../db/queries/rooms.ts";
import { lift } from "../../db/queries/stops.ts";
import { words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { choiceArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { roomDestination } from "../destinations.ts";
import { bury } from "./bury.ts";
import { roomOf } from "./place.ts";
import { mustBePrivate } from "./readers.ts";
import { audienceWords } from "./words.ts";

export const audiences = (["desk", "public"] as const).map((value) => ({ value, words: audienceWords[value] }));

/** Says who reads in a room, and sends what waited for it. */
export async function bindTo(ctx: Ctx, room: RoomKey, audience: "desk" | "public"): Promise<void> {
  if (audience === "desk") mustBePrivate(ctx.facts);
  // What waits for a held room goes out when it is the desk's again, and only then.
  else await bury(ctx, room, "the room became public");
  await bindRoom(ctx.tx, room, audience, ctx.member.id, ctx.now);
  await lift(ctx.tx, [roomDestination(room)]);
  await wake(ctx.tx, [roomDestination(room)]);
  await redrawAt(ctx.tx, roomDestination(room));
  // Somebody may have come in between the platform's answer and now, when the room was not yet ours to hold.
  if (audience === "desk") await lookSoon(ctx.tx);
  await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
    { action: "room.bound", data: { platform: room.platform, tenant: room.tenant, channel: room.channel, audience } },
  ]);
}

export const roomBind = command({
  name: "room bind",
  summary: { ja: "この部屋をだれが読むかを登録する", en: "Say who reads in this room" },
  effects: "write",
  max: "public",
  looks: "room",
  args: { audience: choiceArg({ ja: "読む人", en: "who reads here" }, audiences) },
  async run(ctx, { audience }) {
    await bindTo(ctx, roomOf(ctx), audience);
    return view(
      words({ ja: "部屋を登録しました", en: "Room bound" }),
      {
        kind: "para",
        text:
          audience === "desk"
            ? words({
                ja: "ここはデスクの部屋です。新しい届出をここに知らせます。案件のコマンドもここで使えます。",
                en: "This is a desk room now: new reports are announced here, and case commands work here.",
              })
            : words({
                ja: "ここは公開の部屋です。案件の情報は表示しません。",
                en: "This is a public room: nothing about cases is shown here.",
              }),
      },
      { kind: "next", commands: ["room info", "room unbind"] },
    );
  },
});
