import { randomInt } from "node:crypto";
import { accountsIn } from "../../db/queries/members.ts";
import { accountsOfVendor } from "../../db/queries/seats.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import type { Surface } from "../../src/surface.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { choiceArg, optional, wordArg } from "../args.ts";
import { type Ctx, command, type Invocation, type Platform } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { vendorArg } from "../vendor/one.ts";
import { audiences, bindTo, type RoomAudience, readersFor } from "./bind.ts";
import { roomName } from "./words.ts";

/** Signs that nobody mistakes for one another. */
const signs = "abcdefghjkmnpqrstuvwxyz23456789";

/** A name that tells nothing: who else works on a case is no less secret than the case. */
const blank = (): string => `td-${Array.from({ length: 6 }, () => signs[randomInt(signs.length)]).join("")}`;

/** Where it is to be made: where it was asked for, else the one platform that makes rooms. */
function makerFor({ surfaces }: Desk, { principal }: Invocation): [Platform, Surface] | undefined {
  const makers = [...surfaces].filter(([, s]) => s.make !== undefined);
  const found = makers.find(([platform]) => platform === principal.platform) ?? makers[0];
  // The keys of this map are the platforms of main.ts.
  return found as [Platform, Surface] | undefined;
}

/** @throws Refusal that says how to do it by hand. */
function madeIn({ made }: Ctx): { platform: Platform; tenant: string; channel: string } {
  const byHand = words({
    ja: "非公開のチャンネルを自分で作り、Todokeを入れて、その中で room bind を入力してください。",
    en: "Make a private channel yourself, let Todoke in, and type room bind there.",
  });
  if (made === undefined)
    throw new Refusal(
      "platform.missing",
      words({
        ja: "部屋を作れるのはDiscordだけで、Discordは設定されていません。",
        en: "Only in Discord can a room be made for you, and Discord is not configured.",
      }),
      byHand,
    );
  if (!made.ok)
    throw new Refusal(
      "room.unreadable",
      say({
        ja: t`Discordが部屋を作りませんでした（${open(made.why)}）。何も変えていません。`,
        en: t`Discord made no room (${open(made.why)}). Nothing was changed.`,
      }),
      say({
        ja: t`Todokeのロールに「チャンネルの管理」を付けてもう一度入力するか、${byHand}`,
        en: t`Give Todoke's role Manage Channels and type it again, or do it by hand: ${byHand}`,
      }),
    );
  return made;
}

/** A room of several vendors is made by hand: whom to invite is for people to look at. */
type Made = Exclude<RoomAudience, "group">;
const made = audiences.filter((a): a is (typeof audiences)[number] & { value: Made } => a.value !== "group");

const madeWords = {
  desk: (name) =>
    say({
      ja: t`デスクの部屋 ${name} を作りました。新しい届出をそこに知らせます。読める人はチャンネルの権限で決まります。`,
      en: t`${name} is a desk room now: new reports are announced there. Its channel's permissions say who reads it.`,
    }),
  vendor: (name) =>
    say({
      ja: t`この開発者の部屋 ${name} を作りました。登録済みの担当者を入れました。招待・連絡・掲示をそこに送ります。`,
      en: t`${name} is that vendor's room now, with those of its people who are linked here. Invitations, messages and bulletins go there.`,
    }),
  public: (name) =>
    say({
      ja: t`部屋 ${name} を作りました。公開の部屋として扱い、案件の情報は表示しません。`,
      en: t`${name} is made. It counts as public: nothing about cases is shown there.`,
    }),
} satisfies Record<Made, (name: Text<"public">) => Text<"public">>;

export const roomCreate = command({
  name: "room create",
  summary: {
    ja: "部屋（非公開チャンネル）を作って登録する（Discord）",
    en: "Make a room, closed to others, and bind it (Discord)",
  },
  effects: "write",
  max: "public",
  args: {
    audience: choiceArg({ ja: "読む人", en: "who reads here" }, made),
    vendor: optional(vendorArg),
    reader: optional(
      wordArg(
        {
          ja: "入れるロール（@ロール。省くと登録済みのメンバー）",
          en: "role to let in: @role; without it the members linked here",
        },
        "discord:1140000000000000021",
        /^(?:discord:)?\d{1,20}$/,
      ),
    ),
    name: optional(
      wordArg(
        {
          ja: "チャンネル名（省くと内容の分からない名前）",
          en: "the channel's name; without it one that tells nothing",
        },
        "desk",
        /^[\p{L}\p{N}_-]{1,60}$/u,
      ),
    ),
  },
  async reach(desk, inv, { audience, vendor, reader, name }) {
    const [platform, surface] = makerFor(desk, inv) ?? [];
    if (platform === undefined || surface?.make === undefined || surface.tenant === undefined) return {};
    const { tenant } = surface;
    // Whoever asks is in it; without a role so are all of the desk, or those of the vendor who are linked there.
    const theirs = await desk.db.transaction(async (tx) => {
      if (reader !== undefined || audience === "public") return [];
      return audience === "desk"
        ? accountsIn(tx, platform, tenant)
        : (await accountsOfVendor(tx, vendor ?? 0))
            .filter((a) => a.platform === platform && a.tenant === tenant)
            .map((a) => a.account);
    });
    const people = [...new Set([...theirs, ...[inv.principal.user].filter(() => inv.principal.platform === platform)])];
    const roles = reader === undefined ? [] : [reader.replace(/^discord:/, "")];
    const made = await surface.make({ name: (name ?? blank()).toLowerCase(), people, roles });
    const facts = made.ok ? await surface.room(made.tenant, made.channel, "whole") : undefined;
    return { made: { ...made, platform }, facts };
  },
  async run(ctx, { audience, vendor }) {
    const readers = await readersFor(ctx, audience, vendor, undefined);
    const room = madeIn(ctx);
    await bindTo(ctx, room, readers);
    return view(
      words({ ja: "部屋を作りました", en: "Room made" }),
      {
        kind: "para",
        text: madeWords[audience](roomName(room)),
      },
      { kind: "next", commands: ["room info"] },
    );
  },
});
