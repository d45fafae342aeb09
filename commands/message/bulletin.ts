import { lockCase } from "../../db/queries/cases.ts";
import type { View } from "../../src/view.ts";
import { caseArg, optional, textArg } from "../args.ts";
import { command } from "../contract.ts";
import { missingArgument } from "../refusals.ts";
import { digits } from "../show.ts";
import { seenArg, writeToSeveral } from "./several.ts";

const text = textArg(
  { ja: "本文（招かれている開発者がそれぞれ読みます）", en: "the text; every invited vendor reads it" },
  '"The advisory is planned for 3 February, 12:00 JST."',
  2000,
);

export const messageBulletin = command({
  name: "message bulletin",
  summary: {
    ja: "招かれている開発者すべてに、同じ連絡をそれぞれの部屋へ送る（確認してから）",
    en: "Write the same to every invited vendor, each in its own room, after a preview",
  },
  effects: "write",
  max: "desk",
  form: { when: ["text", "seen"], required: ["text"] },
  needs: ["text"],
  args: { case: caseArg, text: optional(text), seen: seenArg },
  async run(ctx, { case: reference, text: typed, seen }): Promise<View<"public" | "desk">> {
    const c = await lockCase(ctx.tx, reference);
    const line = `message bulletin ${digits(c)}`;
    const several = { case: c, standing: undefined, text: typed, seen, line };
    return await writeToSeveral(ctx, several, () => missingArgument(messageBulletin, "text", text));
  },
});
