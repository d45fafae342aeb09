import { afterAll, beforeAll, expect, test } from "vitest";
import { durableDatabase, type TestDatabase } from "../support/database.ts";
import { reportOf } from "../support/desk.ts";
import { newHome, newKeyFile, type Running, sendReport, startDesk } from "../support/process.ts";
import { botToken, type FakeSlack, signingSecret, startSlack } from "../support/slack.ts";
import { button, type Caller, knock, nextIn, overHttp, posted } from "../support/slack-caller.ts";
import { payloads, signed } from "../support/slack-payloads.ts";
import { knowsDuty } from "../support/story.ts";

/** docs/slack.md from its first step to the first report, and then a room that others come to read. */
let slack: FakeSlack;
let database: TestDatabase;
let desk: Running;
let hana: Caller;
let channel: string;
let direct: string;

const admin = async (...words: string[]): Promise<string> => {
  const { code, out, err } = await desk.desk(...words);
  expect({ words, code, err }).toEqual({ words, code: 0, err: "" });
  return out;
};
const tell = async (event: Record<string, unknown>): Promise<void> => {
  const body = JSON.stringify(payloads.event(slack, event));
  expect((await knock(desk.url, signed(body, new Date(), { type: "json" }))).status).toBe(200);
};

beforeAll(async () => {
  slack = await startSlack();
  slack.locales.set(slack.user("hana"), "en-US");
  [channel, direct] = [slack.channel("desk"), await slack.direct("hana")];
  database = await durableDatabase();
  desk = await startDesk({
    DATABASE_URL: database.url,
    TODOKE_KEY_FILE: newKeyFile(),
    TODOKE_HOME: newHome(),
    TODOKE_LOCALE: "en",
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
  });
  hana = overHttp(slack, desk.url);
});
afterAll(async () => {
  await desk?.end();
  await database?.close();
  await slack?.close();
});

test("the manifest goes straight into a file", async () => {
  const made = JSON.parse(await admin("desk", "manifest"));
  expect(made.features.slash_commands[0].command).toBe("/todoke");
  expect(made.settings.socket_mode_enabled).toBe(true);
  const { code, err } = await desk.desk("desk", "manifest", "http");
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("https addresses only") });
});

test("linked, invited, bound: the check-up has nothing to look at, and the first report is announced", async () => {
  await admin("member", "add", "hana", "coordinator,admin", "Hana");
  await admin("duty", "set", "hana");
  await knowsDuty(database);
  await admin("member", "link", "hana", `slack:${slack.team}:${slack.user("hana")}`);
  expect(await hana.slash("room bind desk")).toContain("desk room now");
  expect(await hana.slash("desk doctor")).toMatch(/C\w+ is private, without guests[\s\S]*\n0 to look at/);
  expect((await sendReport(desk.url, "software", reportOf.software)).status).toBe(201);
  expect(posted(await nextIn(slack, channel))).toContain("New report");
});

test("a workspace that joins: the room is held, Hana hears it and gets the next report, until the room is the desk's again", async () => {
  slack.overrides.set(channel, { is_ext_shared: true });
  await tell({ type: "channel_shared", channel, connected_team_id: "T-other" });
  expect(posted(await nextIn(slack, direct))).toMatch(/Room slack:C\w+ is held[\s\S]*shared with another workspace/);
  expect(await hana.slash("case list")).toContain("is not answered in this room");
  expect(await hana.slash("room bind desk")).toContain("cannot be a desk room");
  expect(await hana.slash("desk doctor")).toMatch(/is held since/);

  expect((await sendReport(desk.url, "website", reportOf.website)).status).toBe(201);
  const card = await nextIn(slack, direct);
  expect(posted(card)).toContain("New report");
  expect(await hana.press(button(card.body["blocks"], "Take"), direct)).toContain("is yours");

  slack.overrides.delete(channel);
  await tell({ type: "channel_unshared", channel, previously_connected_team_id: "T-other" });
  expect(await hana.slash("room bind desk")).toContain("desk room now");
  expect(await hana.slash("case list")).not.toContain("is not answered");
});

test("a guest who joins holds it as well", async () => {
  slack.members.set(channel, [slack.user("hana"), slack.user("kenji")]);
  slack.overrides.set(slack.user("kenji"), { is_restricted: true });
  await tell({ type: "member_joined_channel", channel, user: slack.user("kenji"), channel_type: "C" });
  expect(posted(await nextIn(slack, direct))).toMatch(/is held[\s\S]*guests/);
  expect(await hana.slash("room info")).toMatch(/Held[\s\S]*Guests and outsiders:\s+1/);
});
