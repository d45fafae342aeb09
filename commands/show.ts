import type { StoredCase } from "../db/queries/cases.ts";
import { countLimit, nextDeadlines, type Page, pageSize } from "../db/queries/lists.ts";
import { capital } from "../src/characters.ts";
import { unseal } from "../src/crypto/keyring.ts";
import type { DeadlineKind } from "../src/domain/clock-rule.ts";
import { deadlineRules } from "../src/domain/clocks.ts";
import { impactWords } from "../src/domain/impact.ts";
import type { ReportKind } from "../src/domain/intake/kinds.ts";
import { stateOf } from "../src/domain/lifecycle/states.ts";
import { shortReference } from "../src/domain/reference.ts";
import { desk, type Labelled, open } from "../src/label.ts";
import type { Both } from "../src/locale.ts";
import { foreign, join, say, type Text, t, words } from "../src/text.ts";
import type { Mark, Node } from "../src/view.ts";
import { day, distance, moment } from "../src/when.ts";
import type { Act } from "./desk.ts";

export const kindWords: Readonly<Record<ReportKind, Both>> = {
  software: { ja: "ソフトウエア製品", en: "software" },
  website: { ja: "ウェブサイト", en: "website" },
  "own-product": { ja: "自社製品", en: "own product" },
};

export const ref = (c: { readonly reference: number }): Text<"public"> => foreign(open(shortReference(c.reference)));
export const digits = (c: { readonly reference: number }): string => shortReference(c.reference).slice(1);

/** The key of one case, to open its sealed columns with. */
export const caseKey = (act: Pick<Act, "keys">, c: { readonly key: Buffer; readonly reference: number }): Buffer =>
  act.keys.unwrap(c.key, `case/${digits(c)}`);

/** The desk's name for a case: product or site. */
export const titleOf = (act: Pick<Act, "keys">, c: StoredCase): Labelled<string, "desk"> =>
  desk(unseal(caseKey(act, c), "cases.title", c.title));

/** In lists a website is not named: lists are what one leaves open on a screen (experience.md). */
const listTitle = (act: Pick<Act, "keys">, c: StoredCase): Text<"public" | "desk"> =>
  c.kind === "website"
    ? words({ ja: "（サイト名はここでは非表示）", en: "(site hidden here)" })
    : foreign(titleOf(act, c));

const stateMark = (c: StoredCase, due: Date | undefined, now: Date): Mark => {
  if (c.closedAt !== null) return "done";
  if (c.state === "ASK") return "waiting";
  return due !== undefined && due.getTime() - now.getTime() < 24 * 3_600_000 ? "due" : "open";
};

const markWords: Readonly<Record<Mark, Both>> = {
  open: { ja: "対応中", en: "open" },
  waiting: { ja: "回答待ち", en: "waiting" },
  due: { ja: "期限間近", en: "due" },
  done: { ja: "終了", en: "done" },
};

export const deadlineWords = (kind: string): Text<"public"> => words(deadlineRules[kind as DeadlineKind].words);

/** The same at the head of a row: a label begins with a capital. */
export const deadlineHead = (kind: string): Text<"public"> => {
  const { ja, en } = deadlineRules[kind as DeadlineKind].words;
  return words({ ja, en: capital(en) });
};

interface AnyDeadline {
  readonly kind: string;
  readonly label: Buffer | null;
}

/** What a deadline is about: its kind's words, or what somebody wrote. */
export const aboutDeadline = (
  act: Pick<Act, "keys">,
  c: { readonly key: Buffer; readonly reference: number },
  d: AnyDeadline,
): Text<"public" | "desk"> =>
  d.label === null ? deadlineWords(d.kind) : foreign(desk(unseal(caseKey(act, c), "deadlines.label", d.label)));

