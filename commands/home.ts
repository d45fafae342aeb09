import { deadlinesUntil } from "../db/queries/deadline-lists.ts";
import { unackedOf } from "../db/queries/deadlines.ts";
import { databaseNow, readSettings } from "../db/queries/desk.ts";
import { closeHome, type HomeKey, openHome, redrawHomes } from "../db/queries/homes.ts";
import { casesOf, openCases, type Page, reportsToJudge } from "../db/queries/lists.ts";
import { findMemberByAccount, namesOf } from "../db/queries/members.ts";
import { stopsOf } from "../db/queries/stops.ts";
import type { HomeDrawer } from "../src/delivery.ts";
import { stopMinutes } from "../src/domain/stops.ts";
import { onePerson, open, theDesk } from "../src/label.ts";
import { foreign, join, say, type Text, t, words } from "../src/text.ts";
import { type Button, type Node, type View, view } from "../src/view.ts";
import { moment } from "../src/when.ts";
import type { Home, Member } from "./contract.ts";
import type { Act, Desk } from "./desk.ts";
import { dutyAt, people } from "./on-duty.ts";
import { mayReadIdentity, mayRun } from "./policy.ts";
import { refusalView, stranger } from "./refusals.ts";
import { clear } from "./refused.ts";
import { aboutDeadline, byDay, caseRows, deadlineWords, digits, ref } from "./show.ts";

type R = "public" | "desk";

/** Rows of each part: a page that one looks at, not a list that one works through. */
const rows = 5;
const days = 7;
/** Seconds before a page is tried again whose drawing failed for a reason that may pass. */
const pagePause = 60;

const heading = (text: Text<"public">): Node<R> => ({ kind: "heading", text });
const para = (text: Text<R>): Node<R> => ({ kind: "para", text });

