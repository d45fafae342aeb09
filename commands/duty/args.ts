import { z } from "zod";
import type { MemberRow } from "../../db/queries/members.ts";
import { optional, timeArg, wordArg } from "../args.ts";
import type { Arg, Ctx } from "../contract.ts";
import { getMember } from "../people.ts";
import { mustRead } from "./readers.ts";

const handles = (s: string): string[] =>
  s
    .split(/[,、]/)
    .map((h) => h.trim().replace(/^@/, ""))
    .filter(Boolean);

export const peopleArg: Arg<string, true> = {
  kind: "members",
  required: true,
  summary: { ja: "応答する順にコンマ区切りで", en: "people in the order in which they are asked, with commas" },
  label: { ja: "当番（応答する順）", en: "People, in the order in which they are asked" },
  example: "hana,mori",
  schema: z.string().refine((s) => handles(s).length > 0 && handles(s).length <= 10),
};

/** Those who are to be on duty. @throws Refusal `member.not-found` or `person.needed`. */
export async function getPeople(ctx: Ctx, typed: string): Promise<MemberRow[]> {
  const found: MemberRow[] = [];
  for (const handle of handles(typed)) {
    const member = await getMember(ctx, handle, "people");
    mustRead(member, "people");
    found.push(member);
  }
  return found;
}

/** The name of a line of duty, as the desk chose it. */
export const lineArg: Arg<string, true> = wordArg(
  { ja: "当番の系列の名前（例: first）", en: "name of a line of duty, such as first" },
  "first",
  /^[\p{L}\p{N}_-]{1,20}$/u,
);

/** From when a change holds. */
export const fromArg: Arg<string, false> = optional(
  timeArg({
    ja: "いつから（省略すると今、日付だけならその日の0:00）",
    en: "from when; now if left out, a day alone means its 00:00",
  }),
);

/** The beginning and the end of a span. */
export const spanArgs = {
  from: timeArg({ ja: "いつから（日付だけならその日の0:00）", en: "from when; a day alone means its 00:00" }),
  until: timeArg({ ja: "いつまで（日付だけならその日の終わり）", en: "until when; a day alone means its end" }),
};

/** What only a preview gives: its button brings it. */
export const seenArg: Arg<string, false> = {
  ...optional(
    wordArg(
      { ja: "確認画面のボタンが付ける印", en: "what the preview's button adds" },
      "AAAAAAAAAAAAAAAA",
      /^[\w-]{16}$/,
    ),
  ),
  hidden: true,
};
