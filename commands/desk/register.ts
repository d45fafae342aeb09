import { appendDesk } from "../../db/queries/audit.ts";
import { Refusal } from "../../src/refusal.ts";
import { words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { command } from "../contract.ts";

export const deskRegister = command({
  name: "desk register",
  summary: {
    ja: "Discordにコマンドを登録する（変わったときだけ送る）",
    en: "Register the commands with Discord, if they changed",
  },
  effects: "write",
  max: "public",
  args: {},
  async reach({ surfaces }) {
    const able = [...surfaces.values()].flatMap((s) => (s.register === undefined ? [] : [s.register()]));
    return { findings: (await Promise.all(able)).flat() };
  },
  async run(ctx) {
    const { findings = [] } = ctx;
    if (findings.length === 0)
      throw new Refusal(
        "platform.missing",
        words({
          ja: "Discordは設定されていません。Slackのコマンドはマニフェストで登録します。",
          en: "Discord is not configured. Slack's commands come with its manifest.",
        }),
        words({
          ja: "DISCORD_TOKEN、DISCORD_APPLICATION_ID、DISCORD_GUILD_ID を設定して起動し直してください。Slackは desk manifest です。",
          en: "Set DISCORD_TOKEN, DISCORD_APPLICATION_ID and DISCORD_GUILD_ID and start again. For Slack: desk manifest.",
        }),
      );
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
      { action: "commands.registered", data: { ok: findings.every((f) => f.ok) } },
    ]);
    return view(
      words({ ja: "コマンドの登録", en: "Registration" }),
      { kind: "items", rows: findings.map(({ ok, text }) => ({ mark: ok ? "done" : "due", text })) },
      { kind: "next", commands: ["desk doctor"] },
    );
  },
});
