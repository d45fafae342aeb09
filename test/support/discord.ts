import { createServer, type IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createGateway, type Gateway } from "./discord-gateway.ts";
import { faultsOf } from "./discord-spec.ts";
import {
  application,
  bot,
  type Channel,
  channels,
  discordToken,
  guild,
  guildRoles,
  memberOf,
  newGuildChannels,
  people,
  snowflake,
  userOf,
} from "./discord-world.ts";
import { acceptSocket } from "./websocket.ts";

/**
 * A Discord that is not there: its gateway, and the part of its REST interface that we use. Every body that we send is held
 * against Discord's own description (discord-spec.ts). What it tells of guilds, members and interactions has the documented
 * shapes; all of it is modelled, not observed.
 */
type Handler = (q: IncomingMessage, s: ServerResponse) => void;
const json = (s: ServerResponse, status: number, body: unknown): void =>
  void s.writeHead(status, { "content-type": "application/json" }).end(body === undefined ? "" : JSON.stringify(body));

/** What the server does to one call instead of answering it. */
const faults = {
  "429": (_q, s) => {
    s.setHeader("retry-after", "7").setHeader("x-ratelimit-scope", "user");
    json(s, 429, { message: "You are being rate limited.", retry_after: 7, global: false });
  },
  "429 without a time": (_q, s) => json(s, 429, {}),
  "500": (_q, s) => void s.writeHead(500).end("oops"),
  html: (_q, s) => void s.writeHead(200, { "content-type": "text/html" }).end("<html>maintenance</html>"),
  "502 html": (_q, s) => void s.writeHead(502, { "content-type": "text/html" }).end("<html>bad gateway</html>"),
  "cut json": (_q, s) => void s.writeHead(200, { "content-type": "application/json" }).end('{"id":"1'),
  "accept then drop": (q) => void q.socket.destroy(),
  "accept then hang": () => {},
} as const satisfies Record<string, Handler>;
/** After these Discord has done what was asked. */
const accepting: ReadonlySet<Fault> = new Set(["html", "cut json", "accept then drop", "accept then hang"]);
export type Fault =
  | keyof typeof faults
  | { readonly status: number; readonly code: number; readonly message?: string }
  | { readonly status: 429; readonly headers: Readonly<Record<string, string>> };

interface Call {
  readonly method: string;
  /** Without /api/v10 and the query. */
  readonly path: string;
  readonly body: unknown;
}

/** What became of one interaction. */
export interface Reply {
  /** 4 message, 5 deferred, 6 deferred update, 7 update, 8 autocomplete, 9 modal. */
  type: number;
  /** The first response's data, then the original message as it was edited last. */
  data: Record<string, unknown>;
  /** Whether only the asker sees it. */
  ephemeral: boolean;
  /** A deferred answer that was filled in, or any other first response. */
  done: boolean;
  followUps: Record<string, unknown>[];
}

export interface FakeDiscord {
  readonly apiUrl: string;
  readonly gateway: Gateway;
  readonly calls: Call[];
  readonly channels: Map<string, Channel>;
  /** Messages that are out, by "<channel>/<message>". */
  readonly messages: Map<string, Record<string, unknown>>;
  /** Commands of the guild, as they were registered. */
  readonly commands: () => readonly unknown[];
  /** People who take no direct messages. */
  readonly closed: Set<string>;
  /** What was answered to the interaction with this token. */
  reply(token: string): Reply | undefined;
  /** Resolves when its answer is whole. */
  answered(token: string): Promise<Reply>;
  /** From now on Discord does not know this interaction any more (three seconds are over). */
  expire(token: string): void;
  /** The channel of our direct messages with somebody. */
  dm(user: string): string;
  fault(method: string, path: RegExp, fault: Fault, always?: boolean): void;
  /** Resolves with the next call of this kind after those that were already taken. */
  next(method: string, path: RegExp): Promise<Call>;
  until<T>(look: () => T | undefined): Promise<T>;
  forget(): void;
  close(): Promise<void>;
}

const list = (v: unknown): unknown[] => (Array.isArray(v) ? v : []);
const listening = (server: ReturnType<typeof createServer>): Promise<number> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)));

