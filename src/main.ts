import path from "node:path";
import { createConsole } from "../adapters/console/index.ts";
import type { Adapter } from "../adapters/contract.ts";
import { createSlack } from "../adapters/slack/index.ts";
import { manifest } from "../adapters/slack/manifest.ts";
import { createWeb } from "../adapters/web/index.ts";
import { readCalendar } from "../commands/calendar-feed.ts";
import { redraw } from "../commands/cards.ts";
import { complete } from "../commands/complete.ts";
import { tick } from "../commands/deadline/tick.ts";
import { drain } from "../commands/deliver.ts";
import { fillDemo } from "../commands/demo/fill.ts";
import type { Desk } from "../commands/desk.ts";
import { createDispatch } from "../commands/dispatch.ts";
import { syncGroups } from "../commands/duty/groups.ts";
import { createForms } from "../commands/forms.ts";
import { createHome, refreshHome } from "../commands/home.ts";
import { commands } from "../commands/index.ts";
import { createIntake } from "../commands/report/status.ts";
import { lookAt, lookAtAll } from "../commands/room/hold.ts";
import { lineOfWords } from "../commands/text.ts";
import { turnedAway } from "../commands/turned-away.ts";
import { checkServer, UnfitDatabase } from "../db/check.ts";
import { connect } from "../db/client.ts";
import { clusterFolder, startCluster } from "../db/embedded/cluster.ts";
import { startJobs } from "../db/jobs.ts";
import { lead } from "../db/leader.ts";
import { migrateUp } from "../db/migrate.ts";
import { hearRequest } from "../db/queries/desk.ts";
import { queueState, waitingDestinations, wake } from "../db/queries/notices.ts";
import { lift } from "../db/queries/stops.ts";
import { calendarIn } from "./calendar.ts";
import { readKey } from "./config/readers.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { ActionTokens } from "./crypto/action-token.ts";
import { Keyring } from "./crypto/keyring.ts";
import type { Editor, HomeDrawer, Outlet } from "./delivery.ts";
import { HomeInUse, homeKey, socketPath, takeHome } from "./home.ts";
import { createLog } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import type { Surface } from "./surface.ts";

/** EX_CONFIG of sysexits.h: the environment is faulty, nothing was opened. */
const configFault = 78;
/** Milliseconds that a stop may take before the process ends anyway. */
const stopLimit = 10_000;

/** Undone in reverse order at the end, whatever had been reached. */
type Undo = () => unknown;

async function openDatabase(config: Config, undo: Undo[], lost: () => void): Promise<{ url: string; asApp: boolean }> {
  let url = config.databaseUrl;
  if (url === undefined) {
    const cluster = await startCluster({ folder: clusterFolder(config.home), ended: lost });
    undo.push(() => cluster.stop());
    url = cluster.url;
  }
  const probe = connect(url, { max: 1, asApp: false });
  try {
    await checkServer(probe.sql);
  } finally {
    await probe.close();
  }
  return { url, asApp: await migrateUp(url) };
}

/** A platform has taken our token: what was stopped for its sake goes on. */
function worksAgain(desk: Desk, platform: string): void {
  void desk.db
    .transaction((tx) => lift(tx, [platform]))
    .catch((error: unknown) => desk.log.warn({ err: error, platform }, "a platform's stop could not be lifted"));
}

function slackOf(config: Config, desk: Desk, dispatch: ReturnType<typeof createDispatch>) {
  if (config.slack === undefined) return undefined;
  return createSlack({
    dispatch,
    forms: createForms(desk),
    home: createHome(desk),
    seen: async (key) => !(await hearRequest(desk.db, desk.keys.request(key))),
    works: () => worksAgain(desk, "slack"),
    look: (room, suspect) => lookAt(desk, { platform: "slack", ...room }, suspect ? "suspect" : "nothing"),
    tokens: new ActionTokens(desk.keys.buttons),
    log: desk.log,
    now: () => new Date(),
    config: {
      ...config.slack,
      root: config.slackCommand,
      dutyGroup: config.slackDutyGroup,
      locale: config.locale,
      eventsUrl: `${config.publicUrl}/slack/events`,
    },
  });
}

