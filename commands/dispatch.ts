import type { Tx } from "../db/client.ts";
import { referencesFrom } from "../db/queries/cases.ts";
import { deskRooms, findRoom } from "../db/queries/rooms.ts";
import { foldWidth } from "../src/domain/reference.ts";
import { hasOthers } from "../src/domain/rooms.ts";
import { everyone } from "../src/label.ts";
import { Refusal } from "../src/refusal.ts";
import type { View } from "../src/view.ts";
import { admit } from "./admit.ts";
import { admitSeat } from "./admit-seat.ts";
import type { Answer, AnyCommand, Args, Dispatch, Input, Invocation, Raw, Reached } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { commands } from "./index.ts";
import * as refuse from "./refusals.ts";
import { clear, refused } from "./refused.ts";
import { knownOutsiders, lookAt } from "./room/hold.ts";
import { type Reading, readLine, writeLine } from "./text.ts";
import { turnedAway } from "./turned-away.ts";
import { unknown } from "./unknown.ts";

/** Parses the typed strings by the command's own arguments. @throws Refusal that names the argument and what is allowed. */
export async function inputOf(tx: Tx, command: AnyCommand, raw: Raw, isDraft = false): Promise<Input<Args>> {
  const input: Record<string, unknown> = {};
  for (const [name, arg] of Object.entries(command.args)) {
    const typed = raw[name];
    if (typed === undefined || typed === "") {
      if (arg.required && !isDraft) throw refuse.missingArgument(command, name, arg);
      continue;
    }
    const parsed = arg.schema.safeParse(typed);
    if (parsed.success) {
      input[name] = parsed.data;
      continue;
    }
    const digits = /^#?(\d{3,7})$/.exec(foldWidth(typed))?.[1];
    // Which references exist is the desk's to know.
    if (arg.kind === "case" && digits !== undefined && command.by === undefined) {
      const found = await referencesFrom(tx, digits, 3);
      throw refuse.didYouMean(
        typed,
        (r) => `${command.name} ${r}`,
        found.map((r) => String(r).padStart(8, "0")),
      );
    }
    const key = /^([a-z-]{1,30})=/.exec(typed)?.[1];
    throw key === undefined || key in command.args
      ? refuse.invalidArgument(command, name, arg, typed)
      : refuse.unknownArgument(command, key);
  }
  return input;
}

/** UTF-16 units of one line: more than the longest argument of any command with everything before it. */
const longestLine = 8000;

/** @throws Refusal when no command has that name. */
export function readCommand(typed: string, implied?: string): Reading {
  const line = typed.trim() === "" ? "help" : typed;
  if (line.length > longestLine) throw refuse.tooLong(line.length, longestLine);
  const reading = readLine(line, commands, implied);
  if (reading !== undefined) return reading;
  throw unknown(line);
}

/** The arguments that were typed and filled in, by name. @throws Refusal for what is no argument of this command. */
function rawOf(inv: Invocation, command: AnyCommand, implied: string | undefined): Raw {
  const { raw: typed, left } = readCommand(inv.line, implied);
  if (left.length > 0) throw refuse.unexpectedArgument(command, left);
  const read = command.by === undefined ? command.form?.read : undefined;
  return { ...typed, ...(inv.options === undefined ? {} : (read?.(inv.options) ?? inv.options)) };
}

