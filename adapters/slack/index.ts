import { App } from "@slack/bolt";
import type { Logger } from "pino";
import type { Dispatch, Forms, Home } from "../../commands/contract.ts";
import type { ActionTokens } from "../../src/crypto/action-token.ts";
import { guard, guardEdit, type Watch } from "../../src/guard.ts";
import type { Locale } from "../../src/locale.ts";
import { type Clock, monotonic } from "../../src/pace.ts";
import { pause } from "../../src/pause.ts";
import type { Surface } from "../../src/surface.ts";
import type { Adapter } from "../contract.ts";
import { type Again, createAnswer } from "./answer.ts";
import type { Press } from "./blocks.ts";
import { type Look, listenForChanges } from "./changes.ts";
import { clientOptions, createClient } from "./client.ts";
import { createDeliver, createEdit, createPost } from "./deliver.ts";
import { createDialogs } from "./dialogs.ts";
import { createDoor } from "./egress.ts";
import { createExamine } from "./examine.ts";
import { createGroup } from "./group.ts";
import { createHomes } from "./home.ts";
import { createHttpReceiver } from "./http.ts";
import { createIdentity } from "./identity.ts";
import type { Seal } from "./inputs.ts";
import { createLimiter } from "./limiter.ts";
import { listen } from "./listen.ts";
import { listenInViews } from "./listen-views.ts";
import { describe, sdkLogger } from "./log.ts";
import { createPatience } from "./patience.ts";
import { createPeople } from "./people.ts";
import { createRooms } from "./rooms.ts";
import { createSockets } from "./sockets.ts";
import { createDraw, createViews } from "./views.ts";

export interface SlackConfig {
  readonly botToken: string;
  readonly signingSecret: string;
  /** Present: Socket Mode. Absent: HTTP, through `handle`. */
  readonly appToken?: string | undefined;
  /** With its slash. Default https://slack.com/api/ */
  readonly apiUrl?: string | undefined;
  /** The slash command without its slash: "todoke". */
  readonly root: string;
  /** Where Slack sends over HTTP, to be shown. */
  readonly eventsUrl?: string;
  /** A user group that holds whoever is on duty. */
  readonly dutyGroup?: string | undefined;
  /** Socket Mode connections. Default 2. */
  readonly sockets?: number;
  /** For people whose language Slack has not told us. Default ja. */
  readonly locale?: Locale;
  /** Milliseconds: until we say that it takes longer (2000), for one call to Slack (10000), first pause of a retry (1000). */
  readonly answerMs?: number;
  readonly timeoutMs?: number;
  readonly pauseMs?: number;
}

export interface SlackDeps {
  readonly dispatch: Dispatch;
  readonly forms: Forms;
  readonly home: Home;
  /** Records a key; true when it was there already. */
  readonly seen: (key: string) => Promise<boolean>;
  /** Called when Slack has taken our token. */
  readonly works: () => void;
  /** Called when others may read in a room than did before. */
  readonly look: Look;
  readonly tokens: ActionTokens;
  readonly log: Logger;
  readonly now: () => Date;
  /** What the pace of our calls is measured by. Default: the process's own. */
  readonly clock?: Clock;
  readonly config: SlackConfig;
}

export interface Slack extends Adapter {
  readonly deliver: NonNullable<Adapter["deliver"]>;
  readonly surface: Surface;
  /** For POST /slack/events. 404 in Socket Mode. */
  handle(request: Request): Promise<Response>;
}

/** How long `stop` waits for answers under way. */
const stopMs = 5_000;

/** @throws Error when the signing secret is empty and there is no app token. */
export function createSlack({
  dispatch,
  forms,
  home,
  seen,
  works,
  look,
  tokens,
  log,
  now,
  clock = monotonic,
  config,
}: SlackDeps): Slack {
  const { botToken, appToken, apiUrl = "https://slack.com/api/", root, locale = "ja" } = config;
  const { answerMs: withinMs = 2_000, timeoutMs = 10_000, pauseMs = 1_000 } = config;
  const ended = new AbortController();
  const sdkLog = sdkLogger(log);
  const door = createDoor(apiUrl, log, timeoutMs, createLimiter(clock));
  const options = () => clientOptions(apiUrl, door, sdkLog, timeoutMs);
  const client = createClient(botToken, options());
  const identity = createIdentity(client, log, pauseMs, works);
  const people = createPeople(client, locale, now);
  const rooms = createRooms({ client, identity, now, clock, log });
  const post = createPost(client, door, people);
  const press = (only: string, more?: Again): Press => ({ tokens, now: now(), root, only, ...more });
  const open = (token: string) => tokens.read(token, now());
  const seal = (only: string): Seal => ({
    close: (value) => tokens.make({ run: value, only }, now()),
    open: (token) => {
      const read = open(token);
      return read?.only === only ? read.run : undefined;
    },
  });
  const draw = createDraw({ press, seal });
  const views = createViews(client, door, draw);
  const patience = createPatience({ now, pauseMs, ended: ended.signal });
  const dialogs = createDialogs({ dispatch, forms, door, draw, seal, patience, log, withinMs });
  const { answer, heard: hear, idle } = createAnswer({ dispatch, seen, patience, tokens, now, log, withinMs });

  let heardAt: Date | undefined;
  const heard = (): void => {
    heardAt = now();
  };
  const connections = config.sockets ?? 2;
  const receiver = appToken
    ? createSockets({ appToken, connections, clientOptions: options, pauseMs, heard, sdkLog, log })
    : createHttpReceiver(config.signingSecret, now, heard, log);
  const http = "handle" in receiver ? receiver : undefined;
  const examine = createExamine({
    door,
    apiUrl,
    botToken,
    appToken,
    eventsUrl: config.eventsUrl ?? "https://YOUR-DESK/slack/events",
    root,
    hasGroup: config.dutyGroup !== undefined,
    rooms,
    sockets: () => ("state" in receiver ? receiver.state() : undefined),
    heardAt: () => heardAt,
    now,
  });

  const app = new App({
    receiver,
    authorize: async () => ({ botToken }),
    // Done in receive.ts, which also knows other bots.
    ignoreSelf: false,
    clientOptions: options(),
    logger: sdkLog,
    convoStore: false,
    attachFunctionToken: false,
  });
  app.error(async (error) => log.error(describe(error), "a Slack listener failed"));

  const listening = { answer, heard: hear, forms, dialogs, views, door, identity, people, post, press, open, now };
  listenInViews(app, { ...listening, draw, ...listen(app, listening) });
  const watch: Watch = { read: rooms.read, distrust: (room) => look(room, true) };
  listenForChanges(app, { identity, rooms, look });

  return {
    platform: "slack",
    deliver: guard(createDeliver(post, people, press), watch),
    edit: guardEdit(createEdit(client, door, press), watch),
    home: createHomes(app, { client, door, home, identity, people, press, log }),
    surface: {
      room: rooms.read,
      examine,
      ...(config.dutyGroup !== undefined && { group: createGroup(client, identity, config.dutyGroup) }),
    },
    handle: async (request) => http?.handle(request) ?? new Response(null, { status: 404 }),
    async start() {
      void identity.learn(ended.signal);
      await app.start();
    },
    async stop() {
      ended.abort();
      await app.stop();
      await Promise.race([idle(), pause(stopMs, new AbortController().signal)]);
    },
  };
}
