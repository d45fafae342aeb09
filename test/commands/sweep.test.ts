import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer, AnyCommand, Invocation, Place, Principal } from "../../commands/contract.ts";
import type { Desk } from "../../commands/desk.ts";
import { createDispatch } from "../../commands/dispatch.ts";
import { createForms } from "../../commands/forms.ts";
import { commands } from "../../commands/index.ts";
import { example } from "../../commands/refusals.ts";
import { toVendorKeys } from "../../src/domain/intake/tellable.ts";
import { defaultSettings } from "../../src/domain/settings.ts";
import { locales } from "../../src/locale.ts";
import { textOf } from "../support/desk.ts";
import { actors, places, reads, type State, states, type TableStates, tableStates } from "../support/table-states.ts";

let s: TableStates;
beforeAll(async () => {
  s = await tableStates();
}, 120_000);
afterAll(() => s.t.database.close());

const seat = commands.filter((c) => c.by !== undefined);
const desk = commands.filter((c) => c.by === undefined);
/** What a vendor cannot say or set: no next step of theirs. */
const deskOnly = [...desk.map((c) => c.name).filter((name) => name.includes(" ")), ...Object.keys(defaultSettings)];
/** Places enough for those who are let in nowhere. */
const some = ["private", "desk", "hoshi", "hoshi, with a stranger"];
const size = { calls: 0, bytes: 0 };

class Undo extends Error {
  readonly answers: readonly unknown[];
  constructor(answers: readonly unknown[]) {
    super("undone on purpose");
    this.answers = answers;
  }
}

/** Everything that somebody gets for a line: its answer, its form, and what is suggested; whatever it did is undone. */
async function heard(inv: Invocation, command: AnyCommand): Promise<{ answer: Answer; text: string }> {
  const undone = await s.t.desk.db
    .transaction(async (tx) => {
      // A transaction opens others within it, as the pool does.
      const inside = { ...s.t.desk, db: tx as unknown as Desk["db"] };
      const forms = createForms(inside);
      const bare = command.name + (inv.line.match(/ \d{8}/)?.[0] ?? "");
      const form = await forms.open({ ...inv, line: bare });
      const suggested = [];
      for (const name of Object.keys(command.args))
        suggested.push(await forms.suggest({ ...inv, line: bare }, name, ""));
      throw new Undo([await createDispatch(inside)(inv), form, suggested]);
    })
    .catch((error: unknown) => {
      if (error instanceof Undo) return error.answers;
      throw error;
    });
  const text = JSON.stringify(undone);
  size.calls += 1;
  size.bytes += text.length;
  return { answer: undone[0] as Answer, text };
}

const lineOf = (command: AnyCommand, ref: string): string => example(command).replaceAll("48213377", ref);
const localeAt = (i: number) => locales[i % locales.length] ?? "en";
const seenIn = (text: string): string[] => s.canaries.found(text);

/** What Hoshi may find in a case: its own words, and the listed details where it agreed. */
function mayFind(found: string, state: State): boolean {
  const name = found.replace(/ in .*$/, "");
  if (["hoshi.question", "hoshi.statement"].includes(name)) return true;
  if (state === "website") return name === "hoshi.from-desk";
  if (!reads.has(state)) return false;
  return (
    ["hoshi.from-desk", "vulnerability.title"].includes(name) || toVendorKeys.some((key) => name === `software.${key}`)
  );
}

test("a vendor's verb, by everybody, everywhere, at every stage of consent", async () => {
  const found = new Set<string>();
  let i = 0;
  for (const [who, principal] of Object.entries(actors))
    for (const [where, place] of Object.entries(places).filter(([p]) => who.startsWith("hoshi") || some.includes(p)))
      for (const state of states)
        for (const command of seat) {
          i += 1;
          const inv = { principal, place, locale: localeAt(i), line: lineOf(command, s.refs[state]) };
          const { answer, text } = await heard(inv, command);
          const isTheirs = who.startsWith("hoshi") && ["private", "hoshi", "group"].includes(where);
          if (!answer.ok && isTheirs) {
            const says = textOf(answer);
            expect(
              deskOnly.filter((name) => says.includes(name)),
              `${where}, ${state}: ${inv.line}: ${says}`,
            ).toEqual([]);
          }
          for (const name of seenIn(text)) {
            expect(isTheirs && mayFind(name, state), `${who} in ${where}, ${state}: ${inv.line} shows ${name}`).toBe(
              true,
            );
            found.add(name);
          }
        }
  // The sweep looks where there is something to see.
  expect([...found]).toEqual(
    expect.arrayContaining(["software.product_name", "software.steps", "vulnerability.title", "hoshi.from-desk"]),
  );
}, 300_000);

