import { namesOf } from "../../db/queries/members.ts";
import { findRoom } from "../../db/queries/rooms.ts";
import { groupIn } from "../../src/domain/rooms.ts";
import { vendorIn } from "../../src/domain/vendors.ts";
import { open } from "../../src/label.ts";
import type { RoomFacts } from "../../src/surface.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";
import { type Node, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { type Ctx, command } from "../contract.ts";
import { digits } from "../show.ts";
import { roomOf } from "./place.ts";
import { heldWords, readersWords } from "./words.ts";

type Row = readonly [Text<"public">, Text<"public">];
type Room = NonNullable<Awaited<ReturnType<typeof findRoom>>>;

const yes = words({ ja: "はい", en: "yes" });
const no = words({ ja: "いいえ", en: "no" });

/** Who reads here as the platform says now. */
const asSeen = (facts: RoomFacts | undefined): readonly Row[] =>
  facts === undefined
    ? [
        [
          words({ ja: "いまの参加者", en: "Readers now" }),
          words({ ja: "チャット側から回答がありません", en: "the chat platform did not say" }),
        ],
      ]
    : [
        [words({ ja: "Todokeが参加している", en: "Todoke is in it" }), facts.open ? yes : no],
        [words({ ja: "ほかの組織と共有", en: "Shared with others" }), facts.shared ? yes : no],
        [words({ ja: "だれでも読める", en: "Open to everybody" }), facts.everybody ? yes : no],
        [
          words({ ja: "ゲスト・社外の人", en: "Guests and outsiders" }),
          facts.open ? foreign(open(facts.guests)) : words({ ja: "数えられません", en: "cannot be counted" }),
        ],
      ];

const heldRow = (ctx: Ctx, { heldAt, heldWhy }: Room): readonly Row[] =>
  heldAt === null || heldWhy === null
    ? []
    : [
        [
          words({ ja: "保留", en: "Held" }),
          say({
            ja: t`${moment(heldAt, ctx.zone)} から: ${words(heldWords[heldWhy])}。公開の部屋として扱っています`,
            en: t`since ${moment(heldAt, ctx.zone)}: ${words(heldWords[heldWhy])}. It counts as public`,
          }),
        ],
      ];

export const bindAgain = (audience: string): string => {
  const vendor = vendorIn(audience);
  const group = groupIn(audience);
  if (group !== undefined) return `room bind group case=${digits(group)}`;
  return vendor === undefined ? `room bind ${audience}` : `room bind vendor vendor=${vendor}`;
};

/** Whose room it is. In the room itself: the number alone says which vendor, to whoever knows the directory. */
const readers = ({ audience }: Room): Text<"public"> => {
  const vendor = vendorIn(audience);
  return vendor === undefined
    ? words(readersWords(audience))
    : say({
        ja: t`${words(readersWords(audience))} · 番号 ${open(vendor)}`,
        en: t`${words(readersWords(audience))}, no. ${open(vendor)}`,
      });
};

export const roomInfo = command({
  name: "room info",
  summary: { ja: "この部屋の登録内容を表示する", en: "Show what this room may see" },
  effects: "read",
  max: "public",
  looks: "room",
  args: {},
  async run(ctx) {
    const room = await findRoom(ctx.tx, roomOf(ctx));
    const seen = asSeen(ctx.facts);
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
        { kind: "fields", rows: seen },
        { kind: "next", commands: ["room bind desk"] },
      );
    }
    const names = await namesOf(ctx.tx, [room.boundBy]);
    const again: readonly Node<"public">[] =
      room.heldAt === null ? [] : [{ kind: "next", commands: [bindAgain(room.audience), "room unbind"] }];
    return view(
      words({ ja: "この部屋", en: "This room" }),
      {
        kind: "fields",
        rows: [
          [words({ ja: "読む人", en: "Audience" }), readers(room)],
          [words({ ja: "登録した人", en: "Bound by" }), foreign(open(names.get(room.boundBy) ?? "?"))],
          [words({ ja: "登録日時", en: "Since" }), moment(room.boundAt, ctx.zone)],
          ...heldRow(ctx, room),
          ...seen,
        ],
      },
      ...again,
    );
  },
});
