import { cardKinds } from "../../src/domain/notices.ts";
import type { Tx } from "../client.ts";
import { and, eq, sql } from "../orm.ts";
import { cases, notices } from "../schema/index.ts";
import type { Notice } from "./notices.ts";

/** Reference of the case whose card is the message `ref` of this platform and workspace. */
export async function caseUnder(tx: Tx, platform: string, tenant: string, ref: string): Promise<number | undefined> {
  const prefix = `${[platform, tenant].map(encodeURIComponent).join("/")}/`;
  const [row] = await tx.execute<{ reference: number }>(sql`
    select c.reference from ${notices} n join ${cases} c on c.id = n.case_id
    where n.ref = ${ref} and starts_with(n.destination, ${prefix}) limit 1`);
  return row?.reference;
}

const kinds = sql.join(
  cardKinds.map((k) => sql`${k}`),
  sql`, `,
);

/** Days after which a card is history and stays as it is. */
const liveDays = 30;

/**
 * Has a case's cards drawn anew after this transaction, each in its destination's queue, so that a card which is just being
 * sent is drawn after it arrived.
 */
export async function redrawCards(tx: Tx, caseId: number): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job('redraw', json_build_object('notice', id), queue_name := destination,
      job_key := 'redraw ' || id, job_key_mode := 'preserve_run_at', max_attempts := 20)
    from ${notices} where case_id = ${caseId} and kind in (${kinds}) and (ref is not null or unclear)
      and created_at > now() - make_interval(days => ${liveDays}) and destination not like 'console/%'`);
}

/** Has every card in one destination drawn anew: nobody drew there while its room was held. */
export async function redrawAt(tx: Tx, destination: string): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job('redraw', json_build_object('notice', id), queue_name := destination,
      job_key := 'redraw ' || id, job_key_mode := 'preserve_run_at', max_attempts := 20)
    from ${notices} where destination = ${destination} and kind in (${kinds}) and ref is not null
      and created_at > now() - make_interval(days => ${liveDays})`);
}

/** The same for one card, later: its platform asked for a pause. */
export async function redrawLater(tx: Tx, { id, destination }: Notice, seconds: number): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job('redraw', json_build_object('notice', ${id}::bigint), queue_name := ${destination},
      job_key := ${`redraw ${id}`}, run_at := now() + make_interval(secs => ${seconds}), max_attempts := 20)`);
}

/** A message that is out and can be edited. */
export async function findCard(tx: Tx, id: number): Promise<Notice | undefined> {
  const [row] = await tx
    .select()
    .from(notices)
    .where(and(eq(notices.id, id), sql`${notices.ref} is not null`));
  return row;
}

export async function setDrawn(tx: Tx, id: number, drawn: Buffer | null): Promise<void> {
  await tx.update(notices).set({ drawn }).where(eq(notices.id, id));
}
