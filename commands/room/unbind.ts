import { appendDesk } from "../../db/queries/audit.ts";
import { unbindRoom } from "../../db/queries/rooms.ts";
import { words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { command } from "../contract.ts";
import { bury } from "./bury.ts";
import { roomOf } from "./place.ts";

export const roomUnbind = command({
  name: "room unbind",
  summary: { ja: "この部屋の登録を外す", en: "Make this room an ordinary one again" },
  effects: "write",
  max: "public",
  args: {},
  async run(ctx) {
    const room = roomOf(ctx);
    const was = await unbindRoom(ctx.tx, room);
    if (was) {
      await bury(ctx, room, "the room was unbound");
      await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
        { action: "room.unbound", data: { platform: room.platform, tenant: room.tenant, channel: room.channel } },
      ]);
    }
    return view(words({ ja: "部屋の登録", en: "Room" }), {
      kind: "para",
      text: was
        ? words({
            ja: "登録を外しました。今後は何も知らせません。",
            en: "Unbound. Nothing will be posted here any more.",
          })
        : words({ ja: "この部屋は登録されていません。", en: "This room was not bound." }),
    });
  },
});
