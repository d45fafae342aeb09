import { appendDesk } from "../../db/queries/audit.ts";
import { readGrounds, resetGround, writeGround } from "../../db/queries/grounds.ts";
import { type Ground, mayBeGround } from "../../src/domain/grounds.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { choiceArg, optional, textArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { groundArg } from "../grounds.ts";

const fromWords = {
  "built-in": { ja: "標準", en: "as it comes" },
  changed: { ja: "変更済み", en: "in your words" },
  own: { ja: "独自", en: "your own" },
} as const;

const short = (summary: { ja: string; en: string }, example: string, max: number) =>
  optional({ ...textArg(summary, example, max), rest: false });

const text = (g: Ground): Text<"public"> => say({ ja: t`${open(g.words.ja)}`, en: t`${open(g.words.en)}` });

function list(all: ReadonlyMap<string, Ground>): View<"public"> {
  const rows = [...all.values()];
  const changed = rows.filter((g) => g.from !== "built-in").length;
  return view(
    words({ ja: "不受理・終了の理由", en: "Grounds for declining and ending" }),
    {
      kind: "items",
      rows: rows.map((g) => {
        const off = g.active ? words({ ja: "使用中", en: "in use" }) : words({ ja: "停止中", en: "off" });
        return {
          mark: g.active ? ("open" as const) : ("done" as const),
          text: say({
            ja: t`${open(g.code)} · ${off} · ${text(g)} · ${words(fromWords[g.from])}`,
            en: t`${open(g.code)} · ${off} · ${text(g)} · ${words(fromWords[g.from])}`,
          }),
        };
      }),
    },
    {
      kind: "para",
      text: say({
        ja: t`${open(rows.length)}件（うち変更・独自 ${open(changed)}件）`,
        en: t`${open(rows.length)}, of which ${open(changed)} are yours or in your words`,
      }),
    },
    { kind: "next", commands: ["desk grounds R-04", "desk grounds R-04e"] },
  );
}

const show = (g: Ground): View<"public"> =>
  view(
    say({ ja: t`理由 ${open(g.code)}`, en: t`Ground ${open(g.code)}` }),
    {
      kind: "fields",
      rows: [
        [words({ ja: "コード", en: "Code" }), foreign(open(g.code))],
        [words({ ja: "日本語", en: "Japanese" }), foreign(open(g.words.ja))],
        [words({ ja: "英語", en: "English" }), foreign(open(g.words.en))],
        [words({ ja: "発見者へ（日本語）", en: "To the finder, Japanese" }), foreign(open(g.toFinder.ja))],
        [words({ ja: "発見者へ（英語）", en: "To the finder, English" }), foreign(open(g.toFinder.en))],
        [words({ ja: "由来", en: "Origin" }), words(fromWords[g.from])],
        [
          words({ ja: "使用", en: "Use" }),
          g.active ? words({ ja: "使用中", en: "in use" }) : words({ ja: "停止中", en: "off" }),
        ],
      ],
    },
    {
      kind: "next",
      commands: [
        `desk grounds ${g.code} use=${g.active ? "off" : "on"}`,
        ...(g.from === "built-in" ? [] : [`desk grounds ${g.code} use=reset`]),
        "desk grounds",
      ],
    },
  );

interface Given {
  readonly ja?: string | undefined;
  readonly en?: string | undefined;
  readonly "finder-ja"?: string | undefined;
  readonly "finder-en"?: string | undefined;
  readonly use?: "on" | "off" | "reset" | undefined;
}