/** Loaded only when it is configured: the library takes time and memory. */
async function discordOf(
  config: Config,
  desk: Desk,
  dispatch: ReturnType<typeof createDispatch>,
  database: { readonly url: string; readonly asApp: boolean },
) {
  if (config.discord === undefined) return undefined;
  const { createDiscord } = await import("../adapters/discord/index.ts");
  return createDiscord({
    dispatch,
    forms: createForms(desk),
    commands,
    seen: async (key) => !(await hearRequest(desk.db, desk.keys.request(key))),
    turnedAway: (principal, why) => turnedAway(desk, principal, why),
    works: () => worksAgain(desk, "discord"),
    look: (room, told) => lookAt(desk, { platform: "discord", ...room }, told),
    lookAll: () => lookAtAll(desk),
    lead: (work) => lead({ ...database, name: "discord", log: desk.log, work }),
    tokens: new ActionTokens(desk.keys.buttons),
    log: desk.log,
    now: () => new Date(),
    config: { ...config.discord, locale: config.locale },
  });
}

function manifestOf({ locale, publicUrl, slackCommand: root, slackDutyGroup }: Config): Desk["manifest"] {
  const nouns = [...new Set(commands.map((c) => c.name.split(" ")[0] ?? ""))];
  return (how) =>
    JSON.stringify(manifest(how, { root, locale, publicUrl, nouns, hasGroup: slackDutyGroup !== undefined }), null, 2);
}

const queueFacts = (q: Awaited<ReturnType<typeof queueState>>[number]) => ({
  ...q,
  age: q.oldest === null ? 0 : (Date.now() - new Date(q.oldest).getTime()) / 1000,
});

const welcome = (config: Config, mode: string): string => `ready  ${config.publicUrl}/  (${mode})

Try:
  the report form          ${config.publicUrl}/report/software
  a believable desk        npm run demo
  a command                npm run -s desk -- report list
  help                     npm run -s desk -- help
`;

