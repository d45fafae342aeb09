import { getCase, lockCase, type StoredCase } from "../../db/queries/cases.ts";
import { addNotices } from "../../db/queries/notices.ts";
import { happened } from "../../src/domain/case.ts";
import { say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, optional, wordArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { destination } from "../destinations.ts";
import { caseCard } from "../notices/case-card.ts";
import { digits, ref } from "../show.ts";
import { roomOf } from "./place.ts";
import { mustBePrivate } from "./readers.ts";

/**
 * What only the preview gives: that this member saw this version of this case for this room. Keyed, so nobody can guess it.
 */
const proofOf = (ctx: Ctx, c: StoredCase): string => {
  const { platform, tenant, channel } = roomOf(ctx);
  const seen = [c.id, c.version, platform, tenant, channel, ctx.member.id].join(" ");
  return ctx.keys.request(`preview ${seen}`).slice(0, 16);
};

/** What the room will see, as it will see it, and the button that posts exactly this. */
async function preview(ctx: Ctx, reference: number, isStale: boolean): Promise<View<"public" | "desk">> {
  const c = await getCase(ctx.tx, reference);
  const card = await caseCard(ctx, c);
  const run = `room post ${digits(c)} seen=${proofOf(ctx, c)}`;
  return view<"public" | "desk">(
    say({ ja: t`${ref(c)} を投稿する前の確認`, en: t`${ref(c)}: before it is posted` }),
    {
      kind: "para",
      text: isStale
        ? words({
            ja: "確認のあとに案件が変わったため、まだ投稿していません。今の内容はこうなります。",
            en: "The case changed after you looked, so nothing was posted. This is how it reads now.",
          })
        : words({
            ja: "まだ投稿していません。この部屋の全員に、次の内容が見えるようになります。案件が動くと、カードも書き換わります。",
            en: "Nothing is posted yet. Everybody in this room will see what follows; the card changes as the case moves.",
          }),
    },
    ...card.nodes.filter((n) => n.kind !== "buttons" && n.kind !== "next"),
    {
      kind: "buttons",
      buttons: [{ label: words({ ja: "この部屋に投稿する", en: "Post in this room" }), run, style: "primary" }],
    },
  );
}

/**
 * Posts a case's card for everybody in a desk room: the only way in which an answer becomes public to a room, in two acts. The
 * first shows what the room will see; the second brings the first one's proof, and the version must still be the same.
 */
export const roomPost = command({
  name: "room post",
  summary: {
    ja: "案件のカードをこの部屋の全員に見せる（確認してから）",
    en: "Show a case's card to everybody in this room, after a preview",
  },
  effects: "write",
  max: "desk",
  looks: "room",
  args: {
    case: caseArg,
    seen: {
      ...optional(
        wordArg(
          { ja: "確認画面のボタンが付ける印", en: "what the preview's button adds" },
          "AAAAAAAAAAAAAAAA",
          /^[\w-]{16}$/,
        ),
      ),
      hidden: true,
    },
  },
  async run(ctx, { case: reference, seen }) {
    const room = roomOf(ctx);
    mustBePrivate(ctx.facts);
    const c = await lockCase(ctx.tx, reference);
    if (seen === undefined || seen !== proofOf(ctx, c)) return await preview(ctx, reference, seen !== undefined);
    const to = destination(room.platform, room.tenant, "room", room.channel);
    const dedupe = `case-card ${c.id} ${ctx.now.toISOString()} ${to}`;
    await apply(ctx, c, happened(c, { type: "case.posted", channel: room.channel }));
    await addNotices(ctx.tx, [{ destination: to, kind: "case-card", caseId: c.id, params: {}, dedupe }], ctx.now);
    return view(
      say({ ja: t`${ref(c)} を投稿します`, en: t`${ref(c)} is being posted` }),
      {
        kind: "para",
        text: say({
          ja: t`${ref(c)} のカードをこの部屋に投稿します。カードのスレッドでは、案件番号を省けます。`,
          en: t`The card of ${ref(c)} goes to this room. In its thread you can leave the reference out.`,
        }),
      },
      { kind: "next", commands: [`case show ${digits(c)}`] },
    );
  },
});
