import { getCase } from "../../db/queries/cases.ts";
import {
  countDeadlines,
  countDeadlinesOf,
  countLimit,
  type DeadlineKey,
  deadlinesOfMember,
  openDeadlines,
} from "../../db/queries/deadline-lists.ts";
import { deadlinesOfCase } from "../../db/queries/deadlines.ts";
import { type Labelled, open } from "../../src/label.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import { caseArg, memberArg, optional, timeArg, wordArg } from "../args.ts";
import { type Ctx, command, type Member } from "../contract.ts";
import { getMember } from "../people.ts";
import { aboutDeadline, byDay, ref } from "../show.ts";
import { getFuture } from "../times.ts";

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

function readKey(word: string | undefined): DeadlineKey | undefined {
  if (word === undefined) return undefined;
  const [at = "0", id = "0"] = word.split("-");
  return { dueAt: new Date(Number.parseInt(at, 36)), id: Number.parseInt(id, 36) };
}

/** What narrows the list down. */
interface Wanted {
  readonly reference: number | undefined;
  readonly of: Member | undefined;
  readonly until: Date | undefined;
  readonly after: DeadlineKey | undefined;
}

async function rowsFor({ tx }: Ctx, { reference, of, until, after }: Wanted): Promise<Row[]> {
  if (reference !== undefined) {
    const c = await getCase(tx, reference);
    const found = (await deadlinesOfCase(tx, c.id)).map((deadline) => ({ deadline, reference, key: c.key }));
    const asked = found.filter(({ deadline: d }) => until === undefined || d.dueAt <= until);
    return of === undefined || c.assigneeId === of.id ? asked : [];
  }
  if (of !== undefined) return await deadlinesOfMember(tx, of.id, pageSize + 1, { after, until });
  return await openDeadlines(tx, pageSize + 1, after, until);
}

/** "of Hana, until Thu 3 Dec 2026 18:00 JST", or nothing. */
function within(ctx: Ctx, { of, until }: Wanted): Text<"public"> {
  const name: Labelled<string, "public"> = open(of?.name ?? "");
  const parts = [
    ...(of === undefined ? [] : [say({ ja: t`担当 ${name}`, en: t`of ${name}` })]),
    ...(until === undefined
      ? []
      : [say({ ja: t`${moment(until, ctx.zone)} まで`, en: t`until ${moment(until, ctx.zone)}` })]),
  ];
  return join([words({ ja: "期限", en: "Deadlines" }), ...parts], " · ");
}

/** "112", or "1000+" where counting on would take long. */
async function totalOf({ tx }: Ctx, { of, until }: Wanted): Promise<string> {
  const n = of === undefined ? await countDeadlines(tx, until) : await countDeadlinesOf(tx, of.id, until);
  return n > countLimit ? `${countLimit}+` : String(n);
}

/** Why the list is empty, and the nearest that it left out. */
async function nothing(ctx: Ctx, wanted: Wanted): Promise<View<"public" | "desk">> {
  const isWhole = wanted.of === undefined && wanted.until === undefined;
  const [later] = wanted.until === undefined ? [] : await rowsFor(ctx, { ...wanted, until: undefined });
  return view<"public" | "desk">(
    words({ ja: "期限", en: "Deadlines" }),
    {
      kind: "para",
      text: isWhole
        ? words({ ja: "動いている期限はありません。", en: "No deadline is running." })
        : say({
            ja: t`${within(ctx, wanted)}: 動いているものはありません。`,
            en: t`${within(ctx, wanted)}: none is running.`,
          }),
    },
    ...(later === undefined
      ? []
      : [
          {
            kind: "para" as const,
            text: say({
              ja: t`最も近いもの: ${ref(later)} ${aboutDeadline(ctx, later, later.deadline)} ${byDay(ctx, later.deadline.dueAt)}`,
              en: t`The nearest: ${ref(later)} ${aboutDeadline(ctx, later, later.deadline)} ${byDay(ctx, later.deadline.dueAt)}`,
            }),
          },
        ]),
    { kind: "next", commands: isWhole ? ["report list", "case list"] : ["deadline list", "case list"] },
  );
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
    of: optional(memberArg({ ja: "この人が担当する案件の期限だけ", en: "only of this person's cases" })),
    until: optional(timeArg({ ja: "この日時までの期限だけ（1週間なら +1w）", en: "only until then; a week is +1w" })),
  },
  async run(ctx, { case: reference, page, of: typed, until: typedUntil }): Promise<View<"public" | "desk">> {
    const wanted: Wanted = {
      reference,
      of: typed === undefined ? undefined : await getMember(ctx, typed, "of"),
      until: typedUntil === undefined ? undefined : getFuture(ctx, typedUntil, "until"),
      after: readKey(page),
    };
    const found = await rowsFor(ctx, wanted);
    const rows = reference === undefined ? found.slice(0, pageSize) : found;
    const summary = words({ ja: "期限", en: "Deadlines" });
    const last = rows.at(-1);
    if (last === undefined) return await nothing(ctx, wanted);
    const more = found.length > rows.length;
    const total = more ? await totalOf(ctx, wanted) : "";
    const first = rows[0]?.deadline.id ?? 0;
    const narrowed = `${typed === undefined ? "" : ` of=${typed}`}${typedUntil === undefined ? "" : ` until="${typedUntil}"`}`;
    return view<"public" | "desk">(
      summary,
      rowsNode(ctx, rows),
      {
        kind: "para",
        text: more
          ? say({
              ja: t`${within(ctx, wanted)}: ${open(total)}件のうち近い順に${open(rows.length)}件`,
              en: t`${within(ctx, wanted)}: ${open(rows.length)} of ${open(total)}, nearest first`,
            })
          : say({
              ja: t`${within(ctx, wanted)}: ${open(rows.length)}件（近い順）`,
              en: t`${within(ctx, wanted)}: ${open(rows.length)}, nearest first`,
            }),
      },
      {
        kind: "next",
        commands: [
          ...(more ? [`deadline list page=${key(last)}${narrowed}`] : []),
          `deadline snooze ${first} +1d`,
          `case show ${reference ?? String(rows[0]?.reference ?? "").padStart(8, "0")}`,
        ],
      },
    );
  },
});
