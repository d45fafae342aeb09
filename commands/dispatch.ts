import { randomBytes } from "node:crypto";
import type { Tx } from "../db/client.ts";
import { referencesFrom } from "../db/queries/cases.ts";
import { databaseNow, readSettings, takeRequest } from "../db/queries/desk.ts";
import { findMemberByAccount } from "../db/queries/members.ts";
import { findRoom } from "../db/queries/rooms.ts";
import { foldWidth } from "../src/domain/reference.ts";
import { roleWords } from "../src/domain/roles.ts";
import { type Audience, everyone, onePerson, type Rank, ranks, theDesk } from "../src/label.ts";
import { Refusal } from "../src/refusal.ts";
import { LeakError, render } from "../src/render.ts";
import type { View } from "../src/view.ts";
import type { Answer, Args, Command, Ctx, Dispatch, Input, Invocation, Member } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { commands } from "./index.ts";
import { mayReadIdentity, mayRun, policy } from "./policy.ts";
import * as refuse from "./refusals.ts";
import { nearest, readLine } from "./text.ts";

/** `render` checks each part at run time against the audience; a view from the registry has lost its static rank. */
const clear = (v: View<Rank>, audience: Audience, locale: Invocation["locale"]) =>
  render(v as View, audience as Audience<"personal">, locale);

/** What this person may be shown in this place. A room that nobody bound is public. */
function audienceOf(inv: Invocation, member: Member, room: Awaited<ReturnType<typeof findRoom>>): Audience {
  const alone = mayReadIdentity(member.roles) ? onePerson : theDesk;
  if (inv.place.kind === "private") return alone;
  // Answers are ephemeral, so in the desk's room only the asker reads; elsewhere a screen may be shared with outsiders.
  return room?.audience === "desk" ? alone : everyone;
}

/** Parses the typed strings by the command's own arguments. @throws Refusal that names the argument and what is allowed. */
async function inputOf(tx: Tx, command: Command, raw: Readonly<Record<string, string>>): Promise<Input<Args>> {
  const input: Record<string, unknown> = {};
  for (const [name, arg] of Object.entries(command.args)) {
    const typed = raw[name];
    if (typed === undefined || typed === "") {
      if (arg.required) throw refuse.missingArgument(command, name, arg);
      continue;
    }
    const parsed = arg.schema.safeParse(typed);
    if (parsed.success) {
      input[name] = parsed.data;
      continue;
    }
    const digits = /^#?(\d{3,7})$/.exec(foldWidth(typed))?.[1];
    if (arg.kind === "case" && digits !== undefined) {
      const found = await referencesFrom(tx, digits, 3);
      throw refuse.didYouMean(
        typed,
        (r) => `${command.name} ${r}`,
        found.map((r) => String(r).padStart(8, "0")),
      );
    }
    throw refuse.invalidArgument(command, name, arg, typed);
  }
  return input;
}

/** UTF-16 units of one line: more than the longest argument of any command with everything before it. */
const longestLine = 8000;

const answerNo = (r: Refusal, audience: Audience, inv: Invocation): Answer => ({
  ok: false,
  code: r.code,
  rendered: clear(refuse.refusalView(r), audience, inv.locale),
});

async function run(
  desk: Desk,
  tx: Tx,
  inv: Invocation,
  reading: { command: Command; raw: Record<string, string>; left: readonly string[] },
): Promise<Answer> {
  const { command, raw, left } = reading;
  const { platform, tenant, user } = inv.principal;
  // One round trip for all five: the driver sends them without waiting. A refusal gives the key back with all the rest.
  const [now, settings, member, room, isNew] = await Promise.all([
    databaseNow(tx),
    readSettings(tx),
    findMemberByAccount(tx, platform, tenant, user),
    inv.place.kind === "private" ? undefined : findRoom(tx, inv.place),
    command.effects === "read" || inv.key === undefined || takeRequest(tx, desk.keys.request(inv.key)),
  ]);
  if (member === undefined) throw refuse.stranger(`${platform}:${tenant}:${user}`);
  if (!mayRun(command.name, member.roles)) {
    throw refuse.notAllowed(
      command.name,
      (policy[command.name] ?? []).map((r) => roleWords[r]),
    );
  }
  const audience = audienceOf(inv, member, room);
  // A command that may show personal data shows what its reader may see; below the desk there is nothing to show.
  const needs = command.max === "personal" ? "desk" : command.max;
  if (ranks.indexOf(needs) > ranks.indexOf(audience.rank)) throw refuse.placeTooWide(command.name);
  if (left.length > 0) throw refuse.unexpectedArgument(command, left);
  const input = await inputOf(tx, command, raw);
  if (!isNew) {
    return { ok: true, command: command.name, rendered: clear(refuse.repeated(command.name), audience, inv.locale) };
  }
  const ctx: Ctx = {
    tx,
    now,
    settings,
    member,
    desk,
    actor: `member/${member.id}`,
    principal: inv.principal,
    place: inv.place,
    locale: inv.locale,
    keys: desk.keys,
    zone: desk.zone,
    calendar: desk.calendar,
  };
  const shown = await command.run(ctx, input);
  return { ok: true, command: command.name, rendered: clear(shown, audience, inv.locale) };
}

/**
 * The one door in: find the command, name the actor, ask whether they may, parse, take the request's key, run in one
 * transaction, clear the answer for its reader. A `Refusal` becomes an answer and undoes everything; anything else thrown is
 * a bug: logged under a number, shown as that number.
 */
export const createDispatch =
  (desk: Desk): Dispatch =>
  async (inv) => {
    try {
      const line = inv.line.trim() === "" ? "help" : inv.line;
      if (line.length > longestLine) throw refuse.tooLong(line.length, longestLine);
      const reading = readLine(line, commands);
      if (reading === undefined) {
        const typed = [...line.trim()].slice(0, 40).join("");
        throw refuse.unknownCommand(
          typed,
          nearest(
            line,
            commands.map((c) => c.name),
          ),
        );
      }
      const raw = { ...reading.raw, ...inv.options };
      return await desk.db.transaction((tx) => run(desk, tx, inv, { ...reading, raw }));
    } catch (error) {
      if (error instanceof Refusal) {
        // A refusal may name a person or a case; where that is too much, its place is refused instead.
        try {
          return answerNo(error, inv.place.kind === "private" ? theDesk : everyone, inv);
        } catch (leak) {
          if (!(leak instanceof LeakError)) throw leak;
          return answerNo(refuse.placeTooWide(inv.line.split(" ").slice(0, 2).join(" ")), everyone, inv);
        }
      }
      const id = randomBytes(4).toString("hex");
      desk.log.error({ id, err: error, platform: inv.principal.platform }, "a command failed");
      return { ok: false, code: "bug", rendered: clear(refuse.broken(id), everyone, inv.locale) };
    }
  };
