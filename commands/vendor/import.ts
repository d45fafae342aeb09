import { z } from "zod";
import { lockNames } from "../../db/queries/vendors.ts";
import { readCsv } from "../../src/csv.ts";
import { type ImportFault, readImport } from "../../src/domain/vendors/import.ts";
import { desk, open } from "../../src/label.ts";
import { readMoment } from "../../src/moments.ts";
import { readPurl } from "../../src/purl.ts";
import { Refusal } from "../../src/refusal.ts";
import { normal } from "../../src/search.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import type { Arg } from "../contract.ts";
import { type Ctx, command } from "../contract.ts";
import { seenArg } from "../duty/args.ts";
import { planImport, type Step, takeSteps } from "./import-plan.ts";
import { line } from "./rows.ts";
import { changeWords } from "./words.ts";

/** UTF-16 units of one file. */
const longest = 1_000_000;
/** Faults and vendors that one answer lists. */
const mostShown = 50;

const csvArg: Arg<string, true> = {
  kind: "text",
  required: true,
  rest: true,
  summary: { ja: "CSV（1行目は列名）", en: "CSV; its first line names the columns" },
  label: { ja: "CSV（1行目は列名）", en: "CSV, with the names of the columns first" },
  example: '"name,products"',
  max: longest,
  schema: z.string(),
};

const nothingDone = words({
  ja: "何も取り込んでいません。直して、もう一度確認してください。",
  en: "Nothing was imported. Mend the file and check it again.",
});

const faultText = (f: ImportFault): Text<"public" | "desk"> =>
  say({
    ja: t`${open(f.line)}行目・${foreign(desk(f.column))}「${foreign(desk([...f.found].slice(0, 60).join("")))}」: ${words(f.allowed)}`,
    en: t`line ${open(f.line)}, ${foreign(desk(f.column))} "${foreign(desk([...f.found].slice(0, 60).join("")))}": ${words(f.allowed)}`,
  });

/** Every fault of a file, by line and column, with what may stand there. */
function faulty(faults: readonly ImportFault[]): Refusal {
  const shown = faults.toSorted((a, b) => a.line - b.line).slice(0, mostShown);
  const count =
    faults.length > shown.length
      ? say({
          ja: t`誤りが${open(faults.length)}件あります。はじめの${open(shown.length)}件:`,
          en: t`${open(faults.length)} errors; the first ${open(shown.length)}:`,
        })
      : say({ ja: t`誤りが${open(faults.length)}件あります:`, en: t`Errors: ${open(faults.length)}` });
  return new Refusal(
    "args.invalid",
    join<"public" | "desk">([count, ...shown.map(faultText)], "\n"),
    nothingDone,
    "csv",
  );
}

const tooLong = (): Refusal =>
  new Refusal(
    "args.invalid",
    say({
      ja: t`長すぎます。1回に${open(longest)}文字までです。`,
      en: t`Too long: at most ${open(longest)} characters.`,
    }),
    nothingDone,
    "csv",
  );

/** @throws Refusal `args.invalid` with every fault. */
async function plan(ctx: Ctx, csv: string): Promise<readonly Step[]> {
  if (csv.length > longest) throw tooLong();
  const lines = await readCsv(csv);
  if ("broken" in lines) {
    const allowed = { ja: "引用符は2つで1組", en: "quotes must come in pairs" };
    throw faulty([{ line: lines.broken, column: '"', found: "", allowed }]);
  }
  const pastDay = (typed: string): Date | undefined => {
    const at = readMoment(typed, ctx.now, ctx.zone, ctx.calendar);
    const begin = at && ctx.calendar.atHour(at, 0);
    return begin !== undefined && begin <= ctx.now ? begin : undefined;
  };
  const { rows, faults } = readImport(lines, { purl: readPurl, pastDay }, normal);
  if (faults.length > 0) throw faulty(faults);
  const { steps, faults: more } = await planImport(ctx, rows);
  if (more.length > 0) throw faulty(more);
  return steps;
}

