import { expect } from "vitest";
import type { FakeDiscord, Reply } from "./discord.ts";
import { interactions } from "./discord-payloads.ts";
import { button, fillIn, said } from "./discord-reading.ts";
import { bot, guild, guildRoles } from "./discord-world.ts";
import type { Actor, Ears } from "./vendor-play.ts";

const viewChannel = String(1 << 10);

/** A private channel of the guild in which the desk, our bot and one person of a vendor read. */
export function addRoom(fake: FakeDiscord, id: string, name: string, user: string): void {
  const [everyone, desk, ours] = guildRoles().map((r) => r.id);
  fake.channels.set(id, {
    id,
    type: 0,
    name,
    guild_id: guild,
    permission_overwrites: [
      { id: everyone ?? "", type: 0, allow: "0", deny: viewChannel },
      { id: desk ?? "", type: 0, allow: viewChannel, deny: "0" },
      { id: ours ?? bot, type: 0, allow: viewChannel, deny: "0" },
      { id: user, type: 1, allow: viewChannel, deny: "0" },
    ],
  });
}

/** A person of a vendor in their channel: native commands, buttons and modals. */
export function discordActor(fake: FakeDiscord, ears: Ears, name: string, user: string, channel: string) {
  const send = async (one: { readonly token: string }): Promise<Reply> => {
    fake.gateway.send("INTERACTION_CREATE", one);
    const reply = await fake.answered(one.token);
    expect(reply.type === 9 || reply.ephemeral).toBe(true);
    ears.hear(name, reply.type === 9 ? "form" : "answer", JSON.stringify(reply));
    return reply;
  };
  const words = (reply: Reply): string => said([reply.data, reply.followUps]);
  const standing = () => [...fake.messages].flatMap(([key, m]) => (key.startsWith(`${channel}/`) ? [m] : [])).reverse();
  const has = (message: unknown, label: string): boolean => {
    try {
      return button(message, label) !== "";
    } catch {
      return false;
    }
  };
  const value = (label: string): string => {
    const found = standing().find((m) => has(m, label));
    if (found === undefined) throw new Error(`${name} sees no ${label}: ${standing().map(said).join("\n")}`);
    return button(found, label);
  };
  const pressValue = async (token: string, where = channel): Promise<string> =>
    words(await send(interactions.button(fake, token, { user, channel: where })));
  const actor: Actor = {
    name,
    link: (code) => actor.say(`reply link code=${code}`),
    press: (label) => pressValue(value(label)),
    async fill(label, filling) {
      const modal = await send(interactions.button(fake, value(label), { user, channel }));
      expect([name, label, modal.type]).toEqual([name, label, 9]);
      for (const part of Object.keys(filling)) expect(said(modal.data)).toContain(part);
      const rows = fillIn(modal.data, filling);
      const id = String(modal.data["custom_id"]);
      return words(await send(interactions.modal(fake, id, rows, { user, channel })));
    },
    async say(line) {
      const [verb = "", ...options] = line.split(/ (?=\w+=)/);
      const given = options.map((o) => {
        const [option = "", text = ""] = o.split("=");
        return { name: option, type: 3, value: text };
      });
      return words(await send(interactions.slash(fake, verb, given, { user, channel })));
    },
    sees: (label) => fake.until(() => standing().some((m) => has(m, label)) || undefined),
    messages: () => standing().length,
  };
  return {
    ...actor,
    tenant: guild,
    account: user,
    value,
    pressValue,
    room: (): string[] =>
      fake.calls
        .filter((c) => c.method !== "GET" && c.path.startsWith(`/channels/${channel}/`))
        .map((c) => JSON.stringify(c.body)),
  };
}
