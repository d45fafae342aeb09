import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entities } from "../../adapters/slack/entities.ts";
import { appToken, botToken, type FakeSlack, signingSecret, startSlack } from "../support/slack.ts";
import { button, type Caller, knock, nextIn, overHttp, overSocket, posted, reading } from "../support/slack-caller.ts";
import { form, interactive, payloads, signed } from "../support/slack-payloads.ts";
import { about, comesDue, history, newReport, type Place, person, product, remains, start } from "../support/story.ts";

/** How Hana works at a desk of her own. */
interface Stand extends Place {
  /** Types a line. */
  say(line: string): Promise<string>;
  /** Takes the report when it is announced, however that is done there. */
  take(ref: string): Promise<string>;
  /** Waits for the ping and acknowledges it. */
  ack(): Promise<string>;
}

async function atTerminal(): Promise<Stand> {
  const { admin, ...stand } = await start();
  const hana = (...words: string[]) => admin("--as", "hana", ...words);
  return {
    ...stand,
    say: (line) => hana(...line.split(" ")),
    take: (ref) => hana("case", "take", ref),
    async ack() {
      const shown = await stand.desk.printed(/^→ @hana [\s\S]*?duty ack \d+/m);
      return await hana("duty", "ack", /\d+$/.exec(shown)?.[0] ?? "");
    },
  };
}

interface SlackStand extends Stand {
  readonly slack: FakeSlack;
  readonly hana: Caller;
  /** The channel of her direct messages. */
  readonly direct: string;
}

async function atSlack(how: "http" | "socket"): Promise<SlackStand> {
  const slack = await startSlack();
  slack.locales.set(slack.user("hana"), "en-US");
  const { admin, ...stand } = await start({
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: slack.apiUrl,
    ...(how === "http" ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken }),
  });
  await admin("member", "link", "hana", `slack:${slack.team}:${slack.user("hana")}`);
  if (how === "socket") await slack.connected(2);
  const hana = how === "http" ? overHttp(slack, stand.desk.url) : overSocket(slack);
  const room = slack.channel("desk");
  const direct = await slack.direct("hana");
  expect(await hana.slash("room bind desk")).toContain("desk room now");
  return {
    ...stand,
    slack,
    hana,
    direct,
    // As Slack writes what somebody typed.
    say: (line) => hana.slash(entities(line)),
    take: async () => await hana.press(button((await nextIn(slack, room)).body["blocks"], "Take"), room),
    ack: async () => await hana.press(button((await nextIn(slack, direct)).body["blocks"], "Ack"), direct),
  };
}

