import { escalateNow, markPingSent } from "../db/queries/deadlines.ts";
import { databaseNow, readSettings } from "../db/queries/desk.ts";
import { endAttempt, type Notice, nextUnsent, wake } from "../db/queries/notices.ts";
import { isUnavailable } from "../db/unavailable.ts";
import type { Delivery, Outlet } from "../src/delivery.ts";
import type { Locale } from "../src/locale.ts";
import { drawnHash } from "./cards.ts";
import type { Act, Desk } from "./desk.ts";
import { parseDestination } from "./destinations.ts";
import { nameOf, prepare, type Queue } from "./parcels.ts";
import { giveUp, learn, pingOf } from "./stops.ts";

/** Attempts of unknown end: the first, and one repeat that says so. Then it is a dead letter (ADR 0004). */
const unclearLimit = 2;
/** Notices that a queue sends before it lets others have its place; at Slack's pace some 20 seconds. */
const turnLength = 20;
/** Seconds before the repeat of an attempt of unknown end. */
const unclearPause = 30;

async function inAct<T>(desk: Desk, work: (act: Act) => Promise<T>): Promise<T> {
  const { keys, calendar, zone } = desk;
  return await desk.db.transaction(async (tx) => {
    const [now, settings] = await Promise.all([databaseNow(tx), readSettings(tx)]);
    return await work({ tx, now, settings, keys, calendar, zone, actor: "clock" });
  });
}

/** Writes how an attempt ended, and what follows. @returns seconds after which the queue goes on; undefined: at once. */
async function conclude(
  desk: Desk,
  queue: Queue,
  notice: Notice,
  delivery: Delivery,
  trying: readonly string[],
  drawn?: Buffer,
): Promise<number | undefined> {
  return await inAct(desk, async (act) => {
    const { tx, now } = act;
    const attempts = notice.attempts + 1;
    const given: Delivery =
      delivery.outcome === "unclear" && notice.unclear && attempts >= unclearLimit
        ? { outcome: "dead", scope: "notice", why: `unclear ${attempts} times: ${delivery.why}` }
        : delivery;
    await endAttempt(tx, notice, { ...given, drawn }, now);
    await learn(act, queue.to, given, trying);
    const ping = pingOf(notice);
    if (given.outcome === "sent" && ping !== undefined) await markPingSent(tx, ping, now);
    if (given.outcome === "dead") {
      desk.log.error({ notice: notice.id, kind: notice.kind, why: given.why }, "a notice could not be delivered");
      // Nobody can acknowledge what did not arrive: the next rung is asked at once.
      if (ping !== undefined) await escalateNow(tx, ping, now);
    }
    if (given.outcome === "sent" || given.outcome === "dead") return undefined;
    const after = given.outcome === "retry" ? given.after : unclearPause;
    await wake(tx, [nameOf(queue)], new Date(now.getTime() + after * 1000));
    return after;
  });
}

/** Nothing is taken there. */
async function bury(desk: Desk, queue: Queue, why: string): Promise<void> {
  const notices = await inAct(desk, (act) => giveUp(act, nameOf(queue), why));
  desk.log.error({ platform: queue.to.platform, notices, why }, "a stopped queue was given up");
}

/** One notice that cannot be made must not hold the others up. What it made in the database is undone already. */
async function buryPoison(desk: Desk, queue: Queue, error: unknown): Promise<void> {
  const notice = await desk.db.transaction((tx) => nextUnsent(tx, nameOf(queue)));
  if (notice === undefined) return;
  desk.log.error({ notice: notice.id, kind: notice.kind, err: error }, "a notice could not be made");
  await conclude(desk, queue, notice, { outcome: "dead", scope: "notice", why: "could not be made" }, []);
}

/** One step of a queue. @returns "stop" when it has to wait or has nothing left. */
async function step(desk: Desk, deliver: Outlet, queue: Queue): Promise<"sent" | "on" | "stop"> {
  let next: Awaited<ReturnType<typeof prepare>>;
  try {
    next = await desk.db.transaction((tx) => prepare(desk, tx, queue));
  } catch (error) {
    if (isUnavailable(error)) throw error;
    await buryPoison(desk, queue, error);
    return "on";
  }
  switch (next.kind) {
    case "none":
      return "stop";
    case "wait": {
      const { until } = next;
      await desk.db.transaction((tx) => wake(tx, [nameOf(queue)], until));
      return "stop";
    }
    case "bury":
      await bury(desk, queue, next.why);
      return "stop";
    case "outdated": {
      const { notice } = next;
      const ending = { outcome: "sent", why: "nothing left to say" } as const;
      await inAct(desk, ({ tx, now }) => endAttempt(tx, notice, ending, now));
      return "on";
    }
    case "unmakeable":
      await conclude(desk, queue, next.notice, { outcome: "dead", scope: "notice", why: next.why }, []);
      return "on";
    case "send": {
      const { notice, rendered, to, trying } = next;
      const delivery = await deliver(to, { key: String(notice.id), possibleRepeat: notice.unclear, rendered });
      const pause = await conclude(desk, queue, notice, delivery, trying, drawnHash(rendered));
      if (pause !== undefined) return "stop";
      return delivery.outcome === "sent" ? "sent" : "on";
    }
  }
}

/**
 * Sends a destination's notices in order and stops at the first that must wait. The job queue runs one drain per
 * destination at a time. No transaction is held while a platform is called: the attempt is written before, its end after, and
 * an attempt without an end is repeated once more, saying so (ADR 0004). A long queue gives its place up now and then, so
 * that a few of them cannot hold the others.
 * @returns how many were sent.
 */
export async function drain(
  desk: Desk,
  outlets: ReadonlyMap<string, Outlet>,
  destination: string,
  roomLocale: Locale,
): Promise<number> {
  const queue: Queue = { to: parseDestination(destination), locale: roomLocale };
  const deliver = outlets.get(queue.to.platform);
  if (deliver === undefined) return 0; // kept unsent until a process that has this platform drains it
  let sent = 0;
  for (let turn = 0; turn < turnLength; turn += 1) {
    const came = await step(desk, deliver, queue);
    if (came === "stop") return sent;
    if (came === "sent") sent += 1;
  }
  await desk.db.transaction((tx) => wake(tx, [destination]));
  return sent;
}