/** "by Thu 3 Dec 2026 (7 business days)"; within a day of it the hour, too: "by Thu 3 Dec 2026 18:00 JST (in 5 h 50 min)". */
export function byDay(act: Act, due: Date): Text<"public"> {
  const away = distance(act.now, due);
  const hour = moment(due, act.zone);
  if (due <= act.now) return say({ ja: t`${hour} で期限切れ（${away}）`, en: t`was due ${hour} (${away})` });
  if (due.getTime() - act.now.getTime() < 24 * 3_600_000)
    return say({ ja: t`${hour} まで（${away}）`, en: t`by ${hour} (${away})` });
  const when = day(due, act.zone);
  // Beyond a year nobody counts business days, and neither do we.
  if (due.getTime() - act.now.getTime() > 366 * 86_400_000) return say({ ja: t`${when} まで`, en: t`by ${when}` });
  const left = act.calendar.businessDaysBetween(act.now, due);
  const days = words({ ja: "営業日", en: left === 1 ? "business day" : "business days" });
  return say({ ja: t`${when} まで（残り${open(left)}${days}）`, en: t`by ${when} (${open(left)} ${days})` });
}

/** One case on one line, to recognise it by. */
export const caseLine = (act: Pick<Act, "keys">, c: StoredCase): Text<"public" | "desk"> =>
  join<"public" | "desk">([ref(c), foreign(titleOf(act, c)), words(stateOf(c).words)], " · ");

/** Rows of a list: mark and its word, reference, kind, title, state, impact, next date. */
export async function caseRows(act: Act, rows: readonly StoredCase[]): Promise<Node<"public" | "desk">> {
  const due = await nextDeadlines(
    act.tx,
    rows.map((r) => r.id),
  );
  return {
    kind: "items",
    rows: rows.map((c) => {
      const next = due.get(c.id);
      const mark = stateMark(c, next?.dueAt, act.now);
      const parts: Text<"public" | "desk">[] = [
        ref(c),
        words(markWords[mark]),
        words(kindWords[c.kind]),
        listTitle(act, c),
        words(stateOf(c).words),
        ...(c.impact === null ? [] : [words(impactWords[c.impact])]),
        ...(next === undefined ? [] : [join([aboutDeadline(act, c, next), byDay(act, next.dueAt)], " ")]),
      ];
      return { mark, text: join(parts, " · ") };
    }),
  };
}

/** The first rows of a list, one press away. */
export const rowButtons = (rows: readonly StoredCase[], run: "report show" | "case show"): Node<"public"> => ({
  kind: "buttons",
  buttons: rows.slice(0, 5).map((c) => ({ label: ref(c), run: `${run} ${digits(c)}` })),
});

/** "25 of 112, oldest first" with the command for the next page. @param line the list's, or how it is written with a key. */
export function pageFooter(page: Page, line: string | ((key: string) => string), order: Both): Node<"public">[] {
  const last = page.rows.at(-1);
  const total = page.total > countLimit ? `${countLimit}+` : String(page.total);
  const count: Node<"public"> = {
    kind: "para",
    text: say({
      ja: t`${open(total)}件中${open(page.rows.length)}件を表示（${words(order)}）`,
      en: t`${open(page.rows.length)} of ${open(total)}, ${words(order)}`,
    }),
  };
  if (!page.more || last === undefined) return [count];
  const next = typeof line === "string" ? `${line} page=${pageKey(last)}` : line(pageKey(last));
  return [
    count,
    { kind: "next", commands: [next] },
    { kind: "buttons", buttons: [{ label: words({ ja: `次の${pageSize}件`, en: `Next ${pageSize}` }), run: next }] },
  ];
}

/** Where a page ended, as a word that one can type: urgency, time of receipt, row. It names no case. */
const pageKey = (c: StoredCase): string => `${c.urgency}-${c.receivedAt.getTime().toString(36)}-${c.id.toString(36)}`;
export const pageKeyShape = /^\d-[0-9a-z]{1,8}-[0-9a-z]{1,10}$/;

export function readPageKey(word: string | undefined) {
  if (word === undefined) return undefined;
  const [urgency = "1", at = "0", id = "0"] = word.split("-");
  return {
    urgency: Number(urgency),
    receivedAt: new Date(Number.parseInt(at, 36)),
    id: Number.parseInt(id, 36),
  };
}
