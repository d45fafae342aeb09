import { expect, vi } from "vitest";
import { Canaries, fullReport } from "./canaries.ts";
import { startDiscord } from "./discord.ts";
import { interactions } from "./discord-payloads.ts";
import { said } from "./discord-reading.ts";
import { application, discordToken, guild, people, snowflake } from "./discord-world.ts";
import { sendReport } from "./process.ts";
import { botToken, signingSecret, startSlack } from "./slack.ts";
import { button, type Caller, knock, overHttp, reading } from "./slack-caller.ts";
import { form, payloads, signed } from "./slack-payloads.ts";
import { start } from "./story.ts";
import { addRoom, discordActor } from "./vendor-discord.ts";
import { pageActor } from "./vendor-page.ts";
import { type Actor, codeIn, Ears } from "./vendor-play.ts";
import { listening, slackActor, unheard } from "./vendor-slack.ts";

/** In the order of their numbers in the directory and on the case. */
export const vendors = ["S1", "S2", "S3", "S4", "S5", "D1", "D2", "D3", "D4", "D5", "P1", "P2"] as const;
export type VendorName = (typeof vendors)[number];
export const numberOf = (name: VendorName): number => vendors.indexOf(name) + 1;

const slackNames = vendors.filter((n) => n.startsWith("S"));
const discordNames = vendors.filter((n) => n.startsWith("D"));

