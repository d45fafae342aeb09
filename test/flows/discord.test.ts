import { afterAll, beforeAll, expect, test } from "vitest";
import { type FakeDiscord, type Reply, startDiscord } from "../support/discord.ts";
import { type Given, interactions } from "../support/discord-payloads.ts";
import { button, fillIn, type Part, said } from "../support/discord-reading.ts";
import { application, channels, discordToken, guild, people } from "../support/discord-world.ts";
import { about, comesDue, history, newReport, type Place, person, product, remains, start } from "../support/story.ts";

let fake: FakeDiscord;
let place: Place;
let ref: string;

const str = (name: string, value: string): Given => ({ name, type: 3, value });

async function send(one: { readonly token: string }): Promise<Reply> {
  fake.gateway.send("INTERACTION_CREATE", one);
  return await fake.answered(one.token);
}
/** In the desk's channel, as Hana. */
const slash = async (line: string, ...options: Given[]): Promise<string> => {
  const reply = await send(interactions.slash(fake, line, options));
  expect(reply.ephemeral).toBe(true);
  return said(reply.data);
};
const messageIn = (channel: string): Promise<Part> =>
  fake.until(() => [...fake.messages].find(([name]) => name.startsWith(`${channel}/`))?.[1]);

const pingsTo = (user: string) => [...fake.messages].filter(([name]) => name.startsWith(`${fake.dm(user)}/`));

beforeAll(async () => {
  fake = await startDiscord();
  const { admin, ...started } = await start({
    DISCORD_TOKEN: discordToken,
    DISCORD_APPLICATION_ID: application,
    DISCORD_GUILD_ID: guild,
    DISCORD_API_URL: fake.apiUrl,
  });
  place = started;
  await admin("member", "link", "hana", `discord:${guild}:${people.hana}`);
  await fake.gateway.connected(1);
  await fake.until(() => (fake.commands().length > 0 ? true : undefined));
  expect(await slash("room bind", str("audience", "desk"))).toContain("desk room now");
  ref = await newReport(place);
}, 120_000);
afterAll(async () => {
  await place.desk.end();
  await Promise.all([place.database.close(), fake.close()]);
});

test("a case from its report to the acknowledged ping, by native options and buttons", async () => {
  const card = await messageIn(channels.desk);
  expect(said(card)).toContain(`New report #${ref}`);
  const one = str("case", ref);
  expect(await slash("report show", one)).toContain(person);
  expect(await slash("report accept", one, str("conditions", "all"))).toContain("is a case now");
  expect(said((await send(interactions.button(fake, button(card, "Take")))).data)).toContain("is yours");
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
  expect(await slash("score cvss", one, str("vector", vector))).toContain("9.8 Critical");
  expect(await slash("score impact", one, str("spread", "medium"))).toContain("9.8 × medium");
  expect(await slash("case note", one, str("text", "The vendor phoned"))).toContain("Note added");
  expect(await slash("deadline add", one, str("at", "+1h"), str("about", about))).toContain("is pinged then");
  expect(await slash("deadline list", one)).toContain(about);
  await comesDue(place);
  const ping = await messageIn(fake.dm(people.hana));
  // What is beyond public waits behind the button: a lock screen shows what a message says.
  expect(ping["content"]).toBe(`#${ref} needs you`);
  const acked = await send(interactions.button(fake, button(ping, "Ack"), { dm: true }));
  expect(said(acked.data)).toContain("acknowledged, nobody else is woken");
  const { audit, pings, case: row } = await remains(place, ref);
  expect(audit.map((r) => r["action"])).toEqual(history);
  expect(row[0]).toMatchObject({ state: "ACC", assignee_id: 2, spread: "medium", impact: "priority" });
  expect(pings).toMatchObject([{ member_id: 2, rung: 0, late: false, sent: true, acked_by: 2 }]);
}, 120_000);

/** Types a command without any option, and fills in what it asks for, page by page. */
async function byForm(line: string, ...pages: Readonly<Record<string, string>>[]): Promise<string> {
  let reply = await send(interactions.slash(fake, line));
  for (const [i, filling] of pages.entries()) {
    if (i > 0) reply = await send(interactions.button(fake, button(reply.data, "Open the form")));
    expect([line, i, reply.type]).toEqual([line, i, 9]);
    const id = String(reply.data["custom_id"]);
    reply = await send(interactions.modal(fake, id, fillIn(reply.data, filling)));
  }
  expect(reply.ephemeral).toBe(true);
  return said(reply.data);
}

test("the same case by forms alone", async () => {
  const first = ref;
  const before = await remains(place, first);
  const second = await newReport(place);
  const one = { "Report or case": second };
  expect(await byForm("report show", one)).toContain(person);
  expect(await byForm("report accept", { ...one, Conditions: "R-01|R-02|R-03|R-04|R-05" })).toContain("is a case now");
  expect(await byForm("case take", one)).toContain("is yours");
  const scored = await byForm(
    "score cvss",
    { ...one, version: "3.1", "Attack Vector": "N  network", "Attack Complexity": "L  low", Privileges: "N  none" },
    { "User Inter": "N  none", Scope: "U  unchanged", Confid: "H  high", Integrity: "H  high", Avail: "H  high" },
    { Why: "By the finder's own steps" },
  );
  expect(scored).toContain("9.8 Critical");
  expect(await byForm("score impact", { ...one, Spread: "Medium" }, {})).toContain("9.8 × medium");
  expect(await byForm("case note", { ...one, "The note": "The vendor phoned" })).toContain("Note added");
  expect(await byForm("deadline add", { ...one, When: "+1h", "is about": about })).toContain("is pinged then");
  await comesDue(place);
  await fake.until(() => pingsTo(people.hana).length > 2 || undefined);
  // Both deadlines that were set by hand are due now. Nothing is missing there: one's oldest ping is meant.
  for (const _ of [first, second]) expect(await byForm("duty ack")).toContain("acknowledged, nobody else is woken");
  const after = await remains(place, second);
  expect(after.case[0]).toEqual(before.case[0]);
  expect(after.audit.map((r) => r["action"])).toEqual(history);
  expect([after.scores, after.notes, after.labels]).toEqual([before.scores, before.notes, before.labels]);
}, 120_000);

test("the card was edited as the case moved; no message in a room named the product, the finder or the deadline", async () => {
  const edited = await fake.until(() => {
    const found = fake.calls
      .filter((c) => c.method === "PATCH" && c.path.startsWith(`/channels/${channels.desk}/`))
      .at(-1);
    return found !== undefined && /Assignee\W+Hana/.test(said(found.body)) ? found : undefined;
  });
  expect(said(edited.body)).toContain("accepted by Hana");
  const inRoom = fake.calls.filter((c) => c.method !== "GET" && c.path.startsWith(`/channels/${channels.desk}/`));
  const toHer = fake.calls.filter((c) => c.method !== "GET" && c.path.startsWith(`/channels/${fake.dm(people.hana)}/`));
  for (const canary of [product, person, about]) expect(JSON.stringify(inRoom)).not.toContain(canary);
  for (const canary of [product, person, about]) expect(JSON.stringify(toHer)).not.toContain(canary);
  // Nor does the log, and no token of the bot's or of an interaction's is in it.
  const log = place.desk.output();
  expect(log).toContain("Discord knows us");
  for (const word of [product, person, about, discordToken, "The vendor phoned", "token-"])
    expect(log).not.toContain(word);
});
