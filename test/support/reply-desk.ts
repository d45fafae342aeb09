import { expect } from "vitest";
import type { Answer, Invocation, Place } from "../../commands/contract.ts";
import { parseDestination } from "../../commands/destinations.ts";
import { prepare } from "../../commands/parcels.ts";
import { plain } from "../../src/render.ts";
import type { RoomFacts, Surface } from "../../src/surface.ts";
import { type TestDesk, testDesk, textOf } from "./desk.ts";

export const room = (channel: string): Place => ({ kind: "room", platform: "slack", tenant: "T1", channel });
export const vendorsOf = {
  hoshi: { channel: "CHOSHI", team: "THOSHI" },
  tsuki: { channel: "CTSUKI", team: "TTSUKI" },
} as const;
export type Name = keyof typeof vendorsOf;

export const closed = (...outsiders: string[]): RoomFacts => ({
  shared: outsiders.length > 0,
  everybody: false,
  guests: outsiders.length,
  outsiders,
  open: true,
});

export const code = (text: string): string => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}/.exec(text)?.[0] ?? "";

/** A desk with two vendors, a room and a person of each, and one case on which both are parties, not invited yet. */
export interface ReplyDesk {
  readonly t: TestDesk;
  readonly ref: string;
  /** Who reads in each room; a test changes it. */
  readonly facts: Map<string, RoomFacts>;
  /** A vendor's person says something in the vendor's own room. */
  as(name: Name, line: string, over?: Partial<Invocation>): Promise<Answer>;
  /** The same, and it must be done: the answer's text. */
  did(name: Name, line: string, over?: Partial<Invocation>): Promise<string>;
  /** What waits to be sent to a room, as it would be read there. */
  waiting(channel: string): Promise<string[]>;
  /** Both are invited to the case. */
  invite(): Promise<void>;
}

export async function replyDesk(): Promise<ReplyDesk> {
  const facts = new Map<string, RoomFacts>();
  const slack: Surface = { examine: async () => [], room: async (_, channel) => facts.get(channel) ?? closed() };
  const t = await testDesk({ surfaces: new Map([["slack", slack]]) });
  await t.members({ hana: "coordinator,approver", adam: "admin" });
  const { ref } = await t.report("software", {
    steps: "Open CANARY-STEPS as Kitano Subaru showed",
    product_name: "CANARY-PRODUCT",
  });
  await t.done(`report accept ${ref} all`);
  const d: ReplyDesk = {
    t,
    ref,
    facts,
    as: (name, line, over = {}) =>
      t.say(line, {
        principal: { platform: "slack", tenant: vendorsOf[name].team, user: "U1" },
        place: room(vendorsOf[name].channel),
        ...over,
      }),
    async did(name, line, over) {
      const answer = await d.as(name, line, over);
      if (!answer.ok) throw new Error(`${line}: ${answer.code}: ${textOf(answer)}`);
      return textOf(answer);
    },
    async waiting(channel) {
      const to = parseDestination(`slack/T1/room/${channel}`);
      const owner = t.database.owner();
      const texts: string[] = [];
      for (;;) {
        const next = await t.desk.db.transaction((tx) => prepare(t.desk, tx, { to, locale: "en" }));
        if (next.kind !== "send") return texts;
        // Whoever of the vendor reads there belongs there: the adapter's last look lets it through.
        for (const o of facts.get(channel)?.outsiders ?? []) expect(next.to.outsiders?.has(o)).toBe(true);
        texts.push(next.rendered.nodes.map((n) => ("text" in n ? plain(n.text) : JSON.stringify(n))).join("\n"));
        await owner`update notices set state = 'sent', done_at = now() where id = ${next.notice.id}`;
      }
    },
    async invite() {
      for (const n of [1, 2]) await t.done(`party invite ${ref} ${n}`, { as: "hana" });
    },
  };
  for (const [i, name] of (Object.keys(vendorsOf) as Name[]).entries()) {
    const { channel, team } = vendorsOf[name];
    facts.set(channel, closed(`team:${team}`));
    await t.done(`vendor add "CANARY-${name}"`, { as: "hana" });
    await t.done(`vendor contact ${i + 1} "Person of ${name}" mail=p@${name}.example`, { as: "hana" });
    await t.done(`room bind vendor vendor=${i + 1}`, { place: room(channel) });
    const made = await t.done(`vendor link ${i + 1} 1`, { as: "hana" });
    await d.did(name, `reply link ${code(made)}`);
    await t.done(`party add ${ref} vendor=${i + 1}`, { as: "hana" });
  }
  return d;
}
