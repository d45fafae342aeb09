import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createEmulator } from "emulate";
import { scopes } from "../../adapters/slack/manifest.ts";
import { faultsOfMessage } from "./block-kit.ts";
import { type Fault, faults } from "./slack-faults.ts";
import { createViewStore, type ViewStore } from "./slack-views.ts";
import { acceptSocket, type Peer } from "./websocket.ts";

/** A Slack that is not there: `emulate` for the Web API, and in front of it what emulate has not (response_url, Socket Mode, faults). */
export const botToken = "xoxb-local-test";
export const appToken = "xapp-1-local-test";
export const signingSecret = "0123456789abcdef0123456789abcdef";

/** Bot scopes of our manifest. emulate's token has two more, for looking from the test's side. */
const granted = Object.keys(scopes);

interface Call {
  /** "chat.postMessage", or "response" for a use of a response_url. */
  readonly method: string;
  readonly raw: string;
  readonly body: Readonly<Record<string, string>>;
}

type Envelope = { readonly envelope_id: string; readonly payload?: unknown };

export interface FakeSlack {
  readonly apiUrl: string;
  readonly responseUrl: string;
  readonly team: string;
  readonly calls: Call[];
  /** Languages by user id, which emulate does not know. */
  readonly locales: Map<string, string>;
  /**
   * What emulate does not know of channels (`conversations.info`) and users (`users.info`), by id: sharing, guests, people of
   * other workspaces. Modelled after Slack's reference, not observed.
   */
  readonly overrides: Map<string, Readonly<Record<string, unknown>>>;
  /** Who is in a channel, by its id, where that is not what emulate says. */
  readonly members: Map<string, readonly string[]>;
  /** What the token was granted: the header of each answer. */
  scopes: readonly string[];
  user(name: string): string;
  channel(name: string): string;
  /** The channel of the bot's direct messages with a person. */
  direct(name: string): Promise<string>;
  /** The next call of `method` (in that channel, where one is given) ends so; the last one stays when `always`. */
  fault(method: string, fault: Fault, always?: boolean, channel?: string): void;
  /** Between tests: forgets calls, faults and overrides. */
  forget(): void;
  /** Modals and App Homes, which emulate does not check. */
  readonly views: ViewStore;
  /** Resolves with what `look` finds, as soon as a call made it so. */
  until<T>(look: () => T | undefined): Promise<T>;
  /** Resolves with the next call of `method` after those that were already taken. */
  next(method: string): Promise<Call>;
  /** Live Socket Mode connections. */
  readonly sockets: readonly Peer[];
  /** Resolves when there are `n`. */
  connected(n: number): Promise<void>;
  /** Sends an envelope over the last connection and gives what was acknowledged. */
  envelope(type: "slash_commands" | "interactive" | "events_api", payload: unknown): Promise<unknown>;
  close(): Promise<void>;
}

const listening = (server: ReturnType<typeof createServer>): Promise<number> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)));

const parse = (raw: string): Record<string, string> =>
  raw.startsWith("{") ? JSON.parse(raw) : Object.fromEntries(new URLSearchParams(raw));

