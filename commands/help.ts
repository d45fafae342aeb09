import { open } from "../src/label.ts";
import { foreign, say, t, words } from "../src/text.ts";
import { type Node, view } from "../src/view.ts";
import { optional, wordArg } from "./args.ts";
import { type AnyCommand, command } from "./contract.ts";
import { commands } from "./index.ts";
import { mayRun } from "./policy.ts";
import { example, unknownCommand, usage } from "./refusals.ts";
import { nearest } from "./text.ts";

const one = (c: AnyCommand): Node<"public">[] => [
  { kind: "heading", text: foreign(open(usage(c))) },
  { kind: "para", text: words(c.summary) },
  {
    kind: "fields",
    rows: Object.entries(c.args)
      .filter(([, a]) => a.hidden !== true)
      .map(([name, a]) => [
        foreign(open(a.required ? name : `[${name}]`)),
        a.choices === undefined
          ? words(a.summary)
          : say({
              ja: t`${words(a.summary)}: ${open(a.choices.map((x) => x.value).join(" · "))}`,
              en: t`${words(a.summary)}: ${open(a.choices.map((x) => x.value).join(" · "))}`,
            }),
      ]),
  },
  { kind: "para", text: say({ ja: t`例: ${open(example(c))}`, en: t`For example: ${open(example(c))}` }) },
];

export const help = command({
  name: "help",
  summary: { ja: "使えるコマンドを表示する", en: "Show what you can do" },
  effects: "read",
  max: "public",
  args: {
    about: optional({
      ...wordArg({ ja: "コマンド、または名詞", en: "a command, or its noun" }, "case", /^[\p{L} -]{1,40}$/u),
      rest: true,
    }),
  },
  async run(ctx, { about }) {
    const mine = commands.filter((c) => mayRun(c.name, ctx.member.roles));
    const asked = about?.toLowerCase().trim();
    const exact = commands.find((c) => c.name === asked);
    if (exact !== undefined) return view(words({ ja: "ヘルプ", en: "Help" }), ...one(exact));
    const shown = asked === undefined ? mine : mine.filter((c) => c.name.startsWith(`${asked} `));
    if (shown.length === 0) {
      throw unknownCommand(
        asked ?? "",
        nearest(
          asked ?? "",
          mine.map((c) => c.name),
        ),
      );
    }
    return view(
      words({ ja: "ヘルプ", en: "Help" }),
      {
        kind: "para",
        text: say({
          ja: t`使えるコマンド ${open(shown.length)}件。くわしくは help のあとにコマンド名を。`,
          en: t`${open(shown.length)} commands you may run. More on one: help, then its name.`,
        }),
      },
      { kind: "fields", rows: shown.map((c) => [foreign(open(usage(c))), words(c.summary)] as const) },
      { kind: "next", commands: ["report list", "case mine", "duty who"] },
    );
  },
});
