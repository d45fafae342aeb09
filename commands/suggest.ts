import { casesByReference, referencesFrom, type StoredCase } from "../db/queries/cases.ts";
import { openDeadlines } from "../db/queries/deadline-lists.ts";
import { readGrounds } from "../db/queries/grounds.ts";
import { casesOf, findCases, openCases, reportsToJudge } from "../db/queries/lists.ts";
import { listMembers } from "../db/queries/members.ts";
import { seatsOf } from "../db/queries/seats.ts";
import { findWeaknesses, parseCwe } from "../src/domain/cwe/find.ts";
import { detailOf } from "../src/domain/grounds.ts";
import { foldWidth, shortReference } from "../src/domain/reference.ts";
import { defaultSettings } from "../src/domain/settings.ts";
import { open, ranks } from "../src/label.ts";
import { plain, renderLine } from "../src/render.ts";
import { queryWords } from "../src/search.ts";
import { foreign, join } from "../src/text.ts";
import { type Admitted, admit } from "./admit.ts";
import { admitSeat } from "./admit-seat.ts";
import type { Command, Ctx, Invocation, SeatCommand, Suggestion } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { readCommand, whoReadsNow } from "./dispatch.ts";
import { mayRun } from "./policy.ts";
import { refused } from "./refused.ts";
import { aboutDeadline, byDay, caseLine, ref } from "./show.ts";
import { matchingVendors, nameOfVendor } from "./vendor/one.ts";

/** What Slack and Discord take at most. */
const most = 25;
/** Deadlines among which one is looked for: nobody picks a far one from a list. */
const looked = 200;

/** Before anything is typed: one's own first, then what the command's noun is about. */
async function nearby(ctx: Ctx, command: Command): Promise<readonly StoredCase[]> {
  const queue = command.name.startsWith("report ") ? reportsToJudge : openCases;
  const [mine, others] = await Promise.all([casesOf(ctx.tx, ctx.member.id), queue(ctx.tx)]);
  return [...new Map([...mine.rows, ...others.rows].map((c) => [c.id, c])).values()];
}

async function matching(ctx: Ctx, command: Command, query: string): Promise<readonly StoredCase[]> {
  const digits = /^(?:tdk)?#?(\d{1,8})$/i.exec(foldWidth(query).trim())?.[1];
  if (digits !== undefined) return await casesByReference(ctx.tx, await referencesFrom(ctx.tx, digits, most));
  const hashes = [...queryWords(query)].map((w) => ctx.keys.blind(w));
  return hashes.length === 0 ? await nearby(ctx, command) : (await findCases(ctx.tx, hashes)).rows;
}

async function suggestCases({ ctx, audience }: Admitted, query: string, command: Command): Promise<Suggestion[]> {
  const named = ranks.indexOf(audience.rank) >= ranks.indexOf("desk");
  const found = (await matching(ctx, command, query)).slice(0, most);
  return found.map((c) => ({
    value: shortReference(c.reference).slice(1),
    label: plain(renderLine(named ? caseLine(ctx, c) : ref(c), audience, ctx.locale)),
  }));
}

const startsWith = (text: string, query: string): boolean => text.toLowerCase().includes(query.trim().toLowerCase());

/** Members by handle or name. */
async function suggestMembers({ ctx }: Admitted, query: string): Promise<Suggestion[]> {
  const found = (await listMembers(ctx.tx)).filter((m) => startsWith(`${m.handle} ${m.name}`, query));
  return found.slice(0, most).map((m) => ({ value: m.handle, label: `${m.name} (${m.handle})` }));
}

/** Open deadlines, the nearest first, by the reference or the kind's name. */
async function suggestDeadlines({ ctx, audience }: Admitted, query: string): Promise<Suggestion[]> {
  const isFor = ranks.indexOf(audience.rank) >= ranks.indexOf("desk");
  const found = isFor ? await openDeadlines(ctx.tx, looked) : [];
  const entries = found.map(({ deadline, reference, key }) => ({
    value: String(deadline.id),
    label: plain(
      renderLine(
        join<"public" | "desk">(
          [ref({ reference }), aboutDeadline(ctx, { key, reference }, deadline), byDay(ctx, deadline.dueAt)],
          " · ",
        ),
        audience,
        ctx.locale,
      ),
    ),
  }));
  return entries.filter((e) => startsWith(e.label, query)).slice(0, most);
}

