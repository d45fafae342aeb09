import { randomInt } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { durableDatabase } from "../support/database.ts";
import { reportOf, testDesk } from "../support/desk.ts";
import { newHome, newKeyFile, sendReport, startDesk } from "../support/process.ts";

const t = await testDesk({ database: await durableDatabase() });
afterAll(() => t.database.close());

const kills = 50;

test(`kill -9 at ${kills} random points while reports arrive: what was answered exists whole, and nothing exists twice`, async () => {
  const env = { DATABASE_URL: t.database.url, TODOKE_KEY_FILE: newKeyFile(), TODOKE_HOME: newHome() };
  const owner = t.database.owner();
  await owner`insert into settings values ('intake.per-hour', 1000000)`;
  const answered: string[] = [];
  for (let round = 0; round < kills; round++) {
    // Reminders come due in every round, so that processes are killed while they write and send them, too.
    await owner`update deadlines set next_ping_at = now() - interval '1 second', due_at = now() + interval '30 days'
      where kind = 'ACK' and not exists (select 1 from pings where deadline_id = deadlines.id)`;
    const desk = await startDesk(env);
    let over = false;
    const first = Promise.withResolvers<void>();
    const send = async (): Promise<void> => {
      while (!over) {
        try {
          const response = await sendReport(desk.url, "software", reportOf.software);
          if (response.status !== 201) return;
          const { reference } = (await response.json()) as { reference: string };
          answered.push(reference);
          first.resolve();
        } catch {
          return; // the process is gone; the sender has no answer and no claim
        }
      }
    };
    const senders = Array.from({ length: 4 }, send);
    // Every other one dies some time after its first answer: on a busy machine few would have answered otherwise.
    if (round % 2 === 1) await Promise.race([first.promise, Promise.all(senders)]);
    setTimeout(() => desk.child.kill("SIGKILL"), randomInt(5, 500));
    await desk.end("SIGCONT");
    over = true;
    await Promise.all(senders);
  }
  expect(answered.length).toBeGreaterThan(20);
  const references = answered.map((r) => Number(r.slice(-8)));
  expect(new Set(references).size).toBe(references.length);
  const [whole] = await owner`
    select count(*)::int as n from cases c where reference = any (${references})
      and (select count(*) from deadlines d where d.case_id = c.id) = 2
      and (select count(*) from messages m where m.case_id = c.id and template = 'M01') = 1
      and (select count(*) from audit a where a.chain = 'case/' || c.id) = 1
      and (select count(*) from notices n where n.case_id = c.id and n.kind <> 'ping') = 2
      and exists (select 1 from finders f where f.id = c.finder_id)`;
  expect(whole?.["n"]).toBe(references.length);
  const [half] = await owner`
    select count(*)::int as n from cases c where (select count(*) from deadlines d where d.case_id = c.id) <> 2
      or (select count(*) from notices n where n.case_id = c.id and n.kind <> 'ping') <> 2`;
  expect(half?.["n"]).toBe(0);
  const [orphans] =
    await owner`select count(*)::int as n from finders f where not exists (select 1 from cases where finder_id = f.id)`;
  expect(orphans?.["n"]).toBe(0);

  // Every deadline comes due; the last start must ping each once, whatever the killed processes had begun.
  await owner`update deadlines set next_ping_at = now() - interval '1 second', due_at = now() + interval '30 days'
    where kind = 'ACK' and not exists (select 1 from pings where deadline_id = deadlines.id)`;
  const last = await startDesk(env);
  try {
    const total = async () => (await owner`select count(*)::int as n from pings where sent_at is not null`)[0]?.["n"];
    const [wanted] = await owner`select count(*)::int as n from deadlines where kind = 'ACK' and state = 'open'`;
    await expect.poll(total, { timeout: 120_000, interval: 200 }).toBe(wanted?.["n"]);
    const [once] =
      await owner`select count(*)::int as all, count(distinct (deadline_id, step, rung))::int as once from pings`;
    expect(once?.["all"]).toBe(once?.["once"]);
    console.log(`${kills} kills, ${references.length} reports answered, ${wanted?.["n"]} pings, 0 lost, 0 doubled`);
  } finally {
    await last.end();
  }
}, 400_000);
