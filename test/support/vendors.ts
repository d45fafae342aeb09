import type { Answer, Invocation, Place } from "../../commands/contract.ts";
import { parseDestination } from "../../commands/destinations.ts";
import { prepare } from "../../commands/parcels.ts";
import { plain } from "../../src/render.ts";
import type { Surface } from "../../src/surface.ts";
import { type TestDesk, testDesk, textOf } from "./desk.ts";

/** Vendors of the directory, in the order of their numbers, each with a room and one person in it. */
const vendors = { hoshi: "CHOSHI", tsuki: "CTSUKI" } as const;
type Name = keyof typeof vendors;
const names = Object.keys(vendors) as Name[];

const readers = (channel: string) => names.filter((n) => vendors[n] === channel).map((n) => `team:${n}`);
const slack: Surface = {
  examine: async () => [],
  room: async (_, channel) => {
    const outsiders = readers(channel);
    return { shared: outsiders.length > 0, everybody: false, guests: outsiders.length, outsiders, open: true };
  },
};

const room = (channel: string): Place => ({ kind: "room", platform: "slack", tenant: "T1", channel });
const code = (text: string): string => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}/.exec(text)?.[0] ?? "";

/** A desk with two vendors at hand, and short ways to speak for them. */
export interface VendorDesk {
  readonly t: TestDesk;
  /** A vendor's person says something in the vendor's own room. */
  as(name: Name, line: string, over?: Partial<Invocation>): Promise<Answer>;
  /** The same, and it must be done: the answer's text. */
  did(name: Name, line: string): Promise<string>;
  /** Takes what waits to be sent to a vendor's room, as it would be read there. */
  waiting(name: Name): Promise<string[]>;
  /** A case to which both are invited, as its parties 1 and 2. @returns its 8 digits. */
  invited(over?: Readonly<Record<string, string>>): Promise<string>;
}

export async function vendorDesk(): Promise<VendorDesk> {
  const t = await testDesk({ surfaces: new Map([["slack", slack]]) });
  await t.members({ hana: "coordinator,approver", mori: "approver" });
  const as = (name: Name, line: string, over: Partial<Invocation> = {}): Promise<Answer> =>
    t.say(line, {
      principal: { platform: "slack", tenant: name, user: "U1" },
      place: room(vendors[name]),
      ...over,
    });
  const did = async (name: Name, line: string): Promise<string> => {
    const answer = await as(name, line);
    if (!answer.ok) throw new Error(`${line}: ${answer.code}: ${textOf(answer)}`);
    return textOf(answer);
  };
  for (const [i, name] of names.entries()) {
    await t.done(`vendor add "CANARY-${name}"`, { as: "hana" });
    await t.done(`vendor contact ${i + 1} "Person of ${name}" mail=p@${name}.example`, { as: "hana" });
    await t.done(`room bind vendor vendor=${i + 1}`, { place: room(vendors[name]) });
    await did(name, `reply link ${code(await t.done(`vendor link ${i + 1} 1`, { as: "hana" }))}`);
  }
  return {
    t,
    as,
    did,
    async waiting(name) {
      const texts: string[] = [];
      const to = parseDestination(`slack/T1/room/${vendors[name]}`);
      for (;;) {
        const next = await t.desk.db.transaction((tx) => prepare(t.desk, tx, { to, locale: "en" }));
        if (next.kind !== "send" && next.kind !== "outdated") return texts;
        if (next.kind === "send")
          texts.push(next.rendered.nodes.map((n) => ("text" in n ? plain(n.text) : JSON.stringify(n))).join("\n"));
        await t.database.owner()`update notices set state = 'sent', done_at = now(), ref = ${`m${next.notice.id}`}
          where id = ${next.notice.id}`;
      }
    },
    async invited(over = {}) {
      const { ref } = await t.report("software", over);
      await t.done(`report accept ${ref} all`);
      for (const n of [1, 2]) {
        await t.done(`party add ${ref} vendor=${n}`, { as: "hana" });
        await t.done(`party invite ${ref} ${n}`, { as: "hana" });
      }
      return ref;
    },
  };
}