test("a desk's verb, by whoever is not of the desk, everywhere: one answer, and nothing in it", async () => {
  const answers = new Set<string>();
  // Whether somebody is let in does not depend on the place: each verb is tried in four of them, by four who are somebody and nobody.
  const who4 = ["hoshi", "hoshi, by its page", "foreign tenant, same id", "taken off"];
  for (const [who, principal] of Object.entries(actors).filter(([name]) => who4.includes(name)))
    for (const [where, place] of Object.entries(places).filter(([name]) => some.includes(name)))
      for (const [i, command] of desk.entries()) {
        const inv = { principal, place, locale: localeAt(i), line: lineOf(command, s.refs.signatory) };
        const { answer, text } = await heard(inv, command);
        expect(seenIn(text), `${who} in ${where}: ${inv.line}`).toEqual([]);
        if (!answer.ok) answers.add(answer.code);
        else expect(answer.rendered.rank).toBe("public");
      }
  expect([...answers].sort()).toEqual(["stranger"]);
}, 300_000);

test("a desk's verb, by the desk, in a room where others read: nothing of any case, vendor or finder", async () => {
  const member = (user: string): Principal => ({ platform: "console", tenant: "local", user });
  const wide: readonly (readonly [string, Place])[] = Object.entries(places).filter(
    ([name]) => !["private", "desk"].includes(name),
  );
  for (const user of ["hana", "ana"])
    for (const [where, place] of wide)
      for (const [i, command] of desk.entries()) {
        const ref = s.refs[i % 2 === 0 ? "signatory" : "website"];
        const inv = { principal: member(user), place, locale: localeAt(i), line: lineOf(command, ref) };
        const { text } = await heard(inv, command);
        expect(seenIn(text), `${user} in ${where}: ${inv.line}`).toEqual([]);
      }
}, 300_000);

test("what waits to be sent to a vendor's room shows nothing of the report, of the desk's words, or of anybody else", async () => {
  const rows =
    await s.t.database.owner()`select destination, kind, params from notices where destination like '%HOSHI%'`;
  expect(rows.length).toBeGreaterThan(states.length);
  expect(seenIn(JSON.stringify(rows))).toEqual([]);
  const { parseDestination } = await import("../../commands/destinations.ts");
  const { prepare } = await import("../../commands/parcels.ts");
  let sent = 0;
  for (const room of ["CHOSHI", "CTSUKI", "CWIDE"])
    for (;;) {
      const to = parseDestination(`slack/T1/room/${room}`);
      const next = await s.t.desk.db.transaction((tx) => prepare(s.t.desk, tx, { to, locale: "en" }));
      if (next.kind !== "send" && next.kind !== "outdated") break;
      if (next.kind === "send") {
        const text = JSON.stringify(next.rendered);
        expect(seenIn(text), text).toEqual([]);
        size.bytes += text.length;
        sent += 1;
      }
      const id = next.notice.id;
      await s.t.database.owner()`update notices set state = 'sent', done_at = now(), ref = ${`m${id}`} where id = ${id}`;
    }
  expect(sent).toBeGreaterThan(states.length);
  process.stdout.write(
    `canary sweep: ${seat.length} + ${desk.length} verbs, ${Object.keys(actors).length} outsiders, ${Object.keys(places).length} places, ${states.length} stages: ${size.calls} calls, ${sent} notices, ${(size.bytes / 1e6).toFixed(1)} MB, 0 canaries where none may be\n`,
  );
}, 60_000);
