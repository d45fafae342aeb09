import { turnOf } from "../../src/domain/notices.ts";
import type { Tx } from "../client.ts";
import { and, asc, desc, eq, gte, inArray, or, sql } from "../orm.ts";
import { deliveryAttempts, notices, stops } from "../schema/index.ts";

export type Notice = typeof notices.$inferSelect;
export type NoticeDraft = Pick<typeof notices.$inferInsert, "destination" | "kind" | "caseId" | "params" | "dedupe">;

/**
 * Puts notices into their destinations' queues and wakes each queue, in the transaction of the change that caused them.
 * The same `dedupe` key again adds nothing. @returns ids of those that are new.
 */
export async function addNotices(tx: Tx, drafts: readonly NoticeDraft[], now: Date): Promise<number[]> {
  if (drafts.length === 0) return [];
  const added = await tx
    .insert(notices)
    .values(drafts.map((d) => ({ ...d, turn: turnOf(d.kind), createdAt: now })))
    .onConflictDoNothing()
    .returning({ id: notices.id });
  await wake(tx, [...new Set(drafts.map((d) => d.destination))]);
  return added.map((r) => r.id);
}

/**
 * Adds one drain job per destination. Queue name and job key are the destination: its notices go one after the other, and a
 * job that waits already is not doubled (ADR 0004). @param runAt a pause that a platform asked for; waking again without one
 * keeps it. The engine's own pause after a job that failed, which grows to hours, is not kept.
 */
export async function wake(tx: Tx, destinations: readonly string[], runAt?: Date): Promise<void> {
  if (destinations.length === 0) return;
  const at = runAt?.toISOString() ?? null;
  // Always in one order: two changes that wake the same destinations lock their rows one after the other.
  const sorted = [...destinations].sort();
  await tx.execute(sql`
    select graphile_worker.add_job('drain', json_build_object('destination', d), queue_name := d, job_key := 'drain ' || d,
      run_at := coalesce(${at}::timestamptz, now()), max_attempts := 1000,
      job_key_mode := case when ${at}::timestamptz is null and not exists (
        select 1 from graphile_worker.jobs as j where j.key = 'drain ' || d and j.attempts > 0
      ) then 'preserve_run_at' else 'replace' end)
    from json_array_elements_text(${JSON.stringify(sorted)}::json) as d`);
}

/** The next notice of a destination: reminders before all else, then in the order in which they were written. */
export async function nextUnsent(tx: Tx, destination: string): Promise<Notice | undefined> {
  const [row] = await tx
    .select()
    .from(notices)
    .where(and(eq(notices.destination, destination), sql`${notices.state} = 'unsent'`))
    .orderBy(asc(notices.turn), asc(notices.id))
    .limit(1);
  return row;
}

/** Said before sending: if we die now, the next attempt knows that this one may have arrived. */
export async function beginAttempt(tx: Tx, id: number): Promise<void> {
  await tx
    .update(notices)
    .set({ unclear: true, attempts: sql`${notices.attempts} + 1` })
    .where(eq(notices.id, id));
}

/** Attempts of which we know how they ended. */
export async function endedAttempts(tx: Tx, id: number): Promise<number> {
  return await tx.$count(deliveryAttempts, eq(deliveryAttempts.noticeId, id));
}

interface Ending {
  readonly outcome: "sent" | "retry" | "dead" | "unclear";
  readonly ref?: string | undefined;
  readonly why?: string | undefined;
  /** Hash of what was sent. */
  readonly drawn?: Buffer | undefined;
}

export async function endAttempt(tx: Tx, notice: Notice, ending: Ending, now: Date): Promise<void> {
  const { outcome, ref = null, why = null, drawn = null } = ending;
  const over = outcome === "sent" || outcome === "dead";
  await tx
    .insert(deliveryAttempts)
    .values({ noticeId: notice.id, n: notice.attempts + 1, at: now, outcome, why })
    .onConflictDoNothing();
  await tx
    .update(notices)
    .set({
      unclear: outcome === "unclear",
      attempts: notice.attempts + 1,
      ...(over ? { state: outcome, doneAt: now, ref, drawn } : {}),
    })
    .where(eq(notices.id, notice.id));
}

/** Gives up everything that waits for a destination, in one go. @returns what it was. */
export async function buryWaiting(tx: Tx, destination: string, why: string, now: Date) {
  const buried = await tx
    .update(notices)
    .set({ state: "dead", doneAt: now, attempts: sql`${notices.attempts} + 1` })
    .where(and(eq(notices.destination, destination), sql`${notices.state} = 'unsent'`))
    .returning({ id: notices.id, kind: notices.kind, params: notices.params, attempts: notices.attempts });
  if (buried.length === 0) return buried;
  await tx.execute(sql`
    insert into ${deliveryAttempts} (notice_id, n, at, outcome, why)
    select b.id, b.attempts, ${now.toISOString()}::timestamptz, 'dead', ${why}
    from json_to_recordset(${JSON.stringify(buried)}::json) as b(id bigint, attempts int) on conflict do nothing`);
  return buried;
}

