import { appendDesk } from "../../db/queries/audit.ts";
import { roomsOfVendor } from "../../db/queries/seats.ts";
import {
  contactsOf,
  lockVendor,
  noteChange,
  openCasesOf,
  type StoredVendor,
  saveVendor,
} from "../../db/queries/vendors.ts";
import { vendorName } from "../../src/domain/vendors.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, join, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { type Ctx, command } from "../contract.ts";
import { seenArg } from "../duty/args.ts";
import { roomName } from "../room/words.ts";
import { digits, ref } from "../show.ts";
import { nameOfVendor, vendorArg } from "./one.ts";

const mostShown = 10;

/** Whoever sits at a table cannot be taken away from it. @throws Refusal `case.wrong-state` that names the cases. */
async function mustHaveNoCase(ctx: Ctx, id: number): Promise<void> {
  const cases = await openCasesOf(ctx.tx, id);
  const [first] = cases;
  if (first === undefined) return;
  const refs = join(cases.slice(0, mostShown).map(ref), "、");
  const more = cases.length > mostShown ? say({ ja: t` ほか`, en: t` and more` }) : words({ ja: "", en: "" });
  throw new Refusal(
    "case.wrong-state",
    say({
      ja: t`この開発者は、終了していない案件${open(cases.length)}件の関係者です: ${refs}${more}。`,
      en: t`This vendor takes part in ${open(cases.length)} open cases: ${refs}${more}.`,
    }),
    say({
      ja: t`案件が終わってから外せます。見る: ${open(`party list ${digits(first)}`)}`,
      en: t`It can go once they have ended. See: ${open(`party list ${digits(first)}`)}`,
    }),
    "vendor",
  );
}

/** What only the preview gives: that this member saw this vendor as it is. */
const proofOf = (ctx: Ctx, v: StoredVendor): string =>
  ctx.keys.request(`vendor remove ${ctx.member.id} ${v.id} ${v.version}`).slice(0, 16);

async function preview(ctx: Ctx, v: StoredVendor): Promise<View<"public" | "desk">> {
  const [people, rooms] = await Promise.all([contactsOf(ctx.tx, v.id), roomsOfVendor(ctx.tx, vendorName(v.id))]);
  const run = `vendor remove ${v.id} seen=${proofOf(ctx, v)}`;
  return view<"public" | "desk">(
    words({ ja: "外す前の確認", en: "Before it is removed" }),
    {
      kind: "para",
      text: say({
        ja: t`まだ何も変わっていません。${foreign(nameOfVendor(ctx, v))} を名簿から外すと、担当者${open(people.length)}人は回答できなくなり、番号 ${open(v.id)} は二度と使われません。終わった案件の記録は残ります。`,
        en: t`Nothing has changed yet. Without ${foreign(nameOfVendor(ctx, v))} in the directory its people (${open(people.length)}) can no longer answer, and nobody gets the number ${open(v.id)} again. What was recorded in cases that ended stays.`,
      }),
    },
    ...(rooms.length === 0
      ? []
      : [
          {
            kind: "para" as const,
            text: say({
              ja: t`部屋の登録は残ります。それぞれの部屋で room unbind を入力してください: ${join(rooms.map(roomName), "、")}`,
              en: t`Its rooms stay bound: type room unbind in each of ${join(rooms.map(roomName), ", ")}.`,
            }),
          },
        ]),
    {
      kind: "buttons",
      buttons: [{ label: words({ ja: "名簿から外す", en: "Remove" }), run, style: "danger" }],
    },
    { kind: "next", commands: [run] },
  );
}

/** Takes a vendor out of the directory, after a look at what goes with it. Its rows stay, sealed: cases that ended name it. */
export const vendorRemove = command({
  name: "vendor remove",
  summary: { ja: "開発者を名簿から外す（確認してから）", en: "Take a vendor out of the directory, after a preview" },
  effects: "write",
  max: "desk",
  args: { vendor: vendorArg, seen: seenArg },
  async run(ctx, { vendor: id, seen }): Promise<View<"public" | "desk">> {
    const v = await lockVendor(ctx.tx, id, "update");
    await mustHaveNoCase(ctx, id);
    if (seen !== proofOf(ctx, v)) return await preview(ctx, v);
    await saveVendor(ctx.tx, v, { removedAt: ctx.now });
    await noteChange(ctx.tx, { vendorId: id, at: ctx.now, actor: ctx.actor, field: "removed" });
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [{ action: "vendor.removed", data: { vendor: id } }]);
    return view<"public" | "desk">(
      words({ ja: "名簿から外しました", en: "Vendor removed" }),
      {
        kind: "para",
        text: say({
          ja: t`${foreign(nameOfVendor(ctx, v))} を名簿から外しました。担当者のアカウントとコードは使えません。`,
          en: t`${foreign(nameOfVendor(ctx, v))} is no longer in the directory; the accounts and codes of its people no longer work.`,
        }),
      },
      { kind: "next", commands: ["vendor list"] },
    );
  },
});