async function duty(act: Act): Promise<Node<R>[]> {
  const turns = await dutyAt(act.tx, act.now);
  const ids = people(turns);
  const names = await namesOf(act.tx, ids);
  const order = join(
    ids.map((id) => foreign(open(names.get(id) ?? "?"))),
    " → ",
  );
  const until = turns.flatMap((turn) => turn.until ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
  return [
    heading(words({ ja: "当番", en: "On duty" })),
    para(
      ids.length === 0
        ? words({ ja: "当番は決まっていません。", en: "Nobody is on duty." })
        : until === undefined
          ? order
          : say({
              ja: t`${order}（${moment(until, act.zone)} まで）`,
              en: t`${order}, until ${moment(until, act.zone)}`,
            }),
    ),
  ];
}

/** Pings that wait for this member's answer, each with its button. */
async function pings(act: Act, member: Member): Promise<Node<R>[]> {
  const waiting = await unackedOf(act.tx, member.id, rows);
  if (waiting.length === 0) return [];
  return [
    heading(words({ ja: "あなたの確認を待っている通知", en: "Pings that wait for you" })),
    {
      kind: "items",
      rows: waiting.map(({ deadline, reference }) => ({
        mark: "due" as const,
        text: join<R>([ref({ reference }), deadlineWords(deadline.kind), byDay(act, deadline.dueAt)], " · "),
      })),
    },
    {
      kind: "buttons",
      buttons: waiting.map(({ ping, reference }) => ({
        label: say({ ja: t`${ref({ reference })} を確認した`, en: t`Ack ${ref({ reference })}` }),
        run: `duty ack ${ping.id}`,
        style: "primary" as const,
      })),
    },
  ];
}

interface Part {
  readonly title: Text<"public">;
  readonly none: Text<"public">;
  /** The command that opens one of them, and the one that lists them all. */
  readonly show: string;
  readonly all: string;
  readonly page: Page;
}

async function list(act: Act, { title, none, show, all, page }: Part): Promise<Node<R>[]> {
  const shown = page.rows.slice(0, rows);
  const count = say({ ja: t`${title}（${open(page.total)}件）`, en: t`${title} (${open(page.total)})` });
  if (shown.length === 0) return [heading(title), para(none)];
  const buttons: Button[] = shown.map((c) => ({ label: ref(c), run: `${show} ${digits(c)}` }));
  if (page.total > shown.length) buttons.push({ label: words({ ja: "すべて", en: "All" }), run: all });
  return [heading(count), await caseRows(act, shown), { kind: "buttons", buttons }];
}

async function deadlines(act: Act): Promise<Node<R>[]> {
  const until = new Date(act.now.getTime() + days * 86_400_000);
  const { found, total } = await deadlinesUntil(act.tx, until, rows * 2);
  const title = say({
    ja: t`${open(days)}日以内の期限（${open(total)}件）`,
    en: t`Deadlines of the next ${open(days)} days (${open(total)})`,
  });
  if (found.length === 0) return [heading(title), para(words({ ja: "期限はありません。", en: "None." }))];
  return [
    heading(title),
    {
      kind: "items",
      rows: found.map(({ deadline, reference, key }) => ({
        mark: deadline.dueAt.getTime() - act.now.getTime() < 86_400_000 ? ("due" as const) : ("open" as const),
        text: join<R>(
          [ref({ reference }), aboutDeadline(act, { key, reference }, deadline), byDay(act, deadline.dueAt)],
          " · ",
        ),
      })),
    },
    { kind: "buttons", buttons: [{ label: words({ ja: "期限の一覧", en: "All deadlines" }), run: "deadline list" }] },
  ];
}

const shortcuts: readonly (Button & { readonly command: string })[] = [
  { command: "case note", run: "case note", label: words({ ja: "メモを書く…", en: "Add a note…" }) },
  { command: "case find", run: "case find", label: words({ ja: "探す…", en: "Find…" }) },
  { command: "duty set", run: "duty set", label: words({ ja: "当番を決める…", en: "Set duty…" }) },
  { command: "help", run: "help", label: words({ ja: "ヘルプ", en: "Help" }) },
];

async function page(act: Act, member: Member): Promise<View<R>> {
  const [mine, judge, open_] = await Promise.all([
    casesOf(act.tx, member.id),
    reportsToJudge(act.tx),
    openCases(act.tx),
  ]);
  const parts: readonly (Part & { readonly command: string })[] = [
    {
      command: "case mine",
      title: words({ ja: "あなたの担当", en: "Your cases" }),
      none: words({ ja: "担当している案件はありません。", en: "You have no case." }),
      show: "case show",
      all: "case mine",
      page: mine,
    },
    {
      command: "report list",
      title: words({ ja: "判断待ちの届出（古い順）", en: "Reports to judge, oldest first" }),
      none: words({ ja: "判断待ちの届出はありません。", en: "No report waits for a decision." }),
      show: "report show",
      all: "report list",
      page: judge,
    },
    {
      command: "case list",
      title: words({ ja: "案件（影響の大きい順、次に古い順）", en: "Cases, greatest impact first, then oldest" }),
      none: words({ ja: "取扱い中の案件はありません。", en: "No case is open." }),
      show: "case show",
      all: "case list",
      page: open_,
    },
  ];
  const may = (command: string): boolean => mayRun(command, member.roles);
  const lists = await Promise.all(parts.filter((p) => may(p.command)).map((p) => list(act, p)));
  return view<R>(
    words({ ja: "届け", en: "Todoke" }),
    ...(await duty(act)),
    ...(await pings(act, member)),
    ...lists.flat(),
    ...(may("deadline list") ? await deadlines(act) : []),
    { kind: "buttons", buttons: shortcuts.filter((s) => may(s.command)).map(({ command: _, ...button }) => button) },
    para(say({ ja: t`${moment(act.now, act.zone)} 現在`, en: t`As of ${moment(act.now, act.zone)}` })),
  );
}

/** What somebody who is no member sees: how to become one, nothing else. */
const closed = (account: string): View => {
  const { nodes } = refusalView(stranger(account));
  return view(words({ ja: "届け", en: "Todoke" }), ...nodes);
};

/** A person's own page, at that person's clearance. */
export const createHome = (desk: Desk): Home => ({
  opened: ({ platform, tenant, user }) =>
    desk.db.transaction(async (tx) => {
      // Anybody in the workspace may open the page; only the desk's people have one that changes.
      if ((await findMemberByAccount(tx, platform, tenant, user)) === undefined) return;
      await openHome(tx, { platform, tenant, account: user }, await databaseNow(tx));
    }),
  draw: ({ platform, tenant, user }, locale) =>
    desk.db.transaction(async (tx) => {
      const [now, settings, member] = await Promise.all([
        databaseNow(tx),
        readSettings(tx),
        findMemberByAccount(tx, platform, tenant, user),
      ]);
      if (member === undefined) return clear(closed(`${platform}:${tenant}:${user}`), theDesk, locale);
      const { keys, calendar, zone } = desk;
      const shown = await page({ tx, now, settings, keys, calendar, zone, actor: `member/${member.id}` }, member);
      return clear(shown, mayReadIdentity(member.roles) ? onePerson : theDesk, locale);
    }),
});

/** Draws one open page anew, on the platform where it is. A page that cannot be drawn there any more is forgotten. */
export async function refreshHome(desk: Desk, pages: ReadonlyMap<string, HomeDrawer>, key: HomeKey): Promise<void> {
  const isStopped = await desk.db.transaction(async (tx) => {
    const stops = await stopsOf(tx, [key.platform]);
    // Nothing is called there; the page is drawn when the stop may be over.
    if (stops.length > 0) await redrawHomes(tx, stopMinutes * 60, key);
    return stops.length > 0;
  });
  if (isStopped) return;
  const done = await pages.get(key.platform)?.(key.tenant, key.account);
  if (done === undefined || done.outcome === "sent") return;
  await desk.db.transaction(async (tx) => {
    if (done.outcome === "dead" && done.scope !== "platform") await closeHome(tx, key);
    else await redrawHomes(tx, done.outcome === "retry" ? done.after : pagePause, key);
  });
}