/** What a command's definition asks of the platforms, for somebody who may run it. Over the network, so in no transaction. */
async function look(desk: Desk, inv: Invocation, command: AnyCommand): Promise<Reached> {
  if (command.by !== undefined) return {};
  if (command.reach !== undefined) {
    const input = await desk.db.transaction(async (tx) => {
      const { implied } = await admit(desk, tx, inv, command, false);
      return await inputOf(tx, command, rawOf(inv, command, implied));
    });
    return await command.reach(desk, inv, input);
  }
  if (command.looks === undefined) return {};
  const rooms = await desk.db.transaction(async (tx) => {
    await admit(desk, tx, inv, command, false);
    return await deskRooms(tx);
  });
  const { place } = inv;
  if (command.looks === "surfaces") {
    const boundOn = (platform: string) => rooms.filter((r) => r.platform === platform).map((r) => r.channel);
    const all = [...desk.surfaces].map(([platform, s]) => s.examine(boundOn(platform)));
    return { findings: (await Promise.all(all)).flat() };
  }
  if (place.kind === "private") return {};
  return { facts: await desk.surfaces.get(place.platform)?.room(place.tenant, place.channel, "whole") };
}

/** Lets the asker in, or refuses; what is left to do is to run it with what was given. */
async function enter(desk: Desk, tx: Tx, inv: Invocation, command: AnyCommand, looked: Reached) {
  if (command.by === undefined) {
    const { ctx, ...rest } = await admit(desk, tx, inv, command, true);
    return { ...rest, go: (input: Input<Args>): Promise<View> => command.run({ ...ctx, ...looked }, input) };
  }
  const { ctx, ...rest } = await admitSeat(desk, tx, inv, command, true);
  return { ...rest, go: (input: Input<Args>): Promise<View> => command.run(ctx, input) };
}

async function run(desk: Desk, tx: Tx, inv: Invocation, command: AnyCommand, looked: Reached): Promise<Answer> {
  const { audience, repeated, implied, go } = await enter(desk, tx, inv, command, looked);
  const raw = rawOf(inv, command, implied);
  const input = await inputOf(tx, command, raw);
  const isRead = command.effects === "read";
  const shown = repeated ? refuse.repeated(command.name) : await go(input);
  const rendered = clear(shown, audience, inv.locale);
  return { ok: true, command: command.name, rendered, ...(isRead && { again: writeLine(command, raw) }) };
}

/**
 * Whether others read in the room where it was asked than may, as its platform says now; then the room is held. `desk`: nobody
 * else does; in a vendor's room, nobody but the vendor.
 */
export async function whoReadsNow(desk: Desk, { place }: Invocation): Promise<"desk" | "others" | "unknown"> {
  if (place.kind === "private") return "desk";
  const facts = await desk.surfaces.get(place.platform)?.room(place.tenant, place.channel, "quick");
  if (facts === undefined) return "unknown";
  const bound = await desk.db.transaction(async (tx) => {
    const room = await findRoom(tx, place);
    return room && (await knownOutsiders(tx, room));
  });
  if (!hasOthers(facts, bound)) return "desk";
  await lookAt(desk, place, "suspect");
  return "others";
}

/**
 * A private answer above public goes to a room only while its platform says that nobody else reads there. What was done
 * stays done.
 */
async function recheck(desk: Desk, inv: Invocation, answer: Answer): Promise<Answer> {
  if (answer.rendered.rank === "public") return answer;
  const readers = await whoReadsNow(desk, inv);
  if (readers === "desk") return answer;
  return { ok: false, code: "place.too-wide", rendered: clear(refuse.notShown(readers), everyone, inv.locale) };
}

/**
 * The one door in: find the command, name the actor, ask whether they may, parse, take the request's key, run in one
 * transaction, clear the answer for its reader. Whatever is thrown undoes everything and becomes an answer (refused.ts).
 */
export const createDispatch =
  (desk: Desk): Dispatch =>
  async (inv) => {
    let command: AnyCommand | undefined;
    try {
      ({ command } = readCommand(inv.line));
      const looked = await look(desk, inv, command);
      const asked = command;
      return await recheck(desk, inv, await desk.db.transaction((tx) => run(desk, tx, inv, asked, looked)));
    } catch (error) {
      const isTurnedAway = error instanceof Refusal && (error.code === "stranger" || error.code === "code.invalid");
      if (isTurnedAway) await turnedAway(desk, inv.principal, error.code);
      return refused(desk, inv, error, command);
    }
  };