export async function startDiscord(): Promise<FakeDiscord> {
  const calls: Call[] = [];
  const taken = new Map<string, number>();
  const waiting: (() => void)[] = [];
  const planned: { method: string; path: RegExp; fault: Fault; always: boolean }[] = [];
  const replies = new Map<string, Reply>();
  const gone = new Set<string>();
  const messages = new Map<string, Record<string, unknown>>();
  const nonces = new Map<string, Record<string, unknown>>();
  const known = newGuildChannels();
  const closed = new Set<string>();
  const dms = new Map<string, string>();
  let commands: unknown[] = [];
  const wake = (): void => {
    for (const go of waiting.splice(0)) go();
  };
  const until = async <T>(look: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const dm = (user: string): string => {
    const id = dms.get(user) ?? snowflake();
    dms.set(user, id);
    known.set(id, { id, type: 1, name: "", recipients: [userOf(user)] });
    return id;
  };
  const no = (s: ServerResponse, status: number, code: number, message: string): void =>
    json(s, status, { code, message });

  type Route = readonly [
    string,
    RegExp,
    (s: ServerResponse, body: Record<string, unknown>, ...found: string[]) => void,
  ];
  const routes: readonly Route[] = [
    [
      "GET",
      /^\/gateway(?:\/bot)?$/,
      (s) =>
        json(s, 200, {
          url: `ws://127.0.0.1:${port}`,
          shards: 1,
          session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
        }),
    ],
    ["GET", /^\/users\/@me$/, (s) => json(s, 200, userOf(bot))],
    [
      "GET",
      /^\/applications\/@me$|^\/oauth2\/applications\/@me$/,
      (s) => json(s, 200, { id: application, flags: 0, name: "Todoke" }),
    ],
    ["GET", /^\/applications\/\d+\/guilds\/\d+\/commands$/, (s) => json(s, 200, commands)],
    [
      "PUT",
      /^\/applications\/\d+\/guilds\/\d+\/commands$/,
      (s, body) => {
        commands = (Array.isArray(body) ? body : []).map((c) => ({
          id: snowflake(),
          application_id: application,
          version: "1",
          ...c,
        }));
        json(s, 200, commands);
      },
    ],
    [
      "GET",
      /^\/guilds\/(\d+)$/,
      (s, _, id) =>
        id === guild
          ? json(s, 200, { id: guild, name: "Desk", owner_id: people.mori, roles: guildRoles() })
          : no(s, 404, 10004, "Unknown Guild"),
    ],
    ["GET", /^\/guilds\/\d+\/roles$/, (s) => json(s, 200, guildRoles())],
    [
      "GET",
      /^\/guilds\/\d+\/channels$/,
      (s) =>
        json(
          s,
          200,
          [...known.values()].filter((c) => c.guild_id === guild),
        ),
    ],
    [
      "POST",
      /^\/guilds\/(\d+)\/channels$/,
      (s, body, id = "") => {
        // Permissions come in as numbers and go out as texts.
        const asTexts = (list(body["permission_overwrites"]) as Readonly<Record<string, unknown>>[]).map((o) => ({
          ...o,
          allow: String(o["allow"]),
          deny: String(o["deny"]),
        }));
        const made = { guild_id: id, ...body, id: snowflake(), permission_overwrites: asTexts };
        const channel = made as unknown as Channel;
        known.set(channel.id, channel);
        gateway.send("CHANNEL_CREATE", channel);
        json(s, 201, channel);
      },
    ],
    ["GET", /^\/guilds\/\d+\/members\/(\d+)$/, (s, _, user = "") => json(s, 200, memberOf(user))],
    [
      "GET",
      /^\/channels\/(\d+)$/,
      (s, _, id = "") => (known.has(id) ? json(s, 200, known.get(id)) : no(s, 404, 10003, "Unknown Channel")),
    ],
    ["GET", /^\/channels\/(\d+)\/thread-members$/, (s) => json(s, 200, [])],
    ["POST", /^\/users\/@me\/channels$/, (s, { recipient_id }) => json(s, 200, known.get(dm(String(recipient_id))))],
    [
      "POST",
      /^\/channels\/(\d+)\/messages$/,
      (s, body, id = "") => {
        const channel = known.get(id);
        if (channel === undefined) return no(s, 404, 10003, "Unknown Channel");
        const to = [...dms].find(([, c]) => c === id)?.[0];
        if (to !== undefined && closed.has(to)) return no(s, 403, 50007, "Cannot send messages to this user");
        const key = `${id} ${String(body["nonce"])}`;
        const before = body["enforce_nonce"] === true ? nonces.get(key) : undefined;
        const message = before ?? {
          id: snowflake(),
          channel_id: id,
          author: userOf(bot),
          timestamp: new Date().toISOString(),
          ...body,
        };
        if (body["nonce"] !== undefined) nonces.set(key, message);
        messages.set(`${id}/${String(message["id"])}`, message);
        json(s, 200, message);
      },
    ],
    [
      "PATCH",
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      (s, body, channel, id) => {
        const key = `${channel}/${id}`;
        const old = messages.get(key);
        if (old === undefined) return no(s, 404, 10008, "Unknown Message");
        messages.set(key, { ...old, ...body });
        json(s, 200, { ...old, ...body });
      },
    ],
    [
      "POST",
      /^\/interactions\/\d+\/([^/]+)\/callback$/,
      (s, body, token = "") => {
        if (gone.has(token)) return no(s, 404, 10062, "Unknown interaction");
        if (replies.has(token)) return no(s, 400, 40060, "Interaction has already been acknowledged.");
        const type = Number(body["type"]);
        const data = (body["data"] ?? {}) as Record<string, unknown>;
        const ephemeral = (Number(data["flags"] ?? 0) & 64) !== 0;
        replies.set(token, { type, data, ephemeral, done: type !== 5 && type !== 6, followUps: [] });
        s.writeHead(204).end();
      },
    ],
    [
      "PATCH",
      /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/,
      (s, body, token = "") => {
        const reply = replies.get(token);
        if (reply === undefined || gone.has(token)) return no(s, 404, 10015, "Unknown Webhook");
        Object.assign(reply, { data: { ...reply.data, ...body }, done: true });
        json(s, 200, { id: snowflake(), channel_id: channels.desk, ...reply.data });
      },
    ],
    [
      "POST",
      /^\/webhooks\/\d+\/([^/]+)$/,
      (s, body, token = "") => {
        const reply = replies.get(token);
        if (reply === undefined || gone.has(token)) return no(s, 404, 10015, "Unknown Webhook");
        // The first follow-up of a deferred answer takes the place, and the visibility, of that answer.
        if (!reply.done)
          Object.assign(reply, { data: { ...reply.data, ...body, flags: reply.data["flags"] }, done: true });
        else reply.followUps.push(body);
        json(s, 200, { id: snowflake(), channel_id: channels.desk, ...body });
      },
    ],
  ];

  function route(method: string, path: string, body: unknown, s: ServerResponse): void {
    for (const [m, pattern, handle] of routes) {
      const found = m === method ? pattern.exec(path) : null;
      if (found === null) continue;
      handle(s, body as Record<string, unknown>, ...found.slice(1));
      wake();
      return;
    }
    json(s, 404, { code: 0, message: `404: Not Found ${method} ${path}` });
  }

  const server = createServer(async (q, s) => {
    const chunks: Buffer[] = [];
    for await (const chunk of q) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString();
    const method = q.method ?? "GET";
    const path = decodeURIComponent((q.url ?? "").replace(/^\/api\/v10|\?.*$/g, ""));
    const body: unknown = raw === "" ? {} : JSON.parse(raw);
    calls.push({ method, path, body });
    const plan = planned.find((p) => p.method === method && p.path.test(path));
    if (plan !== undefined) {
      if (!plan.always) planned.splice(planned.indexOf(plan), 1);
      wake();
      const { fault } = plan;
      if (accepting.has(fault)) route(method, path, body, new ServerResponse(q));
      if (typeof fault === "string") return faults[fault](q, s);
      if (!("headers" in fault)) return json(s, fault.status, { code: fault.code, message: fault.message ?? "no" });
      for (const [name, value] of Object.entries(fault.headers)) s.setHeader(name, value);
      return json(s, 429, { message: "You are being rate limited.", global: false });
    }
    const isOurs = path.startsWith("/interactions/") || path.startsWith("/webhooks/");
    if (!isOurs && q.headers.authorization !== `Bot ${discordToken}`)
      return json(s, 401, { code: 0, message: "401: Unauthorized" });
    const wrong = faultsOf(method, path, body);
    if (wrong.length > 0) return json(s, 400, { code: 50035, message: "Invalid Form Body", errors: wrong });
    route(method, path, body, s);
  });
  const port = await listening(server);
  const gateway = createGateway({ channels: known, wake, until });
  server.on("upgrade", (q, socket) => gateway.accept((onText) => acceptSocket(q, socket, onText), socket));

  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    gateway,
    calls,
    channels: known,
    messages,
    commands: () => commands,
    closed,
    reply: (token) => replies.get(token),
    answered: (token) => until(() => (replies.get(token)?.done ? replies.get(token) : undefined)),
    expire: (token) => void gone.add(token),
    dm,
    fault: (method, path, fault, always = false) => void planned.push({ method, path, fault, always }),
    async next(method, path) {
      const key = `${method} ${path}`;
      const nth = taken.get(key) ?? 0;
      taken.set(key, nth + 1);
      return until(() => calls.filter((c) => c.method === method && path.test(c.path))[nth]);
    },
    until,
    forget() {
      calls.length = 0;
      taken.clear();
      planned.length = 0;
      closed.clear();
    },
    async close() {
      gateway.dropAll();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
