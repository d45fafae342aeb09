import { getCase } from "../../db/queries/cases.ts";
import { deadlinesOfCase, openDeadlines } from "../../db/queries/deadlines.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { caseArg, optional, wordArg } from "../args.ts";
import { type Ctx, command } from "../contract.ts";
import { aboutDeadline, byDay, ref } from "../show.ts";

const pageSize = 25;

interface Row {
  readonly deadline: {
    readonly id: number;
    readonly kind: string;
    readonly dueAt: Date;
    readonly label: Buffer | null;
  };
  readonly reference: number;
  readonly key: Buffer;
}

function rowsNode(ctx: Ctx, rows: readonly Row[]): Node<"public" | "desk"> {
  return {
    kind: "items",
    rows: rows.map((row) => {
      const { deadline } = row;
      const soon = deadline.dueAt.getTime() - ctx.now.getTime() < 24 * 3_600_000;
      const word = soon ? words({ ja: "間近", en: "due" }) : words({ ja: "進行中", en: "open" });
      return {
        mark: soon ? "due" : "open",
        text: say({
          ja: t`${ref(row)} · ${word} · ${aboutDeadline(ctx, row, deadline)} · ${byDay(ctx, deadline.dueAt)} · 番号 ${open(deadline.id)}`,
          en: t`${ref(row)} · ${word} · ${aboutDeadline(ctx, row, deadline)} · ${byDay(ctx, deadline.dueAt)} · no. ${open(deadline.id)}`,
        }),
      };
    }),
  };
}

const key = (row: Row): string => `${row.deadline.dueAt.getTime().toString(36)}-${row.deadline.id.toString(36)}`;

function readKey(word: string | undefined) {
  if (word === undefined) return undefined;
  const [at = "0", id = "0"] = word.split("-");
  return { dueAt: new Date(Number.parseInt(at, 36)), id: Number.parseInt(id, 36) };
}

async function rowsFor(ctx: Ctx, reference: number | undefined, page: string | undefined): Promise<Row[]> {
  if (reference === undefined) return await openDeadlines(ctx.tx, pageSize + 1, readKey(page));
  const c = await getCase(ctx.tx, reference);
  return (await deadlinesOfCase(ctx.tx, c.id)).map((deadline) => ({ deadline, reference, key: c.key }));
}

export const deadlineList = command({
  name: "deadline list",
  summary: { ja: "期限を近い順に一覧する", en: "List the deadlines, nearest first" },
  effects: "read",
  max: "desk",
  args: {
    case: optional(caseArg),
    page: optional(
      wordArg(
        { ja: "次ページの鍵", en: "where to go on: printed below a list" },
        "abc-1",
        /^[0-9a-z]{1,8}-[0-9a-z]{1,10}$/,
      ),
    ),
  },
  async run(ctx, { case: reference, page }): Promise<View<"public" | "desk">> {
    const found = await rowsFor(ctx, reference, page);
    const rows = reference === undefined ? found.slice(0, pageSize) : found;
    const summary = words({ ja: "期限", en: "Deadlines" });
    const last = rows.at(-1);
    if (last === undefined) {
      return view(
        summary,
        { kind: "para", text: words({ ja: "動いている期限はありません。", en: "No deadline is running." }) },
        { kind: "next", commands: ["report list", "case list"] },
      );
    }
    const more = found.length > rows.length;
    const first = rows[0]?.deadline.id ?? 0;
    return view<"public" | "desk">(
      summary,
      rowsNode(ctx, rows),
      {
        kind: "para",
        text: more
          ? say({
              ja: t`近い順に${open(rows.length)}件。続きがあります。`,
              en: t`The nearest ${open(rows.length)}; there are more.`,
            })
          : say({ ja: t`${open(rows.length)}件（近い順）`, en: t`${open(rows.length)}, nearest first` }),
      },
      {
        kind: "next",
        commands: [
          ...(more ? [`deadline list page=${key(last)}`] : []),
          `deadline done ${first}`,
          `deadline snooze ${first} +1d`,
        ],
      },
    );
  },
});
