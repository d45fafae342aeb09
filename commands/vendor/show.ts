import { appendDesk } from "../../db/queries/audit.ts";
import { accountsOfVendor, roomsOfVendor } from "../../db/queries/seats.ts";
import { contactsOf, getVendor } from "../../db/queries/vendors.ts";
import { vendorName } from "../../src/domain/vendors.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { command } from "../contract.ts";
import { roomName } from "../room/words.ts";
import { nameOfVendor, personOf, vendorArg, vendorKey } from "./one.ts";

export const vendorShow = command({
  name: "vendor show",
  summary: { ja: "開発者の担当者と部屋を表示する", en: "Show a vendor's people and rooms" },
  effects: "read",
  max: "desk",
  args: { vendor: vendorArg },
  async run(ctx, { vendor: id }): Promise<View<"public" | "desk">> {
    const v = await getVendor(ctx.tx, id);
    const [people, rooms, accounts] = await Promise.all([
      contactsOf(ctx.tx, id),
      roomsOfVendor(ctx.tx, vendorName(id)),
      accountsOfVendor(ctx.tx, id),
    ]);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [{ action: "vendor.read", data: { vendor: id } }]);
    const key = vendorKey(ctx, v);
    const none = words({ ja: "なし", en: "none" });
    return view<"public" | "desk">(
      say({ ja: t`開発者 ${open(id)}`, en: t`Vendor ${open(id)}` }),
      { kind: "heading", text: foreign(nameOfVendor(ctx, v)) },
      {
        kind: "fields",
        rows: [
          [words({ ja: "部屋", en: "Rooms" }), rooms.length === 0 ? none : join(rooms.map(roomName), "、")],
          [words({ ja: "担当者", en: "People" }), people.length === 0 ? none : foreign(open(people.length))],
        ],
      },
      {
        kind: "items",
        rows: people.map((p) => {
          const person = personOf(key, p.person);
          const linked = accounts.filter((a) => a.contactId === p.id).map((a) => a.platform);
          const parts: Text<"public" | "desk">[] = [
            foreign(open(p.n)),
            foreign(desk([person.name, person.mail, person.phone].filter((x) => x !== undefined).join(" · "))),
            linked.length === 0
              ? words({ ja: "チャット未登録", en: "not linked in chat" })
              : foreign(open(linked.join(", "))),
          ];
          return { text: join(parts, " · ") };
        }),
      },
      {
        kind: "next",
        commands: [`vendor contact ${id} "…" mail=…`, ...people.slice(0, 2).map((p) => `vendor link ${id} ${p.n}`)],
      },
    );
  },
});
