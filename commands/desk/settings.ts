import { appendDesk } from "../../db/queries/audit.ts";
import { writeSetting } from "../../db/queries/desk.ts";
import { defaultSettings, isSettingKey, type SettingKey } from "../../src/domain/settings.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { choiceArg, numberArg, optional } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { queueNodes } from "./queue.ts";

const keys = Object.keys(defaultSettings).filter(isSettingKey);

function limited(key: SettingKey, value: number): number {
  const { min, max } = defaultSettings[key];
  if (value >= min && value <= max) return value;
  throw new Refusal(
    "args.invalid",
    say({
      ja: t`${open(key)} は ${open(min)} から ${open(max)} までです（${open(value)} は範囲外）。`,
      en: t`${open(key)} goes from ${open(min)} to ${open(max)}; ${open(value)} is outside.`,
    }),
  );
}

async function set(ctx: Ctx, key: SettingKey, value: number) {
  await writeSetting(ctx.tx, key, limited(key, value));
  await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
    { action: "desk.setting", data: { key, before: ctx.settings[key], after: value } },
  ]);
  return view(words({ ja: "設定を変えました", en: "Setting changed" }), {
    kind: "para",
    text: say({
      ja: t`${open(key)}: ${open(ctx.settings[key])} → ${open(value)}（${words(defaultSettings[key].summary)}）`,
      en: t`${open(key)}: ${open(ctx.settings[key])} → ${open(value)} (${words(defaultSettings[key].summary)})`,
    }),
  });
}

export const deskSettings = command({
  name: "desk settings",
  summary: {
    ja: "設定と送信待ちの状態を表示する・設定を変える",
    en: "Show the settings and the queue, or change a setting",
  },
  effects: "write",
  max: "public",
  args: {
    // Suggested: Discord's lists hold 25, and there are more.
    key: optional({
      ...choiceArg(
        { ja: "設定の名前", en: "name of the setting" },
        keys.map((value) => ({ value, words: defaultSettings[value].summary })),
      ),
      kind: "setting",
    }),
    value: optional(numberArg({ ja: "新しい値", en: "new value" }, "15", 0, 10_000_000)),
  },
  async run(ctx, { key, value }) {
    if (key !== undefined && value !== undefined) return await set(ctx, key, value);
    return view(
      words({ ja: "設定", en: "Settings" }),
      {
        kind: "fields",
        rows: keys.map((k) => [
          foreign(open(k)),
          say({
            ja: t`${open(ctx.settings[k])}  ${words(defaultSettings[k].summary)}`,
            en: t`${open(ctx.settings[k])}  ${words(defaultSettings[k].summary)}`,
          }),
        ]),
      },
      ...(await queueNodes(ctx.tx, ctx.now, ctx.zone)),
      { kind: "next", commands: ["desk resend", "desk settings ping.escalate-minutes 15"] },
    );
  },
});
