import { namesOf } from "../../db/queries/members.ts";
import { findRoom } from "../../db/queries/rooms.ts";
import { open } from "../../src/label.ts";
import { foreign, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { command } from "../contract.ts";
import { roomOf } from "./place.ts";

export const roomInfo = command({
  name: "room info",
  summary: { ja: "この部屋の登録内容を表示する", en: "Show what this room may see" },
  effects: "read",
  max: "public",
  args: {},
  async run(ctx) {
    const room = await findRoom(ctx.tx, roomOf(ctx));
    if (room === undefined) {
      return view(
        words({ ja: "この部屋は未登録です", en: "This room is not bound" }),
        {
          kind: "para",
          text: words({
            ja: "未登録の部屋は公開として扱い、案件の情報は表示しません。",
            en: "A room that nobody bound counts as public: nothing about cases is shown here.",
          }),
        },
        { kind: "next", commands: ["room bind desk"] },
      );
    }
    const names = await namesOf(ctx.tx, [room.boundBy]);
    return view(words({ ja: "この部屋", en: "This room" }), {
      kind: "fields",
      rows: [
        [words({ ja: "読む人", en: "Audience" }), foreign(open(room.audience))],
        [words({ ja: "登録した人", en: "Bound by" }), foreign(open(names.get(room.boundBy) ?? "?"))],
        [words({ ja: "登録日時", en: "Since" }), moment(room.boundAt, ctx.zone)],
      ],
    });
  },
});
