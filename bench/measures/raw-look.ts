import type postgres from "postgres";
import type { Keyring } from "../../src/crypto/keyring.ts";
import { queryWords } from "../../src/search.ts";

const columns =
  "id, reference, kind, state, version, assignee_id, urgency, impact, spread, score, vector, received_at, accepted_at, closed_at, finder_id, finder_locale, key, title, audit_seq, audit_hash";

type Look = (sql: postgres.Sql) => Promise<unknown>;

const nextDates = (sql: postgres.Sql, rows: readonly postgres.Row[]) =>
  sql.unsafe(
    "select distinct on (case_id) case_id, kind, due_at from deadlines where state = 'open' and case_id = any($1) order by case_id, due_at",
    [rows.map((r) => String(r["id"]))],
    { prepare: true },
  );

/** One page, how many there are up to a thousand, and the rows' next dates: what a list needs and no more. */
const list =
  (where: string, order: string): Look =>
  async (sql) => {
    const [rows] = await Promise.all([
      sql.unsafe(`select ${columns} from cases where ${where} order by ${order} limit 26`, [], { prepare: true }),
      sql.unsafe(`select count(*) from (select 1 from cases where ${where} limit 1001) as counted`, [], {
        prepare: true,
      }),
    ]);
    await nextDates(sql, rows);
  };

export const caseList = list("accepted_at is not null and closed_at is null", "urgency, received_at, id");
export const reportList = list("state in ('RCV', 'CHK', 'ASK')", "received_at, id");

/** The nearest page of deadlines with the reference and key of each case. */
export const deadlineList: Look = async (sql) => {
  const counted = sql.unsafe(
    "select count(*) from (select 1 from deadlines where state = 'open' limit 1001) as counted",
    [],
    {
      prepare: true,
    },
  );
  const rows = sql.unsafe(
    `select d.id, d.case_id, d.kind, d.label, d.starts_at, d.due_at, d.zone, d.state, d.step, d.next_ping_at, c.reference, c.key
     from deadlines as d join cases as c on c.id = d.case_id where d.state = 'open' order by d.due_at, d.id limit 26`,
    [],
    { prepare: true },
  );
  await Promise.all([rows, counted]);
};

export const byReference =
  (reference: number): Look =>
  async (sql) =>
    nextDates(
      sql,
      await sql.unsafe(`select ${columns} from cases where reference = $1`, [reference], { prepare: true }),
    );

/** The first 501 cases that have all hashes; of these the newest 25, with their next dates. */
export const find =
  (words: string, keys: Keyring): Look =>
  async (sql) => {
    const hashes = [...queryWords(words)].map((w) => keys.blind(w).toString());
    const some = await sql.unsafe("select id from cases where tokens @> $1::bigint[] limit 501", [hashes], {
      prepare: true,
    });
    const rows = await sql.unsafe(
      `select ${columns} from cases where id = any($1::bigint[]) order by received_at desc limit 25`,
      [some.map((r) => String(r["id"]))],
      { prepare: true },
    );
    await nextDates(sql, rows);
  };