/** Grounds in use, by their codes and names; for a decline those of declining. */
async function suggestGrounds({ ctx }: Admitted, query: string, command: Command): Promise<Suggestion[]> {
  const isDecline = command.name === "report decline";
  const entries = [...(await readGrounds(ctx.tx)).values()]
    .filter((g) => (isDecline ? g.active && detailOf(g.code) !== undefined : true))
    .map((g) => ({ value: g.code, label: `${g.code} ${g.words[ctx.locale]}` }));
  return entries.filter((e) => startsWith(e.label, query)).slice(0, most);
}

/** Weaknesses by number, name or keyword, in either language; several with commas: the last is looked for. */
async function suggestWeaknesses({ ctx }: Admitted, query: string): Promise<Suggestion[]> {
  const begun = query.split(/[,、]/);
  const before = begun.slice(0, -1).flatMap((typed) => parseCwe(typed) ?? []);
  const found = findWeaknesses(begun.at(-1) ?? "").filter((w) => !before.includes(w.id));
  return found.slice(0, most).map(({ id, name }) => {
    const value = [...before, id].map((n) => `CWE-${n}`).join(",");
    return { value, label: `${value} ${name[ctx.locale]}` };
  });
}

/** Vendors by number or by words of what they are found by, for those who may see the directory at all. */
async function suggestVendors({ ctx, audience }: Admitted, query: string): Promise<Suggestion[]> {
  if (!mayRun("vendor list", ctx.member.roles) || ranks.indexOf(audience.rank) < ranks.indexOf("desk")) return [];
  return (await matchingVendors(ctx, query, most)).map((v) => ({
    value: String(v.id),
    label: plain(
      renderLine(
        join<"public" | "desk">([foreign(open(v.id)), foreign(nameOfVendor(ctx, v))], " "),
        audience,
        ctx.locale,
      ),
    ),
  }));
}

/** Settings by name or by what they are for: more than a list of choices holds. */
async function suggestSettings({ ctx }: Admitted, query: string): Promise<Suggestion[]> {
  const entries = Object.entries(defaultSettings).map(([value, { summary }]) => ({
    value,
    label: `${value} ${summary[ctx.locale]}`,
  }));
  return entries.filter((e) => startsWith(e.label, query)).slice(0, most);
}

type Find = (admitted: Admitted, query: string, command: Command) => Promise<Suggestion[]>;
const finders: Readonly<Partial<Record<string, Find>>> = {
  case: suggestCases,
  handle: suggestMembers,
  deadline: suggestDeadlines,
  ground: suggestGrounds,
  cwe: suggestWeaknesses,
  vendor: suggestVendors,
  setting: suggestSettings,
};

/** A vendor's own cases, by their references. */
async function suggestSeats(desk: Desk, inv: Invocation, command: SeatCommand, name: string, query: string) {
  if (command.args[name]?.kind !== "case" || (await whoReadsNow(desk, inv)) !== "desk") return [];
  return await desk.db.transaction(async (tx) => {
    const { ctx } = await admitSeat(desk, tx, inv, command, false);
    const all = ctx.seat === undefined ? [] : await seatsOf(tx, ctx.seat.vendorId, looked);
    const values = all.map(({ c }) => shortReference(c.reference).slice(1));
    return values
      .filter((v) => v.includes(foldWidth(query).replace(/\D/g, "")))
      .slice(0, most)
      .map((value) => ({ value, label: `#${value}` }));
  });
}

/** What fits a field of a command's form. Nothing for a stranger, a command they may not run, or a place too wide for it. */
export async function suggest(desk: Desk, inv: Invocation, name: string, query: string): Promise<Suggestion[]> {
  try {
    const { command } = readCommand(inv.line);
    if (command.by !== undefined) return await suggestSeats(desk, inv, command, name, query);
    const find = finders[command.args[name]?.kind ?? "text"];
    if (find === undefined || (await whoReadsNow(desk, inv)) !== "desk") return [];
    return await desk.db.transaction(async (tx) =>
      find(await admit(desk, tx, inv, command, false), query.slice(0, 200), command),
    );
  } catch (error) {
    refused(desk, inv, error); // logged when it is a fault of ours; a list has no room for words
    return [];
  }
}
