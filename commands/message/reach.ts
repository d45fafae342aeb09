import type { StoredCase } from "../../db/queries/cases.ts";
import { partiesOf, type StoredParty } from "../../db/queries/parties.ts";
import { vendorsWithPeople, vendorsWithRoom } from "../../db/queries/seats.ts";
import { consentAt } from "../../src/domain/embargo/consent.ts";
import { type Given, givenTo, type Standing } from "../../src/domain/standing.ts";
import type { Ctx } from "../contract.ts";
import { standingsOf } from "../party/standings.ts";

/** Instead of words: the invitation's card once more. */
export const card = Symbol("card");

export type Words = string | typeof card;

/** Whom a text to several reaches, and how. */
export interface Reach {
  readonly to: readonly StoredParty[];
  /** Those of them whose room hears it; the others read it on their page. */
  readonly inRoom: ReadonlySet<number>;
  /** Those of them who have neither a room nor anybody with an account: nobody reads it. */
  readonly unread: ReadonlySet<number>;
  readonly all: readonly StoredParty[];
  /** Those of them who get their card in place of words, which they could not read. */
  readonly byCard: ReadonlySet<number>;
  /** In the class, but not of the directory or not invited: nothing of ours reaches them. */
  readonly beyond: number;
  /** In the class, and said no since: left out. */
  readonly declined: number;
}

/** @param standing only those who stand here; undefined: every invited vendor who has not declined. */
export async function reachOf(ctx: Ctx, c: StoredCase, standing: Standing | undefined): Promise<Reach> {
  const all = await partiesOf(ctx.tx, c.id);
  const stands = await standingsOf(ctx, c.id, all);
  const meant = all.filter((p) =>
    standing === undefined ? consentAt(p, ctx.now) !== "declined" : stands.get(p.id)?.standing === standing,
  );
  const given = (p: StoredParty): Given =>
    standing === undefined ? "words" : givenTo(standing, consentAt(p, ctx.now));
  const asked = meant.filter((p) => given(p) !== "nothing");
  const to = asked.filter((p) => p.vendorId !== null && p.invitedAt !== null);
  const byCard = new Set(to.filter((p) => given(p) === "card").map((p) => p.id));
  const ids = to.flatMap((p) => p.vendorId ?? []);
  const [withRoom, withPeople] = [await vendorsWithRoom(ctx.tx, ids), await vendorsWithPeople(ctx.tx, ids)];
  const unread = new Set(
    to.filter((p) => !withRoom.has(p.vendorId ?? 0) && !withPeople.has(p.vendorId ?? 0)).map((p) => p.id),
  );
  const inRoom = new Set(to.filter((p) => p.vendorId !== null && withRoom.has(p.vendorId)).map((p) => p.id));
  return { to, inRoom, unread, byCard, all, beyond: asked.length - to.length, declined: meant.length - asked.length };
}

/** Whether pressing the button would do nothing: a card goes to rooms alone, and words are kept only for who may read them. */
export const isNothing = ({ to, inRoom, byCard }: Reach, text: Words): boolean =>
  inRoom.size === 0 && (text === card || byCard.size === to.length);

/** Of who gets what, and how: somebody else, a card in place of words, or a room that is no more, and it is shown anew. */
export const proofOf = (ctx: Ctx, draft: number, { to, byCard, inRoom, unread }: Reach): string => {
  const flags = (id: number) =>
    [byCard.has(id) ? " card" : "", inRoom.has(id) ? " room" : "", unread.has(id) ? " unread" : ""].join("");
  const gets = to.map((p) => `${p.id}${flags(p.id)}`).join(" ");
  return ctx.keys.request(`several ${draft} ${ctx.member.id} ${gets}`).slice(0, 16);
};
