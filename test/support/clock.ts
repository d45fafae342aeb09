import postgres from "postgres";
import { freshDatabase, type TestDatabase } from "./database.ts";

export interface Clock {
  /** From now on it is this moment, in every transaction that begins. */
  set(at: Date): Promise<void>;
}

/**
 * A database whose `now()` a test sets: the desk reads no other clock. A function of that name stands before PostgreSQL's own on
 * the search path of this database alone.
 */
export async function clockDatabase(at: Date): Promise<TestDatabase & { readonly clock: Clock }> {
  const database = await freshDatabase(async (url, name) => {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await sql.unsafe(`
      create schema clock;
      create table clock.hands (at timestamptz not null);
      insert into clock.hands values ('${at.toISOString()}');
      create function clock.now() returns timestamptz language sql stable as 'select at from clock.hands';
      grant usage on schema clock to public; grant select on clock.hands to public;
      alter database ${name} set search_path = clock, public, pg_catalog`);
    await sql.end();
  });
  const owner = database.owner();
  return { ...database, clock: { set: async (to) => void (await owner`update clock.hands set at = ${to}`) } };
}
