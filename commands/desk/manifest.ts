import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { choiceArg, optional } from "../args.ts";
import { command } from "../contract.ts";

const ways = [
  {
    value: "socket",
    words: { ja: "Socket Mode（外から届く必要なし）", en: "Socket Mode: nothing of yours is reached from outside" },
  },
  { value: "http", words: { ja: "HTTP（PUBLIC_URL で受ける）", en: "HTTP: Slack calls PUBLIC_URL" } },
] as const;

export const deskManifest = command({
  name: "desk manifest",
  summary: {
    ja: "Slackアプリの設定（マニフェスト）を出力する",
    en: "Print the Slack app's manifest, made from the commands",
  },
  effects: "read",
  max: "public",
  args: { how: optional(choiceArg({ ja: "Slackからの受け方", en: "how Slack reaches the desk" }, ways)) },
  async run({ desk }, { how = "socket" }) {
    if (how === "http" && !desk.publicUrl.startsWith("https://")) {
      throw new Refusal(
        "args.invalid",
        say({
          ja: t`Slackは https のアドレスにしか送れません。いまの PUBLIC_URL は ${open(desk.publicUrl)} です。`,
          en: t`Slack sends to https addresses only; PUBLIC_URL is ${open(desk.publicUrl)}.`,
        }),
        words({
          ja: "PUBLIC_URL に外から届く https のアドレスを設定するか、desk manifest socket を使ってください。",
          en: "Set PUBLIC_URL to the https address that Slack can reach, or use desk manifest socket.",
        }),
      );
    }
    const json = desk.manifest(how);
    // Nothing else, so that a shell can write it into a file.
    return view(words({ ja: "Slackのマニフェスト", en: "Slack manifest" }), {
      kind: "para",
      text: words({ ja: json, en: json }),
    });
  },
});