/** One desk with Slack, Discord and the page, a case that was accepted, and twelve vendors who are nobody yet. */
export async function startStage() {
  const canaries = new Canaries();
  const ears = new Ears();
  const room = (name: string): string => `room-of-${name.toLowerCase()}`;
  const [slack, fake] = await Promise.all([
    startSlack({ users: slackNames, channels: slackNames.map(room) }),
    startDiscord(),
  ]);
  slack.locales.set(slack.user("hana"), "en-US");
  const accounts = new Map<string, { readonly user: string; readonly channel: string; readonly team: string }>();
  for (const name of slackNames) {
    const [user, channel, team] = [slack.user(name), slack.channel(room(name)), `TEAM${name}WORK`];
    accounts.set(name, { user, channel, team });
    slack.overrides.set(user, { team_id: team, is_stranger: true });
    slack.overrides.set(channel, { is_ext_shared: true, shared_team_ids: [slack.team, team], is_member: true });
    slack.members.set(channel, [slack.user("hana"), slack.user("todoke"), user]);
  }
  slack.members.set(slack.channel("desk"), [slack.user("hana"), slack.user("todoke")]);
  for (const name of discordNames) {
    const [user, channel] = [snowflake(), snowflake()];
    accounts.set(name, { user, channel, team: guild });
    addRoom(fake, channel, room(name), user);
  }
  for (const [name, { user, channel }] of accounts)
    for (const [what, id] of Object.entries({ user, channel })) canaries.also(`${name}.${what}`, id);

  const { admin, database, desk } = await start({
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: slack.apiUrl,
    SLACK_SIGNING_SECRET: signingSecret,
    DISCORD_TOKEN: discordToken,
    DISCORD_APPLICATION_ID: application,
    DISCORD_GUILD_ID: guild,
    DISCORD_API_URL: fake.apiUrl,
  });
  const owner = database.owner();
  await admin("member", "link", "hana", `slack:${slack.team}:${slack.user("hana")}`);
  await admin("member", "add", "mori", "coordinator", "Mori");
  await admin("member", "link", "mori", `discord:${guild}:${people.mori}`);
  await fake.gateway.connected(1);
  await fake.until(() => fake.commands().length > 0 || undefined);
  const caller = overHttp(slack, desk.url);
  const hanas = <T>(act: () => Promise<T>): Promise<T> => listening(slack, act, () => {});
  const hana: Caller = {
    slash: (text, over) => hanas(() => caller.slash(text, over)),
    press: (value, channel) => hanas(() => caller.press(value, channel)),
  };

  /** Hana types a line in the desk's room: the blocks that she alone sees. */
  const blocks = (line: string): Promise<string> =>
    hanas(async () => {
      const first = await (await knock(desk.url, signed(form(payloads.slash(slack, line)), new Date()))).text();
      const whole = reading(first).startsWith("Working on it") ? (await slack.next("response")).raw : first;
      return JSON.stringify((JSON.parse(whole) as { blocks: unknown }).blocks);
    });
  const names = new Map<VendorName, string>();
  const says = async (line: string): Promise<string> => reading(`{"blocks":${await blocks(line)}}`);
  const did = async (line: string, words: string): Promise<string> => {
    const answer = await says(line);
    expect(answer, line).toContain(words);
    return answer;
  };

  const waiting = () => owner`
    select kind, destination, attempts from notices where state = 'unsent' and destination not like 'mail%' order by id`;
  /** Resolves when nothing waits to be sent any more; otherwise what waits is said, with the jobs that should send it. */
  const quiet = (): Promise<unknown> =>
    vi
      .waitUntil(async () => (await waiting()).length === 0, { timeout: 45_000, interval: 50 })
      .catch(async () => {
        const jobs =
          await owner`select task_identifier, attempts, last_error, locked_at, run_at from graphile_worker.jobs`;
        const sessions = await owner`
          select pid, application_name as app, state, wait_event, now() - xact_start as open, pg_blocking_pids(pid) as behind, left(query, 120) as query
          from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
        throw new Error(
          `not sent: ${JSON.stringify({ waiting: await waiting(), jobs, sessions, log: desk.output().slice(-2000) })}`,
        );
      });

  const slackOf = (name: string) => {
    const { user: id, channel, team } = accounts.get(name) ?? { user: "", channel: "", team: "" };
    return slackActor(slack, desk.url, ears, { name, id, team, channel });
  };
  const discordOf = (name: string) => {
    const { user, channel } = accounts.get(name) ?? { user: "", channel: "" };
    return discordActor(fake, ears, name, user, channel);
  };
  const inSlack = new Map(slackNames.map((name) => [name as string, slackOf(name)]));
  const inDiscord = new Map(discordNames.map((name) => [name as string, discordOf(name)]));
  const onPage = new Map(["P1", "P2"].map((name) => [name, pageActor(desk.url, ears, name)]));
  const actor = (name: VendorName): Actor => {
    const found = inSlack.get(name) ?? inDiscord.get(name) ?? onPage.get(name);
    if (found === undefined) throw new Error(name);
    return found;
  };

  await hana.slash("room bind desk");
  const report = fullReport("software", canaries);
  const sent = (await (await sendReport(desk.url, "software", report.values)).json()) as { reference: string };
  const ref = sent.reference.slice(-8);
  await did(`report accept ${ref} all`, "is a case now");
  await did(`case take ${ref}`, "is yours");

  /** Its entry in the directory with every field filled in, its room, its person's account, its place on the case. */
  async function comes(name: VendorName): Promise<void> {
    const n = numberOf(name);
    const mark = (field: string): string => canaries.make(`${name}.${field}`);
    names.set(name, mark("name"));
    const phone = canaries.also(
      `${name}.phone`,
      `03-77${String(n).padStart(2, "0")}-48${String(n * 7).padStart(2, "0")}`,
    );
    await did(`vendor add "${names.get(name)}"`, "directory");
    await did(
      `vendor contact ${n} "${mark("person")}" mail=${mark("mail")}@canary.example phone=${phone}`,
      "is person 1",
    );
    const [product, notes] = [mark("product"), mark("notes")];
    await says(`vendor product ${n} "${product}" keyword=${mark("keyword")} purl=pkg:npm/${mark("purl")}`);
    await says(
      `vendor edit ${n} address="${mark("address")}" intake=https://${mark("intake")}.example/ notes="${notes}"`,
    );
    expect(await did(`vendor show ${n}`, product)).toContain(notes);
    const at = accounts.get(name);
    if (name.startsWith("S"))
      expect(await hana.slash(`room bind vendor vendor=${n}`, { channel_id: at?.channel ?? "" })).toContain(
        "vendor's room",
      );
    if (name.startsWith("D")) {
      const options = [
        { name: "audience", type: 3, value: "vendor" },
        { name: "vendor", type: 4, value: n },
      ];
      const where = { user: people.mori, channel: at?.channel ?? "" };
      const bind = interactions.slash(fake, "room bind", options, where);
      fake.gateway.send("INTERACTION_CREATE", bind);
      expect(said((await fake.answered(bind.token)).data)).toContain("vendor's room");
    }
    const code = codeIn(await did(`vendor link ${n} 1`, "works once"));
    expect(await actor(name).link(code)).toMatch(/You can now answer|shown only here/);
    await did(`party add ${ref} vendor=${n}`, `is party ${n}`);
    await did(`party invite ${ref} ${n}`, name.startsWith("P") ? "nothing was sent" : "went to its room (1)");
  }

  return {
    canaries,
    ears,
    slack,
    fake,
    desk,
    owner,
    ref,
    report,
    accounts,
    inSlack,
    inDiscord,
    actor,
    nameOf: (name: VendorName): string => names.get(name) ?? "",
    /** All that was written into a vendor's room. */
    roomOf: (name: VendorName): string[] => inSlack.get(name)?.room() ?? inDiscord.get(name)?.room() ?? [],
    /** Names of what is neither this vendor's own nor said to all of them. */
    strange: (name: string, text: string): string[] =>
      canaries.found(text).filter((found) => !found.startsWith(`${name}.`) && !found.startsWith("all.")),
    blocks,
    says,
    did,
    quiet,
    /** Somebody of another workspace whose id is that of a vendor's person, in that vendor's room. */
    stranger(name: VendorName) {
      const { user: id = "", channel = "" } = accounts.get(name) ?? {};
      return slackActor(slack, desk.url, ears, { name: "stranger", id, team: "TFOREIGN", channel });
    },
    /** One more person of a vendor, in its room. */
    colleague: (name: VendorName) => discordActor(fake, ears, name, snowflake(), accounts.get(name)?.channel ?? ""),
    /** Private answers of Slack's that nobody was seen to cause. */
    unheard: () => unheard(slack).map((c) => c.raw),
    /** Hana presses a button that her own line brought. */
    presses: (shown: string, label: string): Promise<string> => hana.press(button(shown, label), slack.channel("desk")),
    async everybodyComes() {
      for (const name of vendors) await comes(name);
      await quiet();
    },
    async close() {
      await desk.end();
      await database.close();
      await Promise.all([slack.close(), fake.close()]);
    },
  };
}
export type Stage = Awaited<ReturnType<typeof startStage>>;
