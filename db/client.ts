import postgres from "postgres";
import { drizzle, type PostgresJsDatabase } from "./orm.ts";
import * as schema from "./schema/index.ts";

export type Db = PostgresJsDatabase<typeof schema>;
/** An open transaction. Queries take this, so that none can run outside one by mistake. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** The role that the running desk works as: no DDL, no change or removal of audit rows (ADR 0003). */
export const appRole = "todoke_app";

export interface Connection {
  readonly db: Db;
  readonly sql: postgres.Sql;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly max?: number;
  /** Work as the app role. Off for migrations, and where the server did not let us make the role. */
  readonly asApp?: boolean;
  /** Milliseconds that one statement may run. */
  readonly statementTimeout?: number;
  /** Seconds to wait for a connection. A request has somebody waiting; a start, or a migration, may wait longer. */
  readonly connectTimeout?: number;
}

/** Statements with more values than this are lists of changing length: kept prepared, they would only fill the memory. */
const mostPrepared = 40;

/**
 * The same connection, keeping its statements prepared. drizzle would send each unprepared: the driver then first asks for
 * the values' types, which doubles the round trips, has the server parse and plan anew, and lets nothing be sent ahead.
 */
function keepPrepared<S extends postgres.ISql>(sql: S): S {
  const unsafe: S["unsafe"] = (text, values = [], options) =>
    // Without values it is one message anyway, and may be several statements.
    sql.unsafe(text, values, { ...options, prepare: values.length > 0 && values.length <= mostPrepared });
  return Object.assign<S, object>(Object.create(sql), { unsafe });
}

/** A pool. Every statement, lock wait and idle transaction has an end, so that one stuck request cannot hold the desk. */
export function connect(url: string, options: ConnectOptions = {}): Connection {
  const { max = 10, asApp = true, statementTimeout = 5000, connectTimeout = 5 } = options;
  const sql = postgres(url, {
    max,
    onnotice: () => {},
    connect_timeout: connectTimeout,
    // Seconds between attempts to connect. The driver's own 20 would keep everybody waiting after the database is back.
    backoff: (attempts: number) => (0.5 + Math.random() / 2) * Math.min(3 ** attempts / 100, 1),
    connection: {
      application_name: "todoke",
      TimeZone: "UTC",
      statement_timeout: statementTimeout,
      lock_timeout: Math.min(2000, statementTimeout),
      idle_in_transaction_session_timeout: 10_000,
      ...(asApp ? { role: appRole } : {}),
    },
  });
  const client = Object.assign<postgres.Sql, object>(keepPrepared(sql), {
    // drizzle gives no options here.
    begin: (work: (tx: postgres.TransactionSql) => unknown) => sql.begin((tx) => work(keepPrepared(tx))),
  });
  return { sql, db: drizzle(client, { schema }), close: () => sql.end({ timeout: 5 }) };
}
