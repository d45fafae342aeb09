import { appendDesk } from "../../db/queries/audit.ts";
import { calendarOf, setCalendar } from "../../db/queries/members.ts";
import { personal } from "../../src/label.ts";
import { foreign, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { choiceArg, optional } from "../args.ts";
import { calendarAddress } from "../calendar-feed.ts";
import { command } from "../contract.ts";

const summary = words({ ja: "期限のカレンダー", en: "Calendar of your deadlines" });

/**
 * A member's own address for calendar programs. It is the same each time until a new one is made; whoever knows it reads
 * references and dates of what the member is responsible for, and nothing else.
 */
export const deadlineCalendar = command({
  name: "deadline calendar",
  summary: {
    ja: "自分の期限をカレンダーで購読するためのアドレスを表示する",
    en: "Show the address at which your calendar finds your deadlines",
  },
  effects: "write",
  max: "personal",
  args: {
    change: optional(
      choiceArg({ ja: "アドレスを変えるかやめる", en: "make a new address, or stop" }, [
        { value: "new", words: { ja: "新しくする（前のものは使えなくなる）", en: "a new one; the old one stops" } },
        { value: "off", words: { ja: "やめる", en: "stop" } },
      ]),
    ),
  },
  async run(ctx, { change }): Promise<View<"public" | "personal">> {
    const held = (await calendarOf(ctx.tx, ctx.member.id))?.calendar ?? null;
    const said = (action: string) => appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [{ action, data: {} }]);
    if (change === "off") {
      if (held !== null) {
        // Kept as its negative, so that a later address is not one that was given away before.
        await setCalendar(ctx.tx, ctx.member.id, -Math.abs(held));
        await said("calendar.closed");
      }
      return view(summary, {
        kind: "para",
        text: words({
          ja: "カレンダーの公開をやめました。前のアドレスは使えません。",
          en: "Your calendar is closed; its address opens nothing any more.",
        }),
      });
    }
    const isKept = held !== null && held > 0 && change !== "new";
    const n = isKept ? held : Math.abs(held ?? 0) + 1;
    if (!isKept) {
      await setCalendar(ctx.tx, ctx.member.id, n);
      await said("calendar.opened");
    }
    return view<"public" | "personal">(
      summary,
      { kind: "quote", text: foreign(personal(calendarAddress(ctx.desk, ctx.member.id, n))) },
      {
        kind: "para",
        text: words({
          ja: "お使いのカレンダーの「URLで追加（購読）」に貼ってください。担当する案件の期限が、番号と名前だけで入ります。製品・サイト・発見者は入りません。",
          en: "Paste it where your calendar says subscribe by URL. It shows the deadlines of your cases by reference and name; never a product, site or finder.",
        }),
      },
      {
        kind: "para",
        text: words({
          ja: "このアドレスを知っている人はだれでも読めます。漏れたときは deadline calendar new で変えてください。",
          en: "Whoever knows the address can read it. If it got about, make a new one: deadline calendar new.",
        }),
      },
      { kind: "next", commands: ["deadline calendar new", "deadline calendar off", "deadline list of=me"] },
    );
  },
});
