import type { Duplex } from "node:stream";
import {
  application,
  bot,
  type Channel,
  discordToken,
  guild,
  guildRoles,
  memberOf,
  people,
  userOf,
} from "./discord-world.ts";
import type { Peer } from "./websocket.ts";

/** Discord's gateway as its documents tell it: hello, identify, resume, heartbeats, dispatches with a sequence. */
interface Session {
  readonly id: string;
  seq: number;
  /** Everything that was dispatched, for those who resume. */
  readonly log: string[];
  peer: Peer | undefined;
}

export interface Gateway {
  accept(open: (onText: (text: string) => void) => Peer, socket: Duplex): void;
  /** Tells the sessions that are logged in. Those that are away hear of it when they resume. */
  send(event: string, data: unknown): void;
  /** The last dispatch once more, as after a resume that came late. */
  again(): void;
  readonly identifies: readonly { readonly intents: number }[];
  readonly resumes: number;
  /** Sessions that are connected now. */
  online(): number;
  connected(n: number): Promise<void>;
  /** Ends every connection with this close code, or cuts the line. */
  drop(code?: number): void;
  /** From now on a resume is refused, as after a long absence. */
  forgetSessions(): void;
  /** Stops acknowledging heartbeats. */
  deaf(isDeaf: boolean): void;
  /** Greets nobody who connects; when it ends, those who wait are greeted. */
  silent(isSilent: boolean): void;
  /** Another opcode than a dispatch: 7 asks to reconnect, 9 says that the session is invalid. */
  tell(op: number, d?: unknown): void;
  /** Refuses whoever identifies with this close code; undefined: nobody. */
  refuse(code: number | undefined): void;
  readonly heartbeatMs: { value: number };
  dropAll(): void;
}

interface Around {
  readonly channels: ReadonlyMap<string, Channel>;
  wake(): void;
  until<T>(look: () => T | undefined): Promise<T>;
}

export function createGateway({ channels, wake, until }: Around): Gateway {
  const sessions = new Map<string, Session>();
  const sockets = new Map<Duplex, Peer>();
  const identifies: { intents: number }[] = [];
  const heartbeatMs = { value: 41_250 };
  let resumes = 0;
  let isDeaf = false;
  let refusing: number | undefined;
  let waiting: Peer[] | undefined;
  const greet = (peer: Peer): void =>
    peer.send(JSON.stringify({ op: 10, d: { heartbeat_interval: heartbeatMs.value } }));
  let count = 0;

  const dispatch = (session: Session, t: string, d: unknown): void => {
    session.seq += 1;
    const text = JSON.stringify({ op: 0, t, s: session.seq, d });
    session.log.push(text);
    session.peer?.send(text);
  };

  const world = () => ({
    id: guild,
    name: "Desk",
    owner_id: people.mori,
    roles: guildRoles(),
    channels: [...channels.values()].filter((c) => c.guild_id === guild && ![10, 11, 12].includes(c.type)),
    threads: [...channels.values()].filter((c) => [10, 11, 12].includes(c.type)),
    members: [memberOf(bot)],
    emojis: [],
    stickers: [],
    features: [],
    member_count: 4,
    large: false,
    unavailable: false,
    joined_at: "2026-01-01T00:00:00.000000+00:00",
    premium_tier: 0,
    preferred_locale: "ja",
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    system_channel_flags: 0,
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  });

  const identify = (
    peer: Peer,
    { token, intents }: { token: string; intents: number },
    end: (code: number) => void,
  ): void => {
    if (token !== discordToken || refusing !== undefined) {
      end(refusing ?? 4004);
      return;
    }
    identifies.push({ intents });
    const session: Session = { id: `session-${++count}`, seq: 0, log: [], peer };
    sessions.set(session.id, session);
    dispatch(session, "READY", {
      v: 10,
      user: userOf(bot),
      guilds: [{ id: guild, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: undefined,
      session_type: "normal",
      application: { id: application, flags: 0 },
    });
    dispatch(session, "GUILD_CREATE", world());
    wake();
  };

  const resume = (peer: Peer, { session_id, seq }: { session_id: string; seq: number }): void => {
    const session = sessions.get(session_id);
    if (session === undefined) {
      peer.send(JSON.stringify({ op: 9, d: false }));
      return;
    }
    resumes += 1;
    session.peer = peer;
    for (const text of session.log.slice(seq)) peer.send(text);
    dispatch(session, "RESUMED", {});
    wake();
  };

  return {
    accept(open, socket) {
      const end = (code: number): void => {
        // A close frame with the code, then the line.
        socket.write(Buffer.from([0x88, 2, code >> 8, code & 255]));
        socket.end();
      };
      const peer: Peer = open((text) => {
        const { op, d } = JSON.parse(text);
        if (op === 1 && !isDeaf) peer.send(JSON.stringify({ op: 11 }));
        if (op === 2) identify(peer, d, end);
        if (op === 6) resume(peer, d);
      });
      sockets.set(socket, { ...peer, close: () => end(1000) });
      // A process that was killed sends no close frame; its line just ends.
      socket.on("end", () => socket.end());
      socket.on("close", () => {
        sockets.delete(socket);
        for (const s of sessions.values()) if (s.peer === peer) s.peer = undefined;
        wake();
      });
      if (waiting === undefined) greet(peer);
      else waiting.push(peer);
    },
    send(event, data) {
      for (const session of sessions.values()) dispatch(session, event, data);
    },
    again() {
      for (const { log, peer } of sessions.values()) peer?.send(log.at(-1) ?? "{}");
    },
    identifies,
    get resumes() {
      return resumes;
    },
    online: () => [...sessions.values()].filter((s) => s.peer !== undefined).length,
    connected: (n) =>
      until(() => ([...sessions.values()].filter((s) => s.peer !== undefined).length >= n ? true : undefined)).then(
        () => {},
      ),
    drop(code) {
      for (const [socket] of sockets) {
        if (code === undefined) socket.destroy();
        else {
          socket.write(Buffer.from([0x88, 2, code >> 8, code & 255]));
          socket.end();
        }
      }
    },
    forgetSessions: () => sessions.clear(),
    deaf: (yes) => {
      isDeaf = yes;
    },
    silent(isSilent) {
      for (const peer of waiting ?? []) greet(peer);
      waiting = isSilent ? [] : undefined;
    },
    tell(op, d = null) {
      for (const { peer } of sessions.values()) peer?.send(JSON.stringify({ op, d }));
      if (op === 9 && d === false) sessions.clear();
    },
    refuse: (code) => {
      refusing = code;
    },
    heartbeatMs,
    dropAll() {
      for (const [socket] of sockets) socket.destroy();
    },
  };
}
