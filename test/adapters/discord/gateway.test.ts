import { afterAll, afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { startDiscord } from "../../support/discord.ts";
import { createDesk, saying } from "../../support/discord-desk.ts";
import { type From, interactions } from "../../support/discord-payloads.ts";
import { channels, guild, people, userOf } from "../../support/discord-world.ts";

/** F34: what the gateway does to us, through the real discord.js, and what is lost and doubled of it. */

const fake = await startDiscord();
const { gateway } = fake;
afterAll(() => fake.close());
const timely = { timeout: 10_000, interval: 10 };

async function start(over: Parameters<typeof createDesk>[1] = {}) {
  const desk = createDesk(fake, over);
  await desk.start();
  onTestFinished(() => desk.stop());
  return desk;
}
/** Each look asks Discord, which takes fifty calls a second. */
const slowly = { timeout: 10_000, interval: 300 };
const online = () => expect.poll(() => gateway.online(), timely).toBe(1);
const said = async (desk: Awaited<ReturnType<typeof start>>): Promise<string> =>
  (await desk.surface.examine([])).map((f) => `${f.ok} ${JSON.stringify(f.text)}`).join("\n");
const ask = (line: string, from: From = {}) => interactions.slash(fake, line, [], { dm: true, ...from });

beforeEach(async () => {
  gateway.heartbeatMs.value = 41_250;
  await expect.poll(() => gateway.online(), timely).toBe(0);
});
afterEach(() => {
  gateway.refuse(undefined);
  gateway.silent(false);
  gateway.deaf(false);
  fake.forget();
});

describe("F34: a line that ends, while somebody asks", () => {
  /** How it ends; whether Discord lets the session go on afterwards, as its documents say and the library does. */
  const rows: readonly [string, () => void, "resumed" | "anew"][] = [
    ["the line is cut", () => gateway.drop(), "resumed"],
    ["1001 going away", () => gateway.drop(1001), "resumed"],
    ["4000 unknown error", () => gateway.drop(4000), "resumed"],
    ["4001 unknown opcode", () => gateway.drop(4001), "resumed"],
    ["4002 decode error", () => gateway.drop(4002), "resumed"],
    ["4009 session timed out", () => gateway.drop(4009), "resumed"],
    ["asked to reconnect", () => gateway.tell(7), "resumed"],
    ["1000 normal", () => gateway.drop(1000), "anew"],
    ["4003 not authenticated", () => gateway.drop(4003), "anew"],
    ["4005 already authenticated", () => gateway.drop(4005), "anew"],
    ["4007 invalid sequence", () => gateway.drop(4007), "anew"],
    ["4008 rate limited", () => gateway.drop(4008), "anew"],
    ["invalid session", () => gateway.tell(9, false), "anew"],
    [
      "the session is forgotten meanwhile",
      () => {
        gateway.forgetSessions();
        gateway.drop();
      },
      "anew",
    ],
  ];
  test.each(rows)("%s", async (name, end, how) => {
    const desk = await start();
    await online();
    await expect.poll(() => desk.looks.includes("all"), timely).toBe(true);
    const [before, logins, looks] = [gateway.resumes, gateway.identifies.length, desk.looks.length];
    // Asked before: heard and answered, whatever comes.
    const first = ask("help first");
    gateway.send("INTERACTION_CREATE", first);
    await fake.answered(first.token);
    end();
    const away = ask("help away");
    gateway.send("INTERACTION_CREATE", away);
    await expect
      .poll(() => [gateway.resumes - before, gateway.identifies.length - logins], timely)
      .toEqual(how === "resumed" ? [1, 0] : [0, 1]);
    await online();
    // Told once more, as after a resume that came late.
    gateway.again();
    const after = ask("help after");
    gateway.send("INTERACTION_CREATE", after);
    await fake.answered(after.token);
    const heard = desk.invocations.map((i) => i.line);
    const lost = how === "resumed" || heard.includes("help away") ? 0 : 1;
    console.log(`${name}: ${how}; lost ${lost}, doubled ${heard.length - new Set(heard).size}`);
    if (how === "resumed") expect(heard).toEqual(["help first", "help away", "help after"]);
    else {
      // Discord tells who asked meanwhile that nothing came; nothing is done twice, and the rooms are looked at anew.
      expect(heard.filter((l) => l !== "help away")).toEqual(["help first", "help after"]);
      expect(heard.filter((l) => l === "help away").length).toBeLessThanOrEqual(1);
      await expect.poll(() => desk.looks.slice(looks).includes("all"), timely).toBe(true);
    }
    expect(await said(desk)).toMatch(/true.*connected/);
  });

  test("heartbeats that nobody acknowledges: the line counts as dead and is taken up again", async () => {
    gateway.heartbeatMs.value = 60;
    const desk = await start();
    await online();
    const before = gateway.resumes;
    gateway.deaf(true);
    await expect.poll(() => gateway.resumes, timely).toBeGreaterThan(before);
    gateway.deaf(false);
    await online();
    const one = ask("help");
    gateway.send("INTERACTION_CREATE", one);
    await fake.answered(one.token);
    expect(desk.invocations).toHaveLength(1);
  });

  test.each([4004, 4010, 4011, 4012, 4013, 4014])(
    "%i: refused; the check-up says so, and it goes on by itself once Discord takes us",
    async (code) => {
      const desk = await start();
      await online();
      gateway.refuse(code);
      gateway.drop(code);
      await expect.poll(async () => await said(desk), slowly).toMatch(new RegExp(`false.*${code}`));
      expect(gateway.online()).toBe(0);
      gateway.refuse(undefined);
      await online();
      const one = ask("help");
      gateway.send("INTERACTION_CREATE", one);
      await fake.answered(one.token);
      expect(desk.invocations).toHaveLength(1);
    },
  );
});

test("Discord is away at the start, then takes us: the commands are registered, and what was stopped goes on", async () => {
  fake.fault("GET", /^\/gateway\/bot$/, "500", true);
  const desk = await start();
  await expect.poll(async () => await said(desk), slowly).toMatch(/false.*500/);
  fake.forget();
  await online();
  await expect.poll(() => desk.worked(), timely).toBe(1);
  expect(await said(desk)).toMatch(/true.*connected/);
});

test("what is not as documented ends nothing: it is passed over, and the next request is heard", async () => {
  const desk = await start();
  await online();
  const odd: readonly (readonly [string, unknown])[] = [
    ["INTERACTION_CREATE", null],
    ["INTERACTION_CREATE", { id: "1", type: 2 }],
    ["INTERACTION_CREATE", { id: "1", type: 99, token: "x" }],
    ["MESSAGE_CREATE", { id: "5", channel_id: channels.desk, guild_id: guild, content: "x" }],
    [
      "MESSAGE_CREATE",
      { id: "5", channel_id: "9", content: "x", author: userOf(people.hana), components: [{ type: 99 }] },
    ],
    ["CHANNEL_UPDATE", { id: channels.desk, guild_id: guild, type: 0, permission_overwrites: null }],
    ["GUILD_ROLE_UPDATE", { guild_id: guild }],
    ["SOMETHING_NEW", { a: 1 }],
  ];
  for (const [type, data] of odd) gateway.send(type, data);
  const one = ask("help");
  gateway.send("INTERACTION_CREATE", one);
  await fake.answered(one.token);
  expect(desk.invocations.map((i) => i.line)).toEqual(["help"]);
  expect(gateway.online()).toBe(1);
});

test("a channel whose readers grow is looked at as widened at once", async () => {
  const desk = await start();
  await online();
  await expect.poll(() => desk.looks.includes("all"), timely).toBe(true);
  const now = fake.channels.get(channels.desk);
  const overwrites = [...(now?.permission_overwrites ?? []), { id: people.mori, type: 1, allow: "1024", deny: "0" }];
  gateway.send("CHANNEL_UPDATE", { ...now, permission_overwrites: overwrites });
  await expect.poll(() => desk.looks, timely).toContainEqual({ channel: channels.desk, told: "widened" });
});

test("a process that stands by connects nowhere, and still posts", async () => {
  const desk = await start({ lead: () => ({ stop: async () => {} }) });
  const to = { platform: "discord", tenant: guild, kind: "room", id: channels.desk } as const;
  const rendered = saying("hello");
  expect(await desk.deliver(to, { key: "9", possibleRepeat: false, rendered })).toMatchObject({ outcome: "sent" });
  expect(gateway.online()).toBe(0);
  expect(await said(desk)).toMatch(/true.*stands by/);
});

test("told to end while it is connecting, it does not stay", async () => {
  gateway.silent(true);
  const before = gateway.identifies.length;
  const desk = createDesk(fake);
  await desk.start();
  await fake.next("GET", /^\/gateway\/bot$/);
  await desk.stop();
  gateway.silent(false);
  await expect.poll(() => [gateway.identifies.length, gateway.online()], timely).toEqual([before + 1, 0]);
  const one = ask("help");
  gateway.send("INTERACTION_CREATE", one);
  expect(desk.invocations).toEqual([]);
});
