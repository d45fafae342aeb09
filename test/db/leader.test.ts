import pino from "pino";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { lead } from "../../db/leader.ts";
import { freshDatabase } from "../support/database.ts";

const database = await freshDatabase();
const owner = database.owner();
afterAll(() => database.close());

/** A process that wants to lead: whether it does, and how often it began. */
function stand(name: string, what: string) {
  const seen = { leads: false, terms: 0 };
  const place = lead({
    url: database.url,
    asApp: true,
    name: what,
    log: pino({ level: "silent" }),
    work: async (ended) => {
      seen.leads = true;
      seen.terms += 1;
      if (!ended.aborted) await new Promise((done) => ended.addEventListener("abort", done, { once: true }));
      seen.leads = false;
    },
  });
  onTestFinished(() => place.stop());
  return Object.assign(seen, { name, stop: () => place.stop() });
}
const soon = { timeout: 15_000, interval: 20 };

test("one leads, however many stand; who stops makes room for another", async () => {
  const all = ["a", "b", "c"].map((n) => stand(n, "first"));
  const leaders = () => all.filter((s) => s.leads);
  await expect.poll(() => leaders().length, soon).toBe(1);
  const [first] = leaders();
  await first?.stop();
  expect(first?.leads).toBe(false);
  await expect.poll(() => leaders().length, soon).toBe(1);
  expect(leaders()[0]).not.toBe(first);
  expect(all.map((s) => s.terms).toSorted()).toEqual([0, 1, 1]);
});

test("another name is another place", async () => {
  const both = [stand("a", "this"), stand("b", "that")];
  await expect.poll(() => both.every((s) => s.leads), soon).toBe(true);
});

test("who loses the connection ends at once, and one of them leads again soon", async () => {
  const both = [stand("a", "lost"), stand("b", "lost")];
  const leaders = () => both.filter((s) => s.leads);
  await expect.poll(() => leaders().length, soon).toBe(1);
  const [first] = leaders();
  const began = performance.now();
  // Whoever waits holds no lock: the others' connections stay.
  await owner`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'todoke lost' and pid in (select pid from pg_locks where locktype = 'advisory')`;
  await expect.poll(() => first?.leads, { timeout: 1_000, interval: 5 }).toBe(false);
  console.log(`let go ${Math.round(performance.now() - began)} ms after the connection was cut`);
  await expect.poll(() => leaders().length, soon).toBe(1);
});
