import { afterAll, expect, test } from "vitest";
import { durableDatabase } from "../support/database.ts";
import { testDesk } from "../support/desk.ts";
import { startDiscord } from "../support/discord.ts";
import { interactions } from "../support/discord-payloads.ts";
import { application, discordToken, guild, people } from "../support/discord-world.ts";
import { newHome, newKeyFile, type Running, startDesk } from "../support/process.ts";

const t = await testDesk({ database: await durableDatabase() });
const owner = t.database.owner();
const fake = await startDiscord();
const { gateway } = fake;
const TODOKE_KEY_FILE = newKeyFile();
const desks: Running[] = [];
afterAll(async () => {
  await Promise.all(desks.map((d) => d.end()));
  await Promise.all([fake.close(), t.database.close()]);
});

const start = async (): Promise<Running> => {
  const desk = await startDesk({
    DATABASE_URL: t.database.url,
    TODOKE_KEY_FILE,
    TODOKE_HOME: newHome(),
    DISCORD_TOKEN: discordToken,
    DISCORD_APPLICATION_ID: application,
    DISCORD_GUILD_ID: guild,
    DISCORD_API_URL: fake.apiUrl,
  });
  desks.push(desk);
  return desk;
};
const timely = { timeout: 60_000, interval: 50 };
const leads = (d: Running): boolean => {
  const said = [...d.output().matchAll(/this process leads( no more)?/g)].at(-1);
  return said !== undefined && said[1] === undefined;
};
/** Asks once, and counts the answers. */
async function answers(): Promise<void> {
  const one = interactions.slash(fake, "help", [], { dm: true, user: people.hana });
  gateway.send("INTERACTION_CREATE", one);
  await fake.answered(one.token);
  expect(fake.calls.filter((c) => c.path.includes(one.token) && c.path.endsWith("/callback"))).toHaveLength(1);
}

test("of two processes one holds the connection; it is taken over when that one is killed, cut off or stopped", async () => {
  const first = await start();
  await expect.poll(() => gateway.online(), timely).toBe(1);
  const second = await start();
  expect([leads(first), leads(second), gateway.identifies.length]).toEqual([true, false, 1]);
  await answers();

  await first.end("SIGKILL");
  let began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  await expect.poll(() => [gateway.identifies.length, gateway.online()], timely).toEqual([2, 1]);
  expect(leads(second)).toBe(true);
  const afterKill = seconds();
  await answers();

  // The leader loses the connection that holds its place: it logs out at once, whoever leads next.
  const third = await start();
  const [resumed, logins] = [gateway.resumes, gateway.identifies.length];
  began = performance.now();
  await owner`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'todoke discord' and pid in (select pid from pg_locks where locktype = 'advisory')`;
  await expect.poll(() => gateway.online(), { timeout: 2_000, interval: 5 }).toBe(0);
  const loggedOut = seconds();
  await expect.poll(() => [gateway.online(), gateway.identifies.length], timely).toEqual([1, logins + 1]);
  const afterCut = seconds();
  await answers();

  const [leader, other] = leads(third) ? [third, second] : [second, third];
  began = performance.now();
  await leader.end("SIGTERM");
  await expect.poll(() => [gateway.identifies.length, gateway.online()], timely).toEqual([logins + 2, 1]);
  expect(leads(other)).toBe(true);
  const afterStop = seconds();
  await answers();
  const told = [afterKill, afterCut, afterStop].map((s) => s.toFixed(1));
  console.log(
    `taken over ${told[0]} s after kill -9, ${told[1]} s after the line to the database was cut (logged out after ${loggedOut.toFixed(2)} s), ${told[2]} s after a stop`,
  );
  expect(Math.max(afterKill, afterCut, afterStop)).toBeLessThan(30);
  expect(gateway.resumes).toBe(resumed);
}, 240_000);