/** @param more people and private channels beside the desk's own; whose workspace somebody is of, `overrides` say. */
export async function startSlack(
  more: { readonly users?: readonly string[]; readonly channels?: readonly string[] } = {},
): Promise<FakeSlack> {
  const emulator = await createEmulator({
    service: "slack",
    port: 0,
    seed: {
      slack: {
        team: { name: "Desk", domain: "desk" },
        users: [
          { name: "hana", real_name: "Hana", email: "hana@desk.example" },
          { name: "kenji", real_name: "Kenji", email: "kenji@desk.example" },
          { name: "todoke", real_name: "Todoke" },
          ...(more.users ?? []).map((name) => ({ name, real_name: name })),
        ],
        channels: [
          { name: "desk", is_private: true },
          { name: "vendor-suisui", is_private: true },
          ...(more.channels ?? []).map((name) => ({ name, is_private: true })),
        ],
        strict_scopes: true,
        tokens: [
          {
            token: botToken,
            user: "todoke",
            scopes: [...granted, "im:read", "channels:history"],
          },
        ],
      },
    },
  });

  const calls: Call[] = [];
  const taken = new Map<string, number>();
  const waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const go of waiting.splice(0)) go();
  };
  const planned = new Map<string, { fault: Fault; always: boolean; channel: string | undefined }[]>();
  const locales = new Map<string, string>();
  const store = createViewStore();
  const overrides: FakeSlack["overrides"] = new Map();
  const members: FakeSlack["members"] = new Map();
  const sockets: Peer[] = [];
  const acks = new Map<string, (payload: unknown) => void>();
  let count = 0;

  /** Looks again whenever something has come in. */
  const until = async <T>(look: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };

  /** emulate's answer with what it does not know. Two members a page, so that pages are read. */
  const told = (method: string, { user = "", channel = "", cursor = "0" }: Record<string, string>, answer: string) => {
    if (method === "conversations.info" && answer.startsWith('{"ok":true')) {
      const known = JSON.parse(answer);
      return JSON.stringify({ ...known, channel: { ...known.channel, ...overrides.get(channel) } });
    }
    if (method === "users.info" && (overrides.has(user) || locales.has(user))) {
      const known = JSON.parse(answer).user ?? { id: user };
      return JSON.stringify({ ok: true, user: { ...known, locale: locales.get(user), ...overrides.get(user) } });
    }
    const all = method === "conversations.members" ? members.get(channel) : undefined;
    if (all === undefined) return answer;
    const next = Number(cursor) + 2;
    const next_cursor = next < all.length ? String(next) : "";
    return JSON.stringify({ ok: true, members: all.slice(next - 2, next), response_metadata: { next_cursor } });
  };

  const server = createServer(async (q, s) => {
    const chunks: Buffer[] = [];
    for await (const chunk of q) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString();
    const method = q.url?.startsWith("/response/") ? "response" : (q.url ?? "").replace(/^\/api\/|\?.*$/g, "");
    calls.push({ method, raw, body: parse(raw) });
    wake();
    const plans = planned.get(method) ?? [];
    const plan = plans.find((p) => p.channel === undefined || p.channel === parse(raw)["channel"]);
    if (plan !== undefined) {
      if (!plan.always) plans.splice(plans.indexOf(plan), 1);
      if (typeof plan.fault === "string") return faults[plan.fault](q, s);
      if ("status" in plan.fault) {
        const { status, retryAfter, page = "" } = plan.fault;
        return void s.writeHead(status, retryAfter === undefined ? {} : { "retry-after": retryAfter }).end(page);
      }
      return void s.setHeader("content-type", "application/json").end(JSON.stringify({ ok: false, ...plan.fault }));
    }
    if (method === "response") return void s.end("ok");
    const unfit = parse(raw)["blocks"] === undefined ? [] : faultsOfMessage(JSON.parse(parse(raw)["blocks"] ?? "[]"));
    if (unfit.length > 0) {
      const refusal = { ok: false, error: "invalid_blocks", response_metadata: { messages: unfit } };
      return void s.setHeader("content-type", "application/json").end(JSON.stringify(refusal));
    }
    const viewed = store.answer(method, parse(raw));
    if (viewed !== undefined) {
      s.setHeader("content-type", "application/json").end(JSON.stringify(viewed));
      return wake();
    }
    if (method === "usergroups.users.update") {
      const { usergroup, users = "" } = parse(raw);
      const answer =
        users === "" ? { ok: false, error: "no_users_provided" } : { ok: true, usergroup: { id: usergroup } };
      return void s.setHeader("content-type", "application/json").end(JSON.stringify(answer));
    }
    if (method === "apps.connections.open") {
      const ok = q.headers.authorization === `Bearer ${appToken}`;
      const answer = ok ? { ok, url: `ws://${q.headers.host}/link` } : { ok, error: "invalid_auth" };
      return void s.setHeader("content-type", "application/json").end(JSON.stringify(answer));
    }
    const { authorization = "", "content-type": type = "" } = q.headers;
    try {
      const headers = { authorization, "content-type": type };
      const r = await fetch(`${emulator.url}${q.url}`, { method: "POST", headers, body: raw });
      const said = told(method, parse(raw), await r.text());
      s.setHeader("x-oauth-scopes", fake.scopes.join(","));
      s.writeHead(r.status, { "content-type": r.headers.get("content-type") ?? "" }).end(said);
    } catch {
      s.destroy(); // the emulator was stopped under a call that nobody waits for any more
    }
  });
  server.on("upgrade", (q, socket) => {
    const peer = acceptSocket(q, socket, (text) => {
      // What Bolt sends back: an envelope id and perhaps a payload.
      const { envelope_id, payload } = JSON.parse(text) as Envelope;
      acks.get(envelope_id)?.(payload);
      acks.delete(envelope_id);
    });
    sockets.push(peer);
    socket.on("close", () => {
      sockets.splice(sockets.indexOf(peer), 1);
      wake();
    });
    peer.send(JSON.stringify({ type: "hello", num_connections: sockets.length, connection_info: { app_id: "A1" } }));
    wake();
  });
  const base = `http://127.0.0.1:${await listening(server)}`;

  const ask = async (method: string, body = ""): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${botToken}`, "content-type": "application/x-www-form-urlencoded" };
    // emulate answers with JSON objects only.
    return (await (await fetch(`${emulator.url}/api/${method}`, { method: "POST", headers, body })).json()) as Record<
      string,
      unknown
    >;
  };
  type Named = { readonly id: string; readonly name: string };
  // The lists of emulate carry ids and names, as Slack's do.
  const users = (await ask("users.list"))["members"] as Named[];
  const channels = (await ask("conversations.list", "types=public_channel,private_channel"))["channels"] as Named[];
  const team = String((await ask("auth.test"))["team_id"]);
  const idOf = (all: readonly Named[]) => (name: string) => all.find((x) => x.name === name)?.id ?? `no-${name}`;

  const fake: FakeSlack = {
    apiUrl: `${base}/api/`,
    responseUrl: `${base}/response/1`,
    team,
    calls,
    locales,
    views: store,
    until,
    overrides,
    members,
    scopes: granted,
    user: idOf(users),
    channel: idOf(channels),
    async direct(name) {
      const { channel } = await ask("conversations.open", `users=${idOf(users)(name)}`);
      return (channel as Named).id; // as Slack answers
    },
    fault: (method, fault, always = false, channel = undefined) =>
      void planned.set(method, [...(planned.get(method) ?? []), { fault, always, channel }]),
    forget() {
      overrides.clear();
      members.clear();
      store.forget();
      fake.scopes = granted;
      calls.length = 0;
      taken.clear();
      planned.clear();
    },
    async next(method) {
      const nth = taken.get(method) ?? 0;
      taken.set(method, nth + 1);
      return until(() => calls.filter((c) => c.method === method)[nth]);
    },
    sockets,
    connected: (n) => until(() => (sockets.length >= n ? null : undefined)).then(() => {}),
    envelope: (type, payload) =>
      new Promise((resolve, reject) => {
        const envelope_id = `envelope-${++count}`;
        acks.set(envelope_id, resolve);
        const socket = sockets.at(-1);
        if (socket === undefined) return reject(new Error("no socket is connected"));
        socket.send(JSON.stringify({ envelope_id, type, payload, accepts_response_payload: type !== "events_api" }));
      }),
    async close() {
      for (const peer of [...sockets]) peer.drop();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await emulator.close();
    },
  };
  return fake;
}
