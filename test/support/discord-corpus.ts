import pino from "pino";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { createDispatch } from "../../commands/dispatch.ts";
import { createForms } from "../../commands/forms.ts";
import { commands } from "../../commands/index.ts";
import { turnedAway } from "../../commands/turned-away.ts";
import { ActionTokens } from "../../src/crypto/action-token.ts";
import type { Surface } from "../../src/surface.ts";
import { type TestDesk, testDesk } from "./desk.ts";
import { type FakeDiscord, type Reply, startDiscord } from "./discord.ts";
import { createDesk } from "./discord-desk.ts";
import { type From, interactions, messageFrom } from "./discord-payloads.ts";
import { bot, discordToken, guild, people } from "./discord-world.ts";

type Json = Readonly<Record<string, unknown>>;
/** A dispatch as Discord would send it, and whether it asks for an answer of its own. */
export interface Built {
  readonly event: "INTERACTION_CREATE" | "MESSAGE_CREATE";
  readonly data: Json;
}

/** Somebody with a member's account until they leave. */
export const gone = "1140000000000000014";

/**
 * Requests that must have no effect, against every handler of the real adapter on the real core, through real discord.js: nothing
 * changes, nobody else hears anything, and no word of a case is said.
 */
export function discordCorpus() {
  const canary = "Canaryproduct-3318";
  let t: TestDesk;
  let fake: FakeDiscord;
  let adapter: ReturnType<typeof createDesk>;
  let tokens: ActionTokens;
  let ref: string;
  /** What the core logged. */
  const lines: string[] = [];
  let owner: ReturnType<TestDesk["database"]["owner"]>;

  beforeAll(async () => {
    const surfaces = new Map<string, Surface>();
    const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
    [t, fake] = await Promise.all([testDesk({ surfaces, log }), startDiscord()]);
    owner = t.database.owner();
    tokens = new ActionTokens(t.desk.keys.buttons);
    adapter = createDesk(fake, {
      dispatch: createDispatch(t.desk),
      forms: createForms(t.desk),
      commands,
      tokens,
      turnedAway: (who, why) => turnedAway(t.desk, who, why),
    });
    surfaces.set("discord", adapter.surface);
    await adapter.start();
    await fake.gateway.connected(1);
    await t.members({ hana: "coordinator", kenji: "coordinator", gone: "coordinator" });
    for (const [handle, account] of Object.entries({ hana: people.hana, kenji: people.kenji, gone }))
      await t.done(`member link ${handle} discord:${guild}:${account}`);
    ({ ref } = await t.report("software", { product_name: canary }));
  });
  beforeEach(() => fake.forget());
  afterAll(async () => {
    await adapter.stop();
    await Promise.all([fake.close(), t.database.close()]);
  });

  /** Everything that a request could change. */
  const world = async () =>
    (
      await owner`
        select (select count(*)::int from audit where action <> 'account.refused') as audit, (select count(*)::int from notes) as notes,
          (select count(*)::int from notices) as notices, (select sum(version)::int from cases) as versions,
          (select count(*)::int from members where removed_at is null) as members, (select count(*)::int from audit_reads) as reads`
    )[0];

  /** Who was turned away, as the audit keeps it. */
  const refused = async () =>
    (await owner<{ data: object }[]>`select data from audit where action = 'account.refused' order by seq`).map(
      (r) => r.data,
    );

  const tell = ({ event, data }: Built): void => fake.gateway.send(event, data);
  const reply = (one: Json): Promise<Reply> => fake.answered(String(one["token"]));
  /** Told, and answered as each is: to the interaction, or in direct messages. */
  async function answered(one: Built): Promise<void> {
    const said = (): number =>
      fake.calls.filter((c) => c.method === "POST" && /^\/channels\/\d+\/messages$/.test(c.path)).length;
    const before = said();
    tell(one);
    if (one.event === "INTERACTION_CREATE") await reply(one.data);
    else await fake.until(() => (said() > before ? true : undefined));
  }
  /** A later request has been answered, so everything that was sent before has had its time. */
  async function settled(): Promise<void> {
    const one = interactions.slash(fake, "duty who", [], { dm: true });
    tell({ event: "INTERACTION_CREATE", data: one });
    await reply(one);
  }

  const option = (name: string, value: string, over: object = {}) => ({ name, type: 3, value, ...over });
  const interaction = (data: Json): Built => ({ event: "INTERACTION_CREATE", data });
  const message = (data: Json): Built => ({ event: "MESSAGE_CREATE", data });
  const token = (run: string, user: string, at = new Date()): string =>
    tokens.makeShort({ run, only: `${guild}/${user}` }, at);

  /** A form that its owner has open, with one field. */
  async function openForm(user: string): Promise<string> {
    const one = interactions.slash(fake, "case note", [option("case", ref)], { dm: true, user });
    tell(interaction(one));
    return String((await reply(one)).data["custom_id"]);
  }
  const filled = (value = "by the corpus") => [{ type: 18, component: { type: 4, custom_id: "0", value } }];

  /** Each handler with a request that does something when a member sends it. `form`: one that this person has open. */
  const handlers: Readonly<Record<string, (from: From, form: string) => Built>> = {
    "a command": (from) =>
      interaction(interactions.slash(fake, "case note", [option("case", ref), option("text", "by the corpus")], from)),
    "a command that opens a form": (from) =>
      interaction(interactions.slash(fake, "case note", [option("case", ref)], from)),
    "a command on a message": (from) =>
      interaction(interactions.message(fake, "Add to case", { content: "hello", author: { id: people.kenji } }, from)),
    suggestions: (from) =>
      interaction(
        interactions.autocomplete(fake, "case take", [option("case", ref.slice(0, 4), { focused: true })], from),
      ),
    "a button": (from) =>
      interaction(interactions.button(fake, token(`case take ${ref}`, from.user ?? people.hana), from)),
    "a button that opens a form": (from, form) => interaction(interactions.button(fake, form, from)),
    "a form sent off": (from, form) => interaction(interactions.modal(fake, form, filled(), from)),
    "a mention": (from) => message(messageFrom(fake, `<@${bot}> case note ${ref} by the corpus`, from)),
    "a direct message": (from) => message(messageFrom(fake, `case note ${ref} by the corpus`, { ...from, dm: true })),
  };
  const names = Object.keys(handlers);
  const build = (name: string, from: From, form = "form:none"): Built => {
    const made = handlers[name]?.(from, form);
    if (made === undefined) throw new Error(name);
    return made;
  };

  /** No word of a case in anything that left us, nothing in a room, and nothing but answers for their asker alone. */
  function silent(): void {
    const out = fake.calls.filter((c) => c.method !== "GET");
    const elsewhere = (path: string): boolean =>
      path.startsWith("/channels/") && ![...fake.channels.values()].some((c) => c.type === 1 && path.includes(c.id));
    expect(JSON.stringify(out)).not.toContain(canary);
    expect(out.filter((c) => elsewhere(c.path))).toEqual([]);
    for (const { path, body } of out)
      if (path.endsWith("/callback")) {
        const { type, data } = body as { type: number; data?: { flags?: number } };
        // Suggestions and forms are for their asker alone by what they are.
        expect(type === 8 || type === 9 || ((data?.flags ?? 0) & 64) !== 0).toBe(true);
      }
    const logged = adapter.logged() + lines.join("");
    for (const word of [canary, "by the corpus", discordToken, '"token-']) expect(logged).not.toContain(word);
  }

  async function nothing(run: () => Promise<unknown>): Promise<void> {
    await settled();
    fake.forget();
    const before = await world();
    await run();
    await settled();
    expect(await world()).toEqual(before);
    silent();
  }

  return {
    names,
    build,
    tell,
    reply,
    answered,
    settled,
    world,
    refused,
    nothing,
    openForm,
    filled,
    token,
    interaction,
    message,
    logged: () => adapter.logged() + lines.join(""),
    get t() {
      return t;
    },
    get fake() {
      return fake;
    },
    get ref() {
      return ref;
    },
  };
}
