import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { startCluster } from "../../db/embedded/cluster.ts";
import { migrateUp } from "../../db/migrate.ts";
import { pin, serverCore } from "./pin.ts";

/** What every measure stands on: a durable PostgreSQL of our own and a Slack that only says yes. */
export interface Stand {
  /** A folder that is removed at the end. */
  readonly folder: string;
  /** The key-encryption key of all data of this run. */
  readonly key: Buffer;
  /** With its slash. */
  readonly slackApi: string;
  /** Owner's address of the database of that name, migrated; made on first use, as a copy of `from` if that is given. */
  database(name: string, from?: string): Promise<string>;
  stop(): Promise<void>;
}

/** Answers every Web API call: enough for auth.test and users.info, which the desk asks in the background. */
async function yesSlack() {
  const server = createServer((request, response) => {
    request.resume();
    const body = { ok: true, team_id: "T1", user_id: "UBOT", user: { locale: "en-US" } };
    response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo; // listening on TCP
  return { url: `http://127.0.0.1:${port}/api/`, server };
}

/** Starts PostgreSQL with fsync on, on the servers' core. Whatever it made is gone after `stop`. */
export async function openStand(): Promise<Stand> {
  const folder = mkdtempSync(path.join(tmpdir(), "todoke-bench-"));
  chmodSync(folder, 0o711); // root's PostgreSQL runs as another user, who must pass through
  const cluster = await startCluster({ folder: path.join(folder, "cluster"), durable: true, maxConnections: 120 });
  const pid = readFileSync(path.join(folder, "cluster", "data", "postmaster.pid"), "utf8").split("\n")[0];
  pin(Number(pid), serverCore);
  const slack = await yesSlack();
  const made = new Map<string, Promise<string>>();

  const make = async (name: string, from: string | undefined): Promise<string> => {
    const admin = postgres(cluster.url, { max: 1, onnotice: () => {} });
    try {
      await admin.unsafe(`create database ${name} ${from === undefined ? "" : `template ${from}`}`);
    } finally {
      await admin.end();
    }
    const url = Object.assign(new URL(cluster.url), { pathname: `/${name}` }).href;
    await migrateUp(url);
    return url;
  };

  return {
    folder,
    key: randomBytes(32),
    slackApi: slack.url,
    database(name, from) {
      const url = made.get(name) ?? make(name, from);
      made.set(name, url);
      return url;
    },
    async stop() {
      slack.server.closeAllConnections();
      slack.server.close();
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
