import type { Tx } from "../db/client.ts";
import { caseUnder } from "../db/queries/cards.ts";
import { databaseNow, readSettings, takeRequest } from "../db/queries/desk.ts";
import { findMemberByAccount } from "../db/queries/members.ts";
import { findRoom } from "../db/queries/rooms.ts";
import { shortReference } from "../src/domain/reference.ts";
import { roleWords } from "../src/domain/roles.ts";
import { audienceOfRoom } from "../src/domain/rooms.ts";
import { type Audience, everyone, onePerson, type Rank, ranks, theDesk } from "../src/label.ts";
import type { AnyCommand, Command, Ctx, Invocation, Member } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { mayReadIdentity, mayRun, policy } from "./policy.ts";
import * as refuse from "./refusals.ts";

/** Somebody who may run this command here. */
export interface Admitted {
  readonly ctx: Ctx;
  /** Who reads the answer. */
  readonly audience: Audience;
  /** The same request took effect before. */
  readonly repeated: boolean;
  /** Reference of the case whose thread this is, as people type it. */
  readonly implied: string | undefined;
}

/** What this person may be shown in this place. A room that nobody bound is public. */
function audienceOf(inv: Invocation, member: Member, room: Awaited<ReturnType<typeof findRoom>>): Audience {
  const alone = mayReadIdentity(member.roles) ? onePerson : theDesk;
  if (inv.place.kind === "private") return alone;
  // Answers are ephemeral, so in the desk's room only the asker reads; elsewhere a screen may be shared with outsiders.
  return audienceOfRoom(room).rank === "desk" ? alone : everyone;
}

/** The case of the card under which it was said. */
async function impliedCase(tx: Tx, { place, principal }: Invocation): Promise<string | undefined> {
  if (place.thread === undefined) return undefined;
  const { platform, tenant } = place.kind === "room" ? place : principal;
  const reference = await caseUnder(tx, platform, tenant, place.thread);
  return reference === undefined ? undefined : shortReference(reference).slice(1);
}

/** A command may show personal data, but shows only what its reader may see; below the desk there is nothing to show. */
const needs = (max: Rank): Rank => (max === "personal" ? "desk" : max);

/**
 * What is known of whoever comes to any door, in one round trip: the driver sends all of it without waiting.
 * @param take whether the request's key is taken: then this is the one time that it takes effect. A refusal gives it back.
 */
export async function arrive(desk: Desk, tx: Tx, inv: Invocation, command: AnyCommand, take: boolean) {
  const { platform, tenant, user } = inv.principal;
  const [now, settings, member, room, implied, isNew] = await Promise.all([
    databaseNow(tx),
    readSettings(tx),
    findMemberByAccount(tx, platform, tenant, user),
    inv.place.kind === "private" ? undefined : findRoom(tx, inv.place),
    impliedCase(tx, inv),
    !take || command.effects === "read" || inv.key === undefined || takeRequest(tx, desk.keys.request(inv.key)),
  ]);
  return { now, settings, member, room, implied, repeated: !isNew };
}

/**
 * Names the actor and asks whether they may run this command in this place.
 * @param take whether the request's key is taken: then this is the one time that it takes effect.
 * @throws Refusal `stranger`, `not-allowed` or `place.too-wide`.
 */
export async function admit(desk: Desk, tx: Tx, inv: Invocation, command: Command, take: boolean): Promise<Admitted> {
  const { platform, tenant, user } = inv.principal;
  const { now, settings, member, room, implied, repeated } = await arrive(desk, tx, inv, command, take);
  if (member === undefined) throw refuse.stranger(`${platform}:${tenant}:${user}`);
  if (!mayRun(command.name, member.roles)) {
    throw refuse.notAllowed(
      command.name,
      (policy[command.name] ?? []).map((r) => roleWords[r]),
    );
  }
  const audience = audienceOf(inv, member, room);
  if (ranks.indexOf(needs(command.max)) > ranks.indexOf(audience.rank)) throw refuse.placeTooWide(command.name);
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
  return { ctx, audience, repeated, implied };
}
