import { tick } from "../../commands/deadline/tick.ts";
import { noticeAfter, noticeView } from "../../commands/notices/index.ts";
import { databaseNow, readSettings } from "../../db/queries/desk.ts";
import type { Notice } from "../../db/queries/notices.ts";
import { stop } from "../../db/queries/stops.ts";
import { notices } from "../../db/schema/index.ts";
import type { NoticeKind } from "../../src/domain/notices.ts";
import { onePerson } from "../../src/label.ts";
import type { Locale } from "../../src/locale.ts";
import { type Rendered, render } from "../../src/render.ts";
import type { View } from "../../src/view.ts";
import type { TestDesk } from "./desk.ts";

/** Mail has no words yet; what a vendor reads has an audience of its own (test/commands/reply.test.ts). */
type Elsewhere = "finder-mail" | "party-mail" | "vendor-card" | "vendor-message" | "vendor-said";

/** What each kind is about: the desk is brought into that state first. */
const about: Readonly<Record<Exclude<NoticeKind, Elsewhere>, (id: Ids) => Notice["params"]>> = {
  "report-card": () => ({}),
  "case-card": () => ({}),
  assigned: () => ({}),
  answered: () => ({}),
  moved: () => ({}),
  ping: ({ ping }) => ({ ping }),
  "form-link": () => ({ url: "https://desk.example/report/software" }),
  "room-held": () => ({ platform: "slack", tenant: "T1", channel: "CHELD" }),
  "group-news": () => ({}),
  "vendor-colleague": ({ contact }) => ({ contact }),
  embargo: () => ({ event: "party.consented" }),
  stopped: ({ stop, since }) => ({ stop, since }),
  proposal: ({ proposal }) => ({ proposal }),
  "hand-over": () => ({ member: 1, on: true, line: "1", since: "2026-11-20T01:12:00Z", late: true }),
  swap: ({ swap }) => ({ swap }),
  "passed-on": () => ({ from: 1, cases: 2, pings: 1 }),
};

interface Ids {
  readonly caseId: number;
  readonly ping: number;
  readonly proposal: number;
  readonly swap: number;
  readonly contact: number;
  readonly stop: string;
  readonly since: string;
}

/** A held room, a stopped platform, a proposal, and three reminders of one case: new, acknowledged, done. */
async function arrange(t: TestDesk, ref: string): Promise<readonly Ids[]> {
  const owner = t.database.owner();
  const room = { kind: "room", platform: "slack", tenant: "T1", channel: "CHELD" } as const;
  await t.done("room bind desk", { place: room });
  await owner`update rooms set held_at = now(), held_why = 'guest' where channel = 'CHELD'`;
  const gone = "slack/T1/room/CGONE";
  const stopped = await t.desk.db.transaction(async (tx) => stop(tx, gone, "is_archived", await databaseNow(tx)));
  await t.done("duty set admin");
  for (const at of ["+1h", "+2h", "+3h"]) await t.done(`deadline add ${ref} ${at}`);
  await owner`update deadlines set next_ping_at = now() - interval '5 minutes' where kind = 'CUSTOM'`;
  await tick(t.desk);
  const made = await owner`
    select p.id::int as ping, d.id::int as deadline, d.case_id::int as case from pings p join deadlines d on d.id = p.deadline_id
    join cases c on c.id = d.case_id where d.kind = 'CUSTOM' and c.reference = ${Number(ref)} order by p.id desc limit 3`;
  const [fresh, acked, done] = made;
  if (!(fresh && acked && done)) throw new Error("three reminders were to be sent");
  await t.done(`duty ack ${acked["ping"]}`);
  await t.done(`deadline done ${done["deadline"]}`);
  const vendor = /vendor show (\d+)/.exec(await t.done('vendor add "Hoshi Soft" anyway=yes'))?.[1];
  for (const name of ["Tanaka Mei", "Sato Ren"]) await t.done(`vendor contact ${vendor} "${name}"`);
  const [named] = await owner`
    update vendor_contacts set added_by = null, named_by = id - 1 where vendor_id = ${Number(vendor)} and n = 2 returning id`;
  const contact = Number(named?.["id"]);
  const since = stopped.since.toISOString();
  const [proposed] = await owner`
    insert into proposals (case_id, act, line, version, proposed_by, proposed_at, expires_at)
    values (${fresh["case"]}, 'publish', '\\x00', 1, 1, now(), now() + interval '1 day') returning id::int as id`;
  const proposal = Number(proposed?.["id"]);
  const [offered] = await owner`
    insert into duty_swaps (proposed_by, other_id, line, starts_at, ends_at, other_line, other_starts_at, other_ends_at,
      proposed_at, expires_at)
    select 1, 1, 'first', now(), now() + interval '7 days', 'first', now() + interval '7 days', now() + interval '14 days', now(),
      now() + interval '3 days' returning id::int as id`;
  const swap = Number(offered?.["id"]);
  return made.map((m) => ({
    caseId: Number(m["case"]),
    ping: Number(m["ping"]),
    proposal,
    swap,
    contact,
    stop: gone,
    since,
  }));
}

/**
 * Every kind of notice about a case, as it is sent to one person and to a room and as it reads later.
 * @throws Error when some kind has no words.
 */
export async function everyNotice(
  t: TestDesk,
  ref: string,
  locale: Locale,
): Promise<{ name: string; rendered: Rendered }[]> {
  const ids = await arrange(t, ref);
  const { keys, calendar, zone } = t.desk;
  return await t.desk.db.transaction(async (tx) => {
    const [now, settings, [base]] = await Promise.all([
      databaseNow(tx),
      readSettings(tx),
      tx.select().from(notices).limit(1),
    ]);
    if (base === undefined) throw new Error("nothing was said to anybody");
    const act = { tx, now, settings, keys, calendar, zone, actor: "clock" };
    const all: { name: string; rendered: Rendered }[] = [];
    for (const [kind, params] of Object.entries(about)) {
      const ways = { "to a person": "person", "to a room": "room" } as const;
      let drawn = 0;
      for (const [i, one] of ids.entries()) {
        const notice = { ...base, kind, caseId: one.caseId, params: params(one) };
        const made: [string, View | undefined][] = [["later", await noticeAfter(act, notice, "person")]];
        for (const [name, to] of Object.entries(ways)) {
          const destination = `console/local/${to}/${to === "person" ? "admin" : "desk"}`;
          made.push([name, await noticeView(act, { ...notice, destination }, to)]);
        }
        for (const [name, v] of made) {
          // Most kinds read the same whichever reminder it was.
          if (v === undefined || (i > 0 && kind !== "ping")) continue;
          drawn += 1;
          all.push({ name: `${kind} ${name} ${i + 1}`, rendered: render(v as View<"personal">, onePerson, locale) });
        }
      }
      if (drawn === 0) throw new Error(`${kind} has no words`);
    }
    return all;
  });
}
