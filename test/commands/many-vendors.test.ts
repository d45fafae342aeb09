import { afterAll, beforeAll, expect, test } from "vitest";
import { toTerminal } from "../../adapters/console/render.ts";
import { toDiscord } from "../../adapters/discord/render.ts";
import { toSlack } from "../../adapters/slack/render.ts";
import type { Place } from "../../commands/contract.ts";
import { drain } from "../../commands/deliver.ts";
import { destination } from "../../commands/destinations.ts";
import { ActionTokens } from "../../src/crypto/action-token.ts";
import type { Address, Outlet } from "../../src/delivery.ts";
import type { Surface } from "../../src/surface.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

/** The largest table of the complaints (models §3 row 1) had 121 vendors in one forum. */
const many = 200;
const platformOf = (i: number): "slack" | "discord" => (i % 2 === 0 ? "slack" : "discord");
const roomOf = (i: number): Place & { kind: "room" } => ({
  kind: "room",
  platform: platformOf(i),
  tenant: "T1",
  channel: `C${i}`,
});
const readersOf = (channel: string): string[] => [`team:T${channel.slice(1)}`];
const surface: Surface = {
  examine: async () => [],
  room: async (_, channel) => ({
    shared: true,
    everybody: false,
    guests: 1,
    outsiders: readersOf(channel),
    open: true,
  }),
};

let t: TestDesk;
let ref = "";
const hana = { as: "hana" };
/** What each room got, by its channel. */
const got = new Map<string, string[]>();
const take: Outlet = async (to: Address, parcel) => {
  expect([...(to.outsiders ?? [])]).toContain(readersOf(to.id)[0]);
  got.set(to.id, [...(got.get(to.id) ?? []), parcel.rendered.nodes.map((n) => JSON.stringify(n)).join()]);
  return { outcome: "sent", ref: `m${got.size}` };
};
const press = { tokens: new ActionTokens(Buffer.alloc(32, 7)), now: new Date(), root: "todoke", only: "" };
const outlets = new Map([
  ["slack", take],
  ["discord", take],
]);
const indexes = Array.from({ length: many }, (_, i) => i);
const fanOut = async (): Promise<void> => {
  for (const i of indexes) await drain(t.desk, outlets, destination(platformOf(i), "T1", "room", `C${i}`), "en");
};
const timed = async <T>(run: () => Promise<T>): Promise<[T, number]> => {
  const before = performance.now();
  const value = await run();
  return [value, performance.now() - before];
};
const figures: string[] = [];
const figure = (what: string, ms: number): void => {
  figures.push(`${what} ${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`);
};

beforeAll(async () => {
  t = await testDesk({
    surfaces: new Map([
      ["slack", surface],
      ["discord", surface],
    ]),
  });
  await t.members({ hana: "coordinator,approver" });
  ({ ref } = await t.report("software"));
  await t.done(`report accept ${ref} all`);
  const csv = ["name", ...indexes.map((i) => `Vendor ${i}`)].join("\n");
  const shown = await t.done("vendor import", { ...hana, options: { csv } });
  await t.done(/vendor import seen=[\w-]{16}/.exec(shown)?.[0] ?? "", { ...hana, options: { csv } });
  for (const i of indexes) {
    await t.done(`room bind vendor vendor=${i + 1}`, { place: roomOf(i) });
    await t.done(`party add ${ref} vendor=${i + 1}`, hana);
  }
}, 240_000);
afterAll(() => t.database.close());

test("200 invitations: each vendor's own room gets one card, with a receipt", async () => {
  const [, ms] = await timed(async () => {
    for (const i of indexes) await t.done(`party invite ${ref} ${i + 1}`, hana);
  });
  figure("an invitation", ms / many);
  const [, sending] = await timed(fanOut);
  figure("card to card", sending / many);
  expect(got.size).toBe(many);
  for (const cards of got.values()) expect(cards).toHaveLength(1);
  const [row] = await t.database.owner()`
    select count(*)::int as n, count(distinct destination)::int as rooms from notices
    where kind = 'vendor-card' and state = 'sent' and done_at is not null`;
  expect(row).toEqual({ n: many, rooms: many });
}, 240_000);

test("the list of 200 is there in a second, and readable in Slack, Discord and the terminal", async () => {
  const [answer, ms] = await timed(() => t.say(`party list ${ref}`, hana));
  figure("party list", ms);
  expect(ms).toBeLessThan(1000);
  expect(textOf(answer)).toContain("200 in all");
  expect(textOf(answer)).toContain("delivered, not opened 200");
  const { rendered } = answer;
  for (const [where, draw] of [
    ["Slack", () => toSlack(rendered, press)],
    ["Discord", () => toDiscord(rendered, press, true)],
    ["terminal", async () => toTerminal(rendered, false)],
  ] as const) {
    const [drawn, drawing] = await timed(async () => draw());
    figure(`drawn for ${where}`, drawing);
    expect(JSON.stringify(drawn)).toContain("Vendor 0");
    expect(ms + drawing).toBeLessThan(1000);
  }
});

test("a bulletin to 200: one act, one message each, none of which names another", async () => {
  got.clear();
  const [shown, previewing] = await timed(() => t.say(`message bulletin ${ref} "PUBLISHED-ON-MONDAY"`, hana));
  figure("preview of a bulletin", previewing);
  expect(textOf(shown)).toContain("and 180 more");
  const run = shown.rendered.nodes.flatMap((n) => (n.kind === "buttons" ? n.buttons : []))[0]?.run ?? "";
  const [, sending] = await timed(() => t.done(run, hana));
  figure("bulletin", sending);
  // Slack waits three seconds for an answer.
  expect(sending).toBeLessThan(3000);
  await fanOut();
  expect(got.size).toBe(many);
  for (const [channel, messages] of got) {
    expect(messages.join()).toContain("the desk wrote to you");
    expect(messages, channel).toHaveLength(1);
    expect(messages.join()).not.toMatch(/Vendor \d|PUBLISHED/);
  }
  process.stdout.write(`${many} vendors: ${figures.join(" · ")}\n`);
}, 120_000);