/** What waits to be said to a party is said no more: to its rooms and by mail. What is being sent just now is not called back. */
export async function cancelForParty(tx: Tx, caseId: number, party: number, now: Date): Promise<void> {
  const toThem = and(
    inArray(notices.kind, ["vendor-card", "vendor-message"]),
    sql`${notices.params}->>'party' = ${party}`,
  );
  const byMail = and(eq(notices.kind, "party-mail"), eq(notices.destination, `mail/party/person/${party}`));
  const cancelled = await tx
    .update(notices)
    .set({ state: "sent", doneAt: now, attempts: sql`${notices.attempts} + 1` })
    .where(
      and(eq(notices.caseId, caseId), sql`${notices.state} = 'unsent'`, eq(notices.unclear, false), or(toThem, byMail)),
    )
    .returning({ noticeId: notices.id, n: notices.attempts });
  if (cancelled.length === 0) return;
  const why = "nothing left to say";
  await tx
    .insert(deliveryAttempts)
    .values(cancelled.map((x) => ({ ...x, at: now, outcome: "sent" as const, why })))
    .onConflictDoNothing();
}

/** How many a stop keeps from their readers: those that wait, and those given up since it began. */
export async function keptBack(tx: Tx, stop: { readonly destination: string; readonly since: Date }): Promise<number> {
  const { destination: name, since } = stop;
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from ${notices}
    where (destination = ${name} or destination like ${`${name.replace(/[\\%_]/g, "\\$&")}/%`})
      and (state = 'unsent' or (state = 'dead' and done_at >= ${since.toISOString()}::timestamptz))`);
  return row?.n ?? 0;
}

/** Queues that hold something unsent for one platform: woken when its adapter starts, and by each tick. */
export async function waitingDestinations(tx: Tx, platform: string): Promise<string[]> {
  const rows = await tx.execute<{ destination: string }>(sql`
    select distinct destination from ${notices} where state = 'unsent' and destination like ${`${platform}/%`}`);
  return rows.map((r) => r.destination);
}

/** What waits, what is dead and how much is stopped, by platform. */
export async function queueState(tx: Tx) {
  return await tx.execute<{
    platform: string;
    unsent: number;
    dead: number;
    oldest: string | null;
    stopped: number;
  }>(sql`
    select platform, coalesce(unsent, 0) as unsent, coalesce(dead, 0) as dead, oldest, coalesce(stopped, 0) as stopped
    from (
      select split_part(destination, '/', 1) as platform, count(*) filter (where state = 'unsent')::int as unsent,
        count(*) filter (where state = 'dead')::int as dead, min(created_at) filter (where state = 'unsent') as oldest
      from ${notices} where state in ('unsent', 'dead') group by 1) as q
    full join (select split_part(destination, '/', 1) as platform, count(*)::int as stopped from ${stops} group by 1) as s
      using (platform)
    order by 1`);
}

/** How far back `attemptsSince` looks, in notices: an index of attempts by time would be kept for this alone. */
const newest = 100_000;

/** How sending went, by platform and outcome. */
export async function attemptsSince(tx: Tx, since: Date) {
  return await tx.execute<{ platform: string; outcome: string; n: number }>(sql`
    select split_part(n.destination, '/', 1) as platform, a.outcome, count(*)::int as n
    from ${deliveryAttempts} as a join ${notices} as n on n.id = a.notice_id
    where a.notice_id > (select coalesce(max(id), 0) - ${newest} from ${notices}) and a.at >= ${since.toISOString()}::timestamptz
    group by 1, 2 order by 1, 2`);
}

/** The newest dead letters, with the reason of the last attempt. */
export async function deadLetters(tx: Tx, limit: number) {
  return await tx
    .select({
      id: notices.id,
      kind: notices.kind,
      destination: notices.destination,
      doneAt: sql`coalesce(${notices.doneAt}, ${notices.createdAt})`.mapWith(notices.createdAt),
      why: deliveryAttempts.why,
    })
    .from(notices)
    .leftJoin(
      deliveryAttempts,
      and(eq(deliveryAttempts.noticeId, notices.id), eq(deliveryAttempts.n, notices.attempts)),
    )
    .where(sql`${notices.state} = 'dead'`)
    .orderBy(desc(notices.id))
    .limit(limit);
}

export async function deadDestinations(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ destination: string }>(
    sql`select distinct destination from ${notices} where state = 'dead'`,
  );
  return rows.map((r) => r.destination);
}

/**
 * Puts dead letters back into their queues. Those that may have arrived say so again, and have one more try.
 * @param only one of them. @param since those that were given up from then on.
 * @returns the destination of each.
 */
export async function revive(
  tx: Tx,
  destinations: readonly string[],
  only: number | undefined,
  since: Date | undefined,
): Promise<string[]> {
  const revived = await tx
    .update(notices)
    .set({
      state: "unsent",
      doneAt: null,
      unclear: sql`exists (select 1 from ${deliveryAttempts} as a where a.notice_id = ${notices.id} and a.outcome = 'unclear')`,
    })
    .where(
      and(
        sql`${notices.state} = 'dead'`,
        // The form's address was posted where somebody asked for it, whoever reads there.
        or(inArray(notices.destination, [...destinations]), eq(notices.kind, "form-link")),
        only === undefined ? undefined : eq(notices.id, only),
        since && gte(notices.doneAt, since),
      ),
    )
    .returning({ destination: notices.destination });
  return revived.map((r) => r.destination);
}

/** Formal messages to the parties of a case: to whom, which one, since when it waits, and when it went out. */
export async function lettersOf(tx: Tx, caseId: number) {
  const rows = await tx
    .select({
      destination: notices.destination,
      params: notices.params,
      state: notices.state,
      createdAt: notices.createdAt,
      doneAt: notices.doneAt,
    })
    .from(notices)
    .where(and(eq(notices.caseId, caseId), eq(notices.kind, "party-mail")))
    .orderBy(asc(notices.id));
  return rows.map(({ destination, params, ...row }) => ({
    ...row,
    message: String(params["message"]),
    // mail/party/person/ID, as destinations are written.
    party: Number(destination.split("/").at(-1)),
  }));
}
