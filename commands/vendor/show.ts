import { appendDesk } from "../../db/queries/audit.ts";
import { namesOf } from "../../db/queries/members.ts";
import { accountsOfVendor, roomsOfVendor } from "../../db/queries/seats.ts";
import { contactsOf, getVendor, type StoredVendor } from "../../db/queries/vendors.ts";
import { lacking } from "../../src/domain/vendors/registration.ts";
import { vendorName } from "../../src/domain/vendors.ts";
import { desk, open } from "../../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { day, moment } from "../../src/when.ts";
import { type Ctx, command } from "../contract.ts";
import { roomName } from "../room/words.ts";
import { changeNodes, readChanges } from "./changes.ts";
import { openEntry } from "./entry.ts";
import { accountName, personOf, vendorArg } from "./one.ts";
import { hasUsableKey, keyNodes } from "./openpgp.ts";
import { detailRows, line, listRows, none, oldCheck, registrationRows } from "./rows.ts";
import { fieldWords } from "./words.ts";

type Shown = Text<"public" | "desk">;

/** When and by whom the entry was last checked, and whether it was changed since. */
async function checked(ctx: Ctx, v: StoredVendor, changedAt: Date | null): Promise<Shown> {
  if (v.verifiedAt === null || v.verifiedBy === null) return words({ ja: "まだ確かめていません", en: "never" });
  const by = (await namesOf(ctx.tx, [v.verifiedBy])).get(v.verifiedBy) ?? "";
  const done = line(moment(v.verifiedAt, ctx.zone), foreign(open(by)), ...oldCheck(ctx, v.verifiedAt));
  if (changedAt === null || changedAt <= v.verifiedAt) return done;
  return line(done, words({ ja: "そのあと変更あり", en: "changed since" }));
}

/** Which of the vendor's own people added somebody. @param n that person's number; undefined when they were taken off since. */
const namedBy = (n: number | undefined): Text<"public"> =>
  n === undefined
    ? words({ ja: "すでに外された担当者が追加", en: "named by somebody who was taken off since" })
    : say({ ja: t`担当者${open(n)}が追加`, en: t`named by person ${open(n)}` });

/** Its people: number, how to reach them, when they were checked, and with which accounts they answer. */
async function people(
  ctx: Ctx,
  id: number,
  key: Buffer,
): Promise<{ numbers: number[]; node: Node<"public" | "desk"> }> {
  const [rows, accounts] = await Promise.all([contactsOf(ctx.tx, id), accountsOfVendor(ctx.tx, id)]);
  const node: Node<"public" | "desk"> = {
    kind: "items",
    rows: rows.map((p) => {
      const { name, mail, phone } = personOf(key, p.person);
      const linked = accounts.filter((a) => a.contactId === p.id).map(accountName);
      return {
        text: line(
          foreign(open(p.n)),
          foreign(desk([name, mail, phone].filter((x) => x !== undefined).join(" · "))),
          p.verifiedAt === null
            ? words({ ja: "未確認", en: "not checked" })
            : (oldCheck(ctx, p.verifiedAt)[0] ??
                say({ ja: t`${day(p.verifiedAt, ctx.zone)} 確認`, en: t`checked ${day(p.verifiedAt, ctx.zone)}` })),
          linked.length === 0
            ? words({ ja: "チャット未登録", en: "not linked in chat" })
            : foreign(desk(linked.join(", "))),
          ...(p.namedBy === null ? [] : [namedBy(rows.find((x) => x.id === p.namedBy)?.n)]),
        ),
      };
    }),
  };
  return { numbers: rows.map((p) => p.n), node };
}

export const vendorShow = command({
  name: "vendor show",
  summary: {
    ja: "開発者の登録内容・担当者・部屋・変更の記録を表示する",
    en: "Show a vendor's entry, people, rooms and changes",
  },
  effects: "read",
  max: "desk",
  args: { vendor: vendorArg },
  async run(ctx, { vendor: id }): Promise<View<"public" | "desk">> {
    const v = await getVendor(ctx.tx, id);
    const [rooms, changes] = await Promise.all([roomsOfVendor(ctx.tx, vendorName(id)), readChanges(ctx, id)]);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [{ action: "vendor.read", data: { vendor: id } }]);
    const { key, name, details } = openEntry(ctx, v);
    const its = await people(ctx, id, key);
    const lacks = lacking({ ...v, intake: details.intake, hasKey: await hasUsableKey(ctx, id) });
    const keys = await keyNodes(ctx, { id, key });
    return view<"public" | "desk">(
      say({ ja: t`開発者 ${open(id)}`, en: t`Vendor ${open(id)}` }),
      { kind: "heading", text: foreign(desk(name)) },
      {
        kind: "fields",
        rows: [
          ...listRows(details),
          ...detailRows(details),
          ...registrationRows(v, ctx.zone),
          [words(fieldWords.verified), await checked(ctx, v, changes.changedAt)],
          [words({ ja: "部屋", en: "Rooms" }), rooms.length === 0 ? none : join(rooms.map(roomName), "、")],
          [words({ ja: "担当者", en: "People" }), its.numbers.length === 0 ? none : foreign(open(its.numbers.length))],
          [words({ ja: "OpenPGP鍵", en: "OpenPGP keys" }), keys.count === 0 ? none : foreign(open(keys.count))],
          ...(lacks.length === 0
            ? []
            : [[words({ ja: "足りないもの", en: "Still missing" }), join(lacks.map(words), "、")] as const]),
        ],
      },
      its.node,
      ...keys.nodes,
      ...(await changeNodes(ctx, changes)),
      {
        kind: "next",
        commands: [
          `vendor contact ${id} "…" mail=…`,
          ...its.numbers.slice(0, 1).map((n) => `vendor link ${id} ${n}`),
          `vendor edit ${id}`,
          `vendor verify ${id}`,
        ],
      },
    );
  },
});