/** What is typed, and what the answer says when it was done. */
const lines: readonly (readonly [string, string])[] = [
  ["report show REF", person],
  ["report accept REF all", "is a case now"],
  ["take", "is yours"],
  ["score cvss REF CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "9.8 Critical"],
  ["score impact REF spread=medium", "9.8 × medium"],
  ["case note REF The vendor phoned & will answer <soon>", "Note added"],
  [`deadline add REF +1h ${about}`, "is pinged then"],
  ["deadline list REF", about],
];

/** From the report to the acknowledged ping. The clock is real: only the deadline's time is moved. */
async function live(stand: Stand): Promise<string> {
  const ref = await newReport(stand);
  for (const [line, says] of lines) {
    const answer = line === "take" ? await stand.take(ref) : await stand.say(line.replace("REF", ref));
    expect(answer.toLowerCase(), line).toContain(says.toLowerCase());
  }
  await comesDue(stand);
  expect(await stand.ack()).toContain("acknowledged, nobody else is woken");
  return ref;
}

describe("the same story from a terminal and from Slack", () => {
  let terminal: Stand;
  let http: SlackStand;
  let socket: SlackStand;
  let refs: readonly string[];
  beforeAll(async () => {
    [terminal, http, socket] = await Promise.all([atTerminal(), atSlack("http"), atSlack("socket")]);
    // At the same time: each waits for the next full minute of the real clock.
    refs = await Promise.all([terminal, http, socket].map(live));
  }, 180_000);
  afterAll(async () => {
    await Promise.all([terminal, http, socket].map((s) => s.desk.end()));
    await Promise.all([terminal, http, socket].map((s) => s.database.close()));
    await Promise.all([http.slack.close(), socket.slack.close()]);
  });

  test("leaves the same case, clocks, pings, history, scores and notes", async () => {
    const [a, b, c] = await Promise.all([terminal, http, socket].map((s, i) => remains(s, refs[i] ?? "")));
    expect(a?.title).toBe(`${product} 3.2.1`);
    expect(a?.case[0]).toMatchObject({ state: "ACC", assignee_id: 2, spread: "medium", impact: "priority" });
    expect(a?.labels).toContain(about);
    expect(a?.pings).toMatchObject([{ member_id: 2, rung: 0, late: false, sent: true, acked_by: 2 }]);
    expect(a?.notes).toEqual([{ by: 2, text: "The vendor phoned & will answer <soon>" }]);
    expect(a?.audit.map((r) => r["action"])).toEqual(history);
    expect(b).toEqual(a);
    expect(c).toEqual(a);
  });

  test("the audit of each desk is whole", async () => {
    for (const { desk } of [terminal, http, socket])
      expect((await desk.desk("audit", "verify")).out).toContain("linked as they were written");
  });

  test("the card in the room names neither product nor finder; the ping tells the deadline's words to her alone", () => {
    for (const { slack, direct } of [http, socket]) {
      const said = slack.calls.filter((c) => c.method === "chat.postMessage");
      const inRoom = said.filter((c) => c.body["channel"] === slack.channel("desk"));
      const toHer = said.filter((c) => c.body["channel"] === direct);
      expect([inRoom.length, toHer.length, said.length]).toEqual([1, 1, 2]);
      // A card says how things are when it is sent: somebody may have looked at the report before that.
      expect(inRoom.map(posted).join()).toMatch(/New report|being checked/);
      expect(toHer.map(posted).join()).toContain(about);
      for (const canary of [product, person, about]) expect(inRoom.map((c) => c.raw).join()).not.toContain(canary);
      for (const canary of [product, person]) expect(toHer.map((c) => c.raw).join()).not.toContain(canary);
    }
  });

  test("each notice to Slack was sent once and is known by Slack's own name for it", async () => {
    for (const { database } of [http, socket]) {
      const sent = await database.owner()`
        select kind, state, attempts, ref from notices where destination like 'slack/%' order by id`;
      expect(sent.map((n) => [n["kind"], n["state"], n["attempts"]])).toEqual([
        ["report-card", "sent", 1],
        ["ping", "sent", 1],
      ]);
      for (const n of sent) expect(n["ref"]).toMatch(/^[CD][A-Z0-9]+\/\d+\.\d+$/i);
    }
  });

  const count = async (stand: Stand): Promise<Record<string, number> | undefined> => {
    const [n] = await stand.database.owner()<Record<string, number>[]>`
      select (select count(*)::int from audit where action <> 'account.refused') as audit, (select count(*)::int from notes) as notes,
        (select count(*)::int from notices) as notices`;
    return n;
  };

  test("the same signed command again, or the same trigger signed anew, writes nothing", async () => {
    const { slack, desk } = http;
    const payload = payloads.slash(slack, `case note ${refs[1]} written once`);
    const once = signed(form(payload), new Date());
    const before = await count(http);
    expect(reading(await (await knock(desk.url, once.clone())).text())).toContain("Note added");
    const after = await count(http);
    expect(after?.["notes"]).toBe((before?.["notes"] ?? 0) + 1);
    expect(reading(await (await knock(desk.url, once.clone())).text())).toContain("had arrived before");
    const anew = signed(form(payload), new Date(Date.now() - 2000));
    expect(reading(await (await knock(desk.url, anew)).text())).toContain("had arrived before");
    expect(await count(http)).toEqual(after);
  });

  test("a press of Ack that Slack sends again changes nothing, and another press says who it was", async () => {
    const { slack, desk, direct, hana } = http;
    const [ping] = slack.calls.filter((c) => c.method === "chat.postMessage" && c.body["channel"] === direct);
    const value = button(ping?.body["blocks"], "Ack");
    const before = await count(http);
    const press = signed(interactive(payloads.press(slack, value, { channel: { id: direct } })), new Date());
    const answers = () => slack.calls.filter((c) => c.method === "response").length;
    expect((await knock(desk.url, press.clone())).status).toBe(200);
    expect(reading((await slack.next("response")).raw)).toContain("Hana acknowledged");
    const said = answers();
    expect((await knock(desk.url, press.clone())).status).toBe(200);
    expect(await hana.press(value, direct)).toContain("Hana acknowledged");
    expect(answers()).toBe(said + 1);
    expect(await count(http)).toEqual(before);
  });

  test("in a channel that nobody bound, and to a stranger in the bound one, no word of a case is said", async () => {
    const ref = refs[1] ?? "";
    const { slack, hana } = http;
    const elsewhere = { channel_id: slack.channel("vendor-suisui"), channel_name: "privategroup" };
    const stranger = { user_id: slack.user("kenji"), user_name: "kenji" };
    const before = await count(http);
    const asks = [`case show ${ref}`, `report show ${ref}`, "case list", `case find ${product}`, `case history ${ref}`];
    for (const over of [elsewhere, stranger])
      for (const line of asks) {
        const answer = await hana.slash(line, over);
        expect(answer).toMatch(over === elsewhere ? /direct message|desk room/i : /member link/);
        for (const word of [ref, product, person, "9.8", "software", "Hana"]) expect(answer).not.toContain(word);
      }
    const [card] = slack.calls.filter((c) => c.method === "chat.postMessage");
    const user = { id: stranger.user_id, team_id: slack.team };
    for (const label of ["Take", "Open privately"]) {
      const press = payloads.press(slack, button(card?.body["blocks"], label), { user });
      await knock(http.desk.url, signed(interactive(press), new Date()));
      expect(reading((await slack.next("response")).raw)).toContain("member link");
    }
    expect(await count(http)).toEqual(before);
    expect(slack.calls.filter((c) => c.body["channel"] === elsewhere.channel_id)).toEqual([]);
    expect(await hana.slash(`case show ${ref}`)).toContain(product);
  });
});
