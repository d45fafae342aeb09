import { seatsOf } from "../../db/queries/seats.ts";
import { open } from "../../src/label.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { seatCommand } from "../contract.ts";
import { digits, ref } from "../show.ts";
import { seatIn } from "./seated.ts";
import { standText } from "./stand.ts";

/** More than a vendor has open at once; the newest invitations come first. */
const most = 50;

export const replyList = seatCommand({
  name: "reply list",
  by: "vendor",
  summary: { ja: "自社が招かれている案件を一覧する", en: "List the cases to which you are invited" },
  effects: "read",
  max: "party",
  args: {},
  async run(ctx): Promise<View<"public" | "party">> {
    const rows = await seatsOf(ctx.tx, seatIn(ctx).vendorId, most);
    if (rows.length === 0)
      return view(words({ ja: "案件", en: "Cases" }), {
        kind: "para",
        text: words({
          ja: "招かれている案件はありません。新しい招待はこの部屋とここに届きます。",
          en: "You are invited to no case. A new invitation comes to your room, and is listed here.",
        }),
      });
    return view<"public" | "party">(
      say({ ja: t`案件 ${open(rows.length)}件`, en: t`${open(rows.length)} cases` }),
      {
        kind: "items",
        rows: rows.map(({ c, party }) => {
          const parts: Text<"public">[] = [ref(c), standText(ctx, c, party)];
          return {
            mark:
              c.closedAt !== null
                ? ("done" as const)
                : party.acknowledgedAt === null
                  ? ("due" as const)
                  : ("open" as const),
            text: join(parts, " · "),
          };
        }),
      },
      { kind: "next", commands: rows.slice(0, 3).map(({ c }) => `reply show ${digits(c)}`) },
      {
        kind: "buttons",
        // On a page nothing can be typed: every case has its button there.
        buttons: rows
          .slice(0, ctx.principal.platform === "web" ? most : 5)
          .map(({ c }) => ({ label: ref(c), run: `reply show ${digits(c)}` })),
      },
    );
  },
});
