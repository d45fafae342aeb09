import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { Keyring, unseal } from "../../src/crypto/keyring.ts";
import { durableDatabase, type TestDatabase } from "./database.ts";
import { reportOf } from "./desk.ts";
import { newHome, newKeyFile, type Running, sendReport, startDesk } from "./process.ts";

/** The users' story that every surface must tell alike: what its flow tests share. */

export const product = "Canaryproduct-5521";
export const person = "Canaryfinder-8806";
export const about = "canarylabel-3307";

/** A desk that runs for itself, with its own database and key. */
export interface Place {
  readonly database: TestDatabase;
  readonly key: Buffer;
  readonly desk: Running;
}

/** Hana, on duty by `duty set`, knows that she is: what she is told from here on is about something else. */
export const knowsDuty = (database: TestDatabase) => database.owner()`
  insert into duty_seen (member_id, line) select id, '1' from members where handle = 'hana' on conflict do nothing`;

/** With Hana, a coordinator, on duty. */
export async function start(env: Readonly<Record<string, string>> = {}) {
  const database = await durableDatabase();
  const TODOKE_KEY_FILE = newKeyFile();
  const home = { TODOKE_HOME: newHome(), TODOKE_LOCALE: "en" };
  const desk = await startDesk({ DATABASE_URL: database.url, TODOKE_KEY_FILE, ...home, ...env });
  const admin = async (...words: string[]): Promise<string> => {
    const { code, out, err } = await desk.desk(...words);
    expect({ words, code, err }).toEqual({ words, code: 0, err: "" });
    return out;
  };
  await admin("member", "add", "hana", "coordinator", "Hana");
  await admin("duty", "set", "hana");
  await knowsDuty(database);
  return { database, desk, admin, key: Buffer.from(readFileSync(TODOKE_KEY_FILE, "utf8").trim(), "hex") };
}

/** A report arrives through the form. @returns its 8 digits. */
export async function newReport({ desk }: Pick<Place, "desk">): Promise<string> {
  const values = { ...reportOf.software, product_name: product, finder_name: person };
  const sent = await sendReport(desk.url, "software", values);
  const { reference } = (await sent.json()) as { reference: string };
  return reference.slice(-8);
}

/** The clock is real: only the time of the deadline that was set by hand is moved. */
export const comesDue = ({ database }: Pick<Place, "database">) => database.owner()`
  update deadlines set next_ping_at = now() - interval '1 second', due_at = now() - interval '1 second' where kind = 'CUSTOM'`;

export const history = [
  "report.received",
  "report.opened",
  "report.accepted",
  "case.assigned",
  "score.cvss",
  "score.impact",
  "case.noted",
  "deadline.added",
  "ping.acked",
];

/** All that a case is, without what must differ: its reference, its keys and hashes, the hour. */
export async function remains({ database, key }: Pick<Place, "database" | "key">, ref: string) {
  const sql = database.owner();
  const [row] = await sql`select * from cases where reference = ${Number(ref)}`;
  const own = new Keyring(key).unwrap(row?.["key"], `case/${ref}`);
  const text = (about: string) => (sealed: unknown) =>
    Buffer.isBuffer(sealed) ? unseal(own, about, sealed) : undefined;
  const id = row?.["id"];
  return {
    case: await sql`
      select kind, state, version, assignee_id, urgency, impact, spread, score, vector, accepted_at is not null as accepted,
        closed_at, audit_seq from cases where id = ${id}`,
    title: text("cases.title")(row?.["title"]),
    deadlines: await sql`
      select id, kind, state, step, zone, next_ping_at is not null as pings, done_at is not null as done
      from deadlines where case_id = ${id} order by id`,
    labels: (await sql`select label from deadlines where case_id = ${id} order by id`).map((d) =>
      text("deadlines.label")(d["label"]),
    ),
    pings: await sql`
      select p.id, p.deadline_id, p.step, p.rung, p.member_id, p.late, p.sent_at is not null as sent, p.acked_by,
        p.acked_at is not null as acked from pings p order by p.id`,
    audit: await sql`select seq, actor, action, data from audit where chain = ${`case/${id}`} order by seq`,
    reads: await sql`select member_id, what from audit_reads where case_id = ${id} order by id`,
    scores: await sql`select by, vector, score, spread, impact from scores where case_id = ${id} order by id`,
    notes: (await sql`select by, body from notes where case_id = ${id} order by id`).map((n) => ({
      by: n["by"],
      text: text("notes.body")(n["body"]),
    })),
  };
}
