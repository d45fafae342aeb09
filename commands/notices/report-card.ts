import { lastOf } from "../../db/queries/audit.ts";
import type { StoredCase } from "../../db/queries/cases.ts";
import { deadlinesOfCase } from "../../db/queries/deadlines.ts";
import { namesOf } from "../../db/queries/members.ts";
import { impactWords } from "../../src/domain/impact.ts";
import { type CaseState, stateOf } from "../../src/domain/lifecycle/states.ts";
import { open } from "../../src/label.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";
import { type Button, type View, view } from "../../src/view.ts";
import { moment } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { byDay, deadlineHead, digits, kindWords, ref } from "../show.ts";

const decisions = ["report.accepted", "report.declined"];
const actions = {
  take: { label: words({ ja: "担当する", en: "Take" }), run: "case take", style: "primary" },
  read: { label: words({ ja: "自分だけで読む", en: "Open privately" }), run: "report show" },
  accept: { label: words({ ja: "受理…", en: "Accept…" }), run: "report accept" },
  decline: { label: words({ ja: "不受理…", en: "Decline…" }), run: "report decline" },
  show: { label: words({ ja: "自分だけで開く", en: "Open privately" }), run: "case show" },
  score: { label: words({ ja: "評価…", en: "Score…" }), run: "score cvss" },
} as const satisfies Record<string, Button>;

/** State → what one can do next from the card. */
const offers: Readonly<Partial<Record<CaseState, readonly (keyof typeof actions)[]>>> = {
  RCV: ["take", "read", "accept", "decline"],
  CHK: ["take", "read", "accept", "decline"],
  ASK: ["take", "read"],
  ACC: ["take", "show", "score"],
  REJ: ["read"],
};
/** In every later state. */
const handling = ["take", "show"] as const;

const cardButtons = (c: StoredCase): Button[] =>
  (offers[c.state] ?? handling)
    .filter((name) => name !== "take" || (c.assigneeId === null && c.closedAt === null))
    .map((name) => ({ ...actions[name], run: `${actions[name].run} ${digits(c)}` }));

/** "accepted by Hana, Fri 20 Nov 2026 14:05 JST", or the state alone. */
async function stateText(act: Act, c: StoredCase): Promise<Text<"public">> {
  const state = words(stateOf(c).words);
  const last = c.state === "ACC" || c.state === "REJ" ? await lastOf(act.tx, c.id, decisions) : undefined;
  if (last === undefined) return state;
  const id = Number(/^member\/(\d+)$/.exec(last.actor)?.[1]);
  const who = open((await namesOf(act.tx, Number.isNaN(id) ? [] : [id])).get(id) ?? "?");
  const when = moment(last.at, act.zone);
  return say({ ja: t`${state}（${who}、${when}）`, en: t`${state} by ${who}, ${when}` });
}

/**
 * A report as the desk room sees it, from its receipt on: edited in place as the case moves. Reference, kind, state, who has
 * it, clocks. Never the product, the site or the finder.
 */
export async function reportCard(act: Act, c: StoredCase): Promise<View<"public">> {
  const [clocks, names, state] = await Promise.all([
    deadlinesOfCase(act.tx, c.id),
    namesOf(act.tx, c.assigneeId === null ? [] : [c.assigneeId]),
    stateText(act, c),
  ]);
  const d = digits(c);
  const title =
    c.state === "RCV"
      ? say({ ja: t`新しい届出 ${ref(c)}`, en: t`New report ${ref(c)}` })
      : say({
          ja: t`${ref(c)} · ${words(stateOf(c).words)}`,
          en: t`${ref(c)} · ${words(stateOf(c).words)}`,
        });
  return view(
    title,
    { kind: "heading", text: title },
    {
      kind: "fields",
      rows: [
        [words({ ja: "種類", en: "Kind" }), words(kindWords[c.kind])],
        [words({ ja: "受付", en: "Received" }), moment(c.receivedAt, act.zone)],
        [words({ ja: "状態", en: "State" }), state],
        ...(c.assigneeId === null
          ? []
          : [[words({ ja: "担当", en: "Assignee" }), foreign(open(names.get(c.assigneeId) ?? "?"))] as const]),
        ...(c.impact === null ? [] : [[words({ ja: "影響度", en: "Impact" }), words(impactWords[c.impact])] as const]),
        ...clocks.map((x) => [deadlineHead(x.kind), byDay(act, x.dueAt)] as const),
      ],
    },
    { kind: "buttons", buttons: cardButtons(c) },
    { kind: "next", commands: [c.state === "ACC" ? `case show ${d}` : `report show ${d}`] },
  );
}