/** Builds the desk from the configuration and runs it until a signal. Every plain call of it is here; nothing else wires. */
async function main(config: Config): Promise<void> {
  const undo: Undo[] = [];
  const log = createLog(config.logLevel);
  let leaving = false;
  const leave = async (code: number): Promise<void> => {
    if (leaving) return;
    leaving = true;
    process.exitCode = code; // should a step below wait for what never comes and nothing else be left to do
    setTimeout(() => process.exit(1), stopLimit).unref();
    for (const step of undo.reverse()) {
      try {
        await step();
      } catch (error) {
        log.error({ err: error }, "a part did not stop cleanly");
      }
    }
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void leave(0));
  // Node would print the error whole, and errors of the database quote values.
  for (const fault of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(fault, (error: unknown) => {
      log.error({ err: error }, "a fault that nothing caught; stopping");
      void leave(1);
    });
  }

  try {
    undo.push(takeHome(config.home));
    const key = config.keyFile === undefined ? homeKey(config.home) : readKey(config.keyFile);
    if (key === undefined) throw new Error("the key file changed while it was read");
    const lost = (): void => {
      process.stderr.write("The desk's PostgreSQL ended; stopping too. Start again with: npm start\n");
      void leave(1);
    };
    const { url, asApp } = await openDatabase(config, undo, lost);
    const connection = connect(url, { max: 10, asApp });
    undo.push(() => connection.close());

    const calendar = calendarIn(config.zone);
    const { publicUrl, zone } = config;
    const surfaces = new Map<string, Surface>();
    const desk: Desk = {
      db: connection.db,
      keys: new Keyring(key),
      zone,
      calendar,
      publicUrl,
      log,
      surfaces,
      manifest: manifestOf(config),
    };
    const dispatch = createDispatch(desk);
    const slack = slackOf(config, desk, dispatch);
    const discord = await discordOf(config, desk, dispatch, { url, asApp });
    for (const chat of [slack, discord]) if (chat !== undefined) surfaces.set(chat.platform, chat.surface);
    const terminal = createConsole({
      dispatch,
      socket: socketPath(config.home),
      locale: config.locale,
      demo: (locale) => fillDemo(desk, locale),
      complete: (line) => complete(desk, line),
      lineOf: (words) => lineOfWords(words, commands),
      interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
      leave: () => void leave(0),
      failed: (error) => log.error({ err: error }, "the terminal got no answer"),
      print: (text) => process.stdout.write(`${text}\n`),
    });
    const adapters: readonly Adapter[] = [terminal, slack, discord].filter((a) => a !== undefined);
    const metrics = createMetrics();
    const editors = new Map<string, Editor>(adapters.flatMap((a) => (a.edit ? [[a.platform, a.edit]] : [])));
    const pages = new Map<string, HomeDrawer>(adapters.flatMap((a) => (a.home ? [[a.platform, a.home]] : [])));
    const outlets = new Map<string, Outlet>(
      adapters.flatMap((a) => (a.deliver ? [[a.platform, metrics.counted(a.platform, a.deliver)]] : [])),
    );

    const web = createWeb({
      intake: createIntake(desk),
      publicUrl,
      log,
      spoolDir: path.join(config.home, "spool"),
      mounts: slack === undefined ? [] : [{ prefix: "/slack", handle: (request) => slack.handle(request) }],
      calendar: (name) => readCalendar(desk, name),
      table: { dispatch, forms: createForms(desk) },
      locale: config.locale,
      timeZone: zone,
    });
    undo.push(() => web.stop());
    await web.start(config.host, config.port);
    for (const adapter of adapters) {
      undo.push(() => adapter.stop());
      await adapter.start();
    }
    const jobs = await startJobs({
      url,
      asApp,
      log,
      ended: () => void leave(1),
      tasks: {
        redraw: (notice) => redraw(desk, editors, notice, config.locale),
        home: (page) => refreshHome(desk, pages, page),
        drain: async (destination) => void (await drain(desk, outlets, destination, config.locale)),
        tick: async () => {
          await tick(desk);
          // A queue that lost its wake-up, or whose platform was not configured until now, goes on here.
          for (const platform of outlets.keys()) {
            await desk.db.transaction(async (tx) => wake(tx, await waitingDestinations(tx, platform)));
          }
        },
        rooms: () => lookAtAll(desk),
        groups: () => syncGroups(desk),
      },
    });
    undo.push(() => jobs.stop());
    if (config.metricsPort !== undefined) {
      const queues = () => desk.db.transaction(async (tx) => (await queueState(tx)).map(queueFacts));
      undo.push(await metrics.serve(config.metricsPort, queues));
    }
    process.stdout.write(`${welcome(config, config.databaseUrl === undefined ? "own PostgreSQL" : "DATABASE_URL")}\n`);
    terminal.openPrompt();
  } catch (error) {
    const told = error instanceof HomeInUse || error instanceof UnfitDatabase;
    const busy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (told) process.stderr.write(`${error.message}\n`);
    else if (busy)
      process.stderr.write(
        `PORT ${config.port} on ${config.host} is in use; stop that program or set PORT to another number\n`,
      );
    else {
      process.stderr.write(`Todoke could not start: ${error instanceof Error ? error.message : "unknown"}\n`);
      log.error({ err: error }, "start failed");
    }
    await leave(told || busy ? configFault : 1);
  }
}

try {
  process.loadEnvFile();
} catch {
  // No .env file: the environment is all there is.
}
try {
  const config = readConfig(process.env, process.cwd());
  if (process.argv.includes("--check-config")) process.stdout.write("The configuration is complete.\n");
  else await main(config);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  const n = error.faults.length;
  process.stderr.write(`${n} ${n === 1 ? "setting is" : "settings are"} wrong; nothing was started:\n`);
  for (const fault of error.faults) process.stderr.write(`  ${fault.variable} ${fault.what}\n`);
  process.exit(configFault);
}
