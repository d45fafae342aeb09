import type { Logger } from "pino";
import type { AnyCommand, Dispatch, Forms, Principal } from "../../commands/contract.ts";
import type { ActionTokens } from "../../src/crypto/action-token.ts";
import { guard, guardEdit, type Watch } from "../../src/guard.ts";
import type { Locale } from "../../src/locale.ts";
import { type Clock, monotonic } from "../../src/pace.ts";
import { pause } from "../../src/pause.ts";
import type { Surface } from "../../src/surface.ts";
import type { Adapter } from "../contract.ts";
import { type Again, createAnswers, type OpenForm } from "./answers.ts";
import type { Press } from "./blocks.ts";
import { createChanges, type Look } from "./changes.ts";
import { createClient, createRest } from "./client.ts";
import { createDeliver, createEdit, createPost } from "./deliver.ts";
import { createDoor } from "./egress.ts";
import { createExamine } from "./examine.ts";
import { createGateway } from "./gateway.ts";
import { createIdentity } from "./identity.ts";
import { createLimiter } from "./limiter.ts";
import { createListener } from "./listen.ts";
import { describe } from "./log.ts";
import { createMake } from "./make.ts";
import { createMemory } from "./memory.ts";
import { isRegistered, register, tellOf } from "./register.ts";
import { createRooms } from "./rooms.ts";
import { createWrite } from "./typed.ts";
import { createWorld } from "./world.ts";

interface DiscordConfig {
  readonly token: string;
  readonly application: string;
  readonly guild: string;
  /** Without a version. Default https://discord.com/api */
  readonly apiUrl?: string | undefined;
  readonly locale?: Locale;
  /** Milliseconds: for one call (10000), for a form to be the first answer (2000), before another try to connect (5000). */
  readonly timeoutMs?: number;
  readonly formMs?: number;
  readonly pauseMs?: number;
}

/** Our turn to hold the one connection, among all processes of this desk. */
interface Leadership {
  stop(): Promise<void>;
}

export interface DiscordDeps {
  readonly dispatch: Dispatch;
  readonly forms: Forms;
  readonly commands: readonly AnyCommand[];
  readonly seen: (key: string) => Promise<boolean>;
  /** Called when somebody asked from outside the desk's guild, with the reason. */
  readonly turnedAway: (principal: Principal, why: string) => Promise<void>;
  /** Called when Discord has taken our token. */
  readonly works: () => void;
  /** Called when something was said of who reads in a channel. */
  readonly look: Look;
  /** Called when what happened concerns every room. */
  readonly lookAll: () => Promise<unknown>;
  /** Sees that the work goes on in one process at a time. */
  readonly lead: (work: (ended: AbortSignal) => Promise<void>) => Leadership;
  readonly tokens: ActionTokens;
  readonly log: Logger;
  readonly now: () => Date;
  /** What the pace of our calls is measured by. Default: the process's own. */
  readonly clock?: Clock;
  readonly config: DiscordConfig;
}

export interface Discord extends Adapter {
  readonly deliver: NonNullable<Adapter["deliver"]>;
  readonly edit: NonNullable<Adapter["edit"]>;
  readonly surface: Surface;
}

/** How long `stop` waits for answers under way. */
const stopMs = 5_000;

/** Discord over its gateway: real discord.js for the connection, our own words for everything that is said. */
export function createDiscord({
  dispatch,
  forms,
  commands,
  seen,
  turnedAway,
  works,
  look,
  lookAll,
  lead,
  tokens,
  log,
  now,
  clock = monotonic,
  config,
}: DiscordDeps): Discord {
  const { token, application, guild, apiUrl = "https://discord.com/api", locale = "ja" } = config;
  const { timeoutMs = 10_000, formMs = 2_000, pauseMs = 5_000 } = config;
  const door = createDoor(apiUrl, log, createLimiter(clock));
  const calls = { apiUrl, door, timeoutMs };
  const rest = createRest(calls, token);
  const write = createWrite(commands);
  const press = (only: string, more?: Again): Press => ({ tokens, now: now(), only, write, ...more });
  const memory = createMemory<OpenForm>(now);
  const answers = createAnswers({ rest, application, door, dispatch, forms, memory, press, log, formMs });
  const post = createPost(rest, door);

  const underway = new Set<Promise<unknown>>();
  const begin = (work: Promise<unknown>): void => {
    const one = work
      .catch((error: unknown) => log.error(describe(error), "work for Discord failed"))
      .finally(() => underway.delete(one));
    underway.add(one);
  };
  // Discord's objects in the library know only what it models, so the dispatches themselves are read.
  const gateway = createGateway({
    create: () => createClient(calls),
    token,
    dispatch(type, data) {
      begin(listener(type, data));
      begin(changes(type, data));
      if (type === "READY") begin(welcome());
    },
    now,
    log,
    pauseMs,
  });
  const world = createWorld(guild, gateway.me);
  const identity = createIdentity(rest, gateway.me);
  const rooms = createRooms({ rest, guild, identity, now, log });
  const changes = createChanges({ guild, world, rooms, look, lookAll });
  const watch: Watch = { read: rooms.read, distrust: (room) => look(room, "suspect") };
  const listener = createListener({
    guild,
    application,
    me: gateway.me,
    answers,
    dispatch,
    forms,
    find: memory.find,
    open: (id, reader) => tokens.readShort(id, reader, now()),
    seen,
    turnedAway,
    post,
    press,
    channelOf: world.channel,
    locale,
    log,
  });

  const registerAll = () => register(rest, door, application, guild, commands);
  /** Discord has taken our token: what was stopped goes on, and the guild has our commands. */
  async function welcome(): Promise<void> {
    works();
    const { changed, hash } = await registerAll();
    log.info({ changed, hash }, "Discord knows us and our commands");
  }

  let place: Leadership | undefined;
  return {
    platform: "discord",
    deliver: guard(createDeliver(post, press), watch),
    edit: guardEdit(createEdit(rest, door, press), watch),
    surface: {
      room: rooms.read,
      examine: createExamine({
        rest,
        token,
        application,
        guild,
        connection: gateway.state,
        registered: () => isRegistered(rest, application, guild, commands),
        now,
      }),
      tenant: guild,
      make: createMake({ rest, door, guild, identity }),
      register: async () => [await tellOf(registerAll)],
    },
    async start() {
      place = lead(gateway.run);
    },
    async stop() {
      await place?.stop();
      await Promise.race([Promise.all(underway), pause(stopMs, new AbortController().signal)]);
    },
  };
}
