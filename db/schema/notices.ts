import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  sql,
  text,
  uniqueIndex,
} from "../orm.ts";
import { bytes } from "./bytes.ts";
import { cases } from "./cases.ts";
import { at, members } from "./people.ts";

/** Something to say to somebody other than the asker. Ids only: the words are made when it is sent, from what holds then. */
export const notices = pgTable(
  "notices",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** platform/tenant/kind/id: one queue each. */
    destination: text("destination").notNull(),
    kind: text("kind").notNull(),
    caseId: bigint("case_id", { mode: "number" }).references(() => cases.id),
    params: jsonb("params").$type<Readonly<Record<string, number | string | boolean>>>().notNull(),
    /** The same cause gives the same key, so saying it twice is impossible. */
    dedupe: text("dedupe").notNull(),
    createdAt: at("created_at").notNull(),
    /** Which go first within a queue: 0 pings, 1 everything else. */
    turn: smallint("turn").notNull().default(1),
    state: text("state", { enum: ["unsent", "sent", "dead"] })
      .notNull()
      .default("unsent"),
    /** An attempt began and we do not know how it ended. */
    unclear: boolean("unclear").notNull().default(false),
    attempts: integer("attempts").notNull().default(0),
    doneAt: at("done_at"),
    /** What the platform calls the message. */
    ref: text("ref"),
    /** Hash of what stands there now: a card that would look the same is not edited. */
    drawn: bytes("drawn"),
  },
  (table) => [
    uniqueIndex("notices_dedupe").on(table.dedupe),
    index("notices_unsent").on(table.destination, table.turn, table.id).where(sql`state = 'unsent'`),
    // To find a card again: when its case moves, and when somebody answers under it.
    index("notices_cards").on(table.caseId).where(sql`case_id is not null`),
    index("notices_ref").on(table.ref).where(sql`ref is not null`),
    index("notices_dead").on(table.id).where(sql`state = 'dead'`),
  ],
);

export const deliveryAttempts = pgTable(
  "delivery_attempts",
  {
    noticeId: bigint("notice_id", { mode: "number" })
      .notNull()
      .references(() => notices.id),
    n: integer("n").notNull(),
    at: at("at").notNull().defaultNow(),
    outcome: text("outcome", { enum: ["sent", "retry", "dead", "unclear"] }).notNull(),
    why: text("why"),
  },
  (table) => [primaryKey({ columns: [table.noticeId, table.n] })],
);

/** A chat room and who may read there. No row = public: nothing but public text goes to it. */
export const rooms = pgTable(
  "rooms",
  {
    platform: text("platform").notNull(),
    tenant: text("tenant").notNull(),
    channel: text("channel").notNull(),
    /** desk, public, or the vendor whose room it is: vendor/12. */
    audience: text("audience").notNull(),
    /** Of a vendor's room: who of outside read there when it was bound. Anybody more, and it is held. */
    outsiders: text("outsiders").array(),
    boundBy: integer("bound_by")
      .notNull()
      .references(() => members.id),
    boundAt: at("bound_at").notNull(),
    /** Set when others than was said read there: until somebody binds the room anew it is public, and the desk's notices wait. */
    heldAt: at("held_at"),
    heldWhy: text("held_why", { enum: ["shared", "everybody", "guest", "widened", "parted", "unknown"] }),
  },
  (table) => [primaryKey({ columns: [table.platform, table.tenant, table.channel] })],
);

/** A destination that takes nothing until `until`: an archived room, a revoked token. Then one notice tries again. */
export const stops = pgTable("stops", {
  /** One queue ("slack/T1/room/C1"), or a whole platform ("slack"). */
  destination: text("destination").primaryKey(),
  since: at("since").notNull(),
  until: at("until").notNull(),
  /** The platform's own word for it. */
  why: text("why").notNull(),
});

/** People who have a page of their own on a platform open, such as Slack's App Home. It is drawn again after each change. */
export const homes = pgTable(
  "homes",
  {
    platform: text("platform").notNull(),
    tenant: text("tenant").notNull(),
    account: text("account").notNull(),
    openedAt: at("opened_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.platform, table.tenant, table.account] })],
);

/** Requests that took effect, by the platform's own id: the same one again does nothing (guarantees K1). */
export const inboundRequests = pgTable(
  "inbound_requests",
  {
    key: text("key").primaryKey(),
    at: at("at").notNull().defaultNow(),
    /** What it made, for the second answer. */
    caseId: bigint("case_id", { mode: "number" }),
  },
  (table) => [index("inbound_requests_at").on(table.at)],
);

/** How many reports came from a network in an hour. The network is a keyed hash that changes daily. */
export const networkHours = pgTable(
  "network_hours",
  {
    network: bytes("network").notNull(),
    hour: at("hour").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.network, table.hour] })],
);

export const settings = pgTable("settings", {
  key: text("key").primaryKey(),
  value: integer("value").notNull(),
});

/** Running processes, each holding an advisory lock of its id for as long as it lives (ADR 0004). */
export const replicas = pgTable("replicas", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  workers: text("workers").array().notNull(),
  startedAt: at("started_at").notNull().defaultNow(),
});