/** @throws Refusal `args.invalid` for a code that cannot be, and a new one without all four texts. */
function merged(code: string, old: Ground | undefined, given: Given): Omit<Ground, "from"> {
  if (!mayBeGround(code)) {
    throw new Refusal(
      "args.invalid",
      say({ ja: t`${open(code)} という理由は作れません。`, en: t`There can be no ground ${open(code)}.` }),
      words({
        ja: "作れるのは R-01 から R-06 の細目（R-03f など、英小文字1つ）です。",
        en: "You can add details of R-01 to R-06: one small letter after it, such as R-03f.",
      }),
      "code",
    );
  }
  const ja = given.ja ?? old?.words.ja;
  const en = given.en ?? old?.words.en;
  const finderJa = given["finder-ja"] ?? old?.toFinder.ja;
  const finderEn = given["finder-en"] ?? old?.toFinder.en;
  if (ja === undefined || en === undefined || finderJa === undefined || finderEn === undefined) {
    throw new Refusal(
      "args.missing",
      say({
        ja: t`新しい理由 ${open(code)} には、日本語と英語の名前と、発見者への文がすべて要ります。`,
        en: t`A new ground ${open(code)} needs its name and its words to the finder, in both languages.`,
      }),
      say({
        ja: t`ja=、en=、finder-ja=、finder-en= を、${open(`desk grounds ${code}`)} のうしろに続けてください。`,
        en: t`Give ja=, en=, finder-ja= and finder-en= after ${open(`desk grounds ${code}`)}.`,
      }),
    );
  }
  const active = given.use === undefined ? (old?.active ?? true) : given.use === "on";
  return { code, words: { ja, en }, toFinder: { ja: finderJa, en: finderEn }, active };
}

const noReset = (code: string, old: Ground | undefined): Refusal =>
  new Refusal(
    "args.invalid",
    old === undefined
      ? say({ ja: t`${open(code)} という理由はありません。`, en: t`There is no ground ${open(code)}.` })
      : words({
          ja: "元に戻すとき、ほかの変更は一緒にできません。",
          en: "A ground goes back to how it came; nothing else can be changed with that.",
        }),
    words({ ja: "一覧: desk grounds", en: "The list: desk grounds" }),
    old === undefined ? "code" : "use",
  );

async function change(ctx: Ctx, code: string, old: Ground | undefined, given: Given): Promise<View<"public">> {
  if (given.use === "reset") {
    if (old === undefined || Object.values(given).filter((v) => v !== undefined).length > 1) throw noReset(code, old);
    await resetGround(ctx.tx, code);
  }
  if (given.use !== "reset") await writeGround(ctx.tx, merged(code, old, given), ctx.member.id, ctx.now);
  await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
    { action: "desk.ground", data: { code, reset: given.use === "reset" } },
  ]);
  const now = (await readGrounds(ctx.tx)).get(code);
  if (now !== undefined) return show(now);
  return view(say({ ja: t`理由 ${open(code)} を消しました`, en: t`Ground ${open(code)} is gone` }), {
    kind: "para",
    text: words({
      ja: "独自の理由を消しました。これまでに使った案件の記録は変わりません。",
      en: "Your own ground is gone; what was decided with it stays as it was.",
    }),
  });
}

/** The grounds on which reports are declined and cases end: a desk's list, in the desk's words (domain rules §4.1–4.3, §13 row 4). */
export const deskGrounds = command({
  name: "desk grounds",
  summary: {
    ja: "不受理・終了の理由の一覧を表示する・文を変える・細目を加える",
    en: "Show the grounds for declining and ending, change their words, add details",
  },
  effects: "write",
  max: "public",
  args: {
    code: optional(groundArg({ ja: "理由コード", en: "code of the ground" }, "R-04")),
    ja: short({ ja: "名前（日本語）", en: "name, Japanese" }, "バージョン表示のみ", 100),
    en: short({ ja: "名前（英語）", en: "name, English" }, "only a version is shown", 100),
    "finder-ja": short(
      { ja: "発見者への文（日本語）", en: "words to the finder, Japanese" },
      "版が表示されるだけでは害になりません。",
      1_000,
    ),
    "finder-en": short(
      { ja: "発見者への文（英語）", en: "words to the finder, English" },
      "A shown version harms nobody.",
      1_000,
    ),
    use: optional(
      choiceArg({ ja: "使うか", en: "whether it is used" }, [
        { value: "on", words: { ja: "使う", en: "on" } },
        { value: "off", words: { ja: "使わない", en: "off" } },
        {
          value: "reset",
          words: { ja: "元に戻す（独自のものは消す）", en: "back to how it came; your own is removed" },
        },
      ]),
    ),
  },
  async run(ctx, { code, ...given }) {
    const all = await readGrounds(ctx.tx);
    if (code === undefined) return list(all);
    const old = all.get(code);
    if (Object.values(given).some((v) => v !== undefined)) return await change(ctx, code, old, given);
    return old === undefined ? show({ ...merged(code, old, given), from: "own" }) : show(old);
  },
});