const count = (steps: readonly Step[]) => {
  const changing = steps.filter((s) => s.fields.length > 0);
  const added = changing.filter((s) => s.vendor === undefined).length;
  return { changing, added, changed: changing.length - added, same: steps.length - changing.length };
};

function stepNodes(steps: readonly Step[]): Node<"public" | "desk">[] {
  const { changing, added, changed, same } = count(steps);
  const shown = changing.slice(0, mostShown);
  const left = changing.length - shown.length;
  return [
    {
      kind: "para",
      text: say({
        ja: t`追加 ${open(added)}件、変更 ${open(changed)}件、そのまま ${open(same)}件`,
        en: t`New: ${open(added)}, changed: ${open(changed)}, as they are: ${open(same)}`,
      }),
    },
    {
      kind: "items",
      rows: shown.map((s) => ({
        text: line(
          s.vendor === undefined ? words({ ja: "追加", en: "new" }) : foreign(open(s.vendor.id)),
          foreign(desk(s.row.name)),
          join(
            s.fields.filter((f) => f !== "added").map((f) => words(changeWords(f))),
            "、",
          ),
        ),
      })),
    },
    ...(left > 0
      ? [{ kind: "para" as const, text: say({ ja: t`ほか${open(left)}件`, en: t`and ${open(left)} more` }) }]
      : []),
  ];
}

/** What only the preview gives: that this member saw what this text does to the directory as it is. */
const proofOf = (ctx: Ctx, csv: string, steps: readonly Step[]): string => {
  const does = steps.map((s) => [s.vendor?.id ?? 0, s.vendor?.version ?? 0, ...s.fields]);
  return ctx.keys.request(`vendor import ${ctx.member.id} ${JSON.stringify(does)} ${csv}`).slice(0, 16);
};

/**
 * Vendors from a file. The first call shows what would come of it and changes nothing; the second, with the same text and the proof that
 * the first gave, does all of it in one transaction. Nothing is kept in between.
 */
export const vendorImport = command({
  name: "vendor import",
  summary: {
    ja: "CSVから開発者を取り込む（確認してから）",
    en: "Import vendors from CSV, after a preview",
  },
  effects: "write",
  max: "desk",
  args: { csv: csvArg, seen: seenArg },
  async run(ctx, { csv, seen }): Promise<View<"public" | "desk">> {
    await lockNames(ctx.tx);
    const steps = await plan(ctx, csv.trim());
    const { changing, added, changed } = count(steps);
    if (changing.length === 0)
      return view<"public" | "desk">(
        words({ ja: "変わりはありません", en: "Nothing to change" }),
        ...stepNodes(steps),
        {
          kind: "next",
          commands: ["vendor list"],
        },
      );
    const proof = proofOf(ctx, csv.trim(), steps);
    if (seen === proof) {
      await takeSteps(ctx, steps);
      return view<"public" | "desk">(
        say({ ja: t`${open(added + changed)}件を取り込みました`, en: t`${open(added + changed)} imported` }),
        ...stepNodes(steps),
        { kind: "next", commands: ["vendor list"] },
      );
    }
    const run = `vendor import seen=${proof}`;
    return view<"public" | "desk">(
      words({ ja: "取り込む前の確認", en: "Before it is imported" }),
      {
        kind: "para",
        text:
          seen === undefined
            ? words({
                ja: "まだ何も変わっていません。取り込むと次のようになります。よければ、同じCSVをもう一度渡してください。",
                en: "Nothing has changed yet. This is what would come of it. If that is right, give the same CSV once more.",
              })
            : words({
                ja: "確認のあとで、CSVか名簿が変わりました。まだ何も取り込んでいません。いまはこうなります。",
                en: "The CSV or the directory changed after you looked, so nothing was imported. This is what would come of it now.",
              }),
      },
      ...stepNodes(steps),
      {
        kind: "buttons",
        buttons: [{ label: words({ ja: "取り込む…", en: "Import…" }), run, style: "primary" }],
      },
      { kind: "next", commands: [run] },
    );
  },
});
