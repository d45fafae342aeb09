import { namesOf } from "../../db/queries/members.ts";
import type { Notice } from "../../db/queries/notices.ts";
import { findRoom } from "../../db/queries/rooms.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { bindAgain } from "../room/info.ts";
import { heldWords, readersWords, roomName } from "../room/words.ts";

/** Others read in a room of the desk or of vendors. @returns undefined when it was bound anew or unbound meanwhile. */
export async function roomHeld(act: Act, { params }: Notice): Promise<View<"public"> | undefined> {
  const [platform, tenant, channel] = [params["platform"], params["tenant"], params["channel"]].map(String);
  const room = await findRoom(act.tx, { platform: platform ?? "", tenant: tenant ?? "", channel: channel ?? "" });
  if (room === undefined || room.heldAt === null || room.heldWhy === null) return undefined;
  const name = roomName(room);
  const by = open((await namesOf(act.tx, [room.boundBy])).get(room.boundBy) ?? "?");
  const since = moment(room.boundAt, act.zone);
  const why = words(heldWords[room.heldWhy]);
  return view(
    words({ ja: "部屋を保留にしました", en: "A room is held" }),
    { kind: "heading", text: say({ ja: t`部屋 ${name} を保留にしました`, en: t`Room ${name} is held` }) },
    {
      kind: "para",
      text: say({
        ja: t`理由: ${why}。${by} が ${since} に登録した部屋です（${words(readersWords(room.audience))}）。いまは公開の部屋として扱い、お知らせは送らずに待たせています。`,
        en: t`Why: ${why}. ${by} bound it on ${since} (${words(readersWords(room.audience))}). It counts as public now, and what was to be posted there waits.`,
      }),
    },
    {
      kind: "para",
      text: say({
        ja: t`部外者を外してから、その部屋で ${open(bindAgain(room.audience))} を入力すると再開します。もう使わないなら、その部屋で room unbind を入力してください。`,
        en: t`Remove whoever does not belong there, then type ${open(bindAgain(room.audience))} in that room, and what waits goes out. If the room stays shared, type room unbind there.`,
      }),
    },
    { kind: "next", commands: ["desk doctor"] },
  );
}
