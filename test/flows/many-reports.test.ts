import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWeb } from "../../adapters/web/index.ts";
import { createIntake } from "../../commands/report/status.ts";
import { reportOf, testDesk } from "../support/desk.ts";
import { everyRow } from "../support/own-postgres.ts";

/** Many reports from one network, through the real server into the real database: none is lost up to a hard limit. */

const t = await testDesk();
const home = mkdtempSync(join(tmpdir(), "todoke-many-"));
const lines: string[] = [];
const note = (fields: object, message: string): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
const web = createWeb({
  intake: createIntake(t.desk),
  publicUrl: "http://127.0.0.1",
  log: { info: note, error: note },
  spoolDir: join(home, "spool"),
  limits: {},
  mounts: [],
});
let url = "";

beforeAll(async () => {
  const { port } = await web.start("127.0.0.1", 0);
  url = `http://127.0.0.1:${port}`;
  await t.done("desk settings intake.per-hour 2");
  await t.done("desk settings intake.most-per-hour 4");
});
afterAll(async () => {
  await web.stop();
  await t.database.close();
  rmSync(home, { recursive: true, force: true });
});

let count = 0;
/** A report of somebody else about something else, as a program or a browser behind this address sends it. */
const send = (address: string, accept: string, more: Readonly<Record<string, string>> = {}): Promise<Response> => {
  count += 1;
  const own = { finder_email: `p${count}@finder.example`, product_name: `Product ${count}` };
  return fetch(`${url}/report/software?lang=en`, {
    method: "POST",
    headers: { accept, "x-forwarded-for": address },
    body: new URLSearchParams({ ...reportOf.software, ...own, ...more }),
  });
};
const program = async (address: string) => {
  const answer = await send(address, "application/json");
  return { status: answer.status, answer, body: (await answer.json()) as { reference: string; receipt: string } };
};

test("a network beyond its budget goes into the review lane, beyond the hard limit it is told when to come again", async () => {
  const refs: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const { status, body } = await program(`203.0.113.${n + 7}`);
    expect(status).toBe(201);
    refs.push(body.reference.slice(-8));
  }
  // The fourth by hand, page by page: it is received like the others.
  const page = await send("203.0.113.99", "text/html", { step: "send", submission: "many-reports-test-0001" });
  expect(page.status).toBe(201);
  refs.push(/TDK#(\d{8})/.exec(await page.text())?.[1] ?? "");
  const [first = "", second = "", third = "", fourth = ""] = refs;

  const queue = await t.done("report list");
  for (const ref of [first, second]) expect(queue).toContain(`#${ref}`);
  for (const ref of [third, fourth]) expect(queue).not.toContain(`#${ref}`);
  const lane = await t.done("report list lane=review");
  for (const ref of [third, fourth]) expect(lane).toContain(`#${ref}`);
  expect(lane).toContain("many from one network within the hour: 2");
  expect(await t.done(`report show ${fourth}`)).toContain("Review lane: many from one network within the hour");
  expect(await t.done(`report show ${fourth}`, { locale: "ja" })).toContain("同じ発信元から短時間に多数");
  expect(await t.done(`case history ${third}`)).toContain("lane=network");

  // Beyond the hard limit: nothing stored, the text handed back, and the seconds to the next hour.
  const before = await t.database.owner()`select count(*)::int as n from cases`;
  const refused = await program("203.0.113.200");
  expect(refused.status).toBe(429);
  const wait = Number(refused.answer.headers.get("retry-after"));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(3600);
  const form = await send("203.0.113.200", "text/html", { step: "send", remarks: "typed for an hour" });
  expect(form.status).toBe(429);
  const kept = await form.text();
  expect(kept).toContain("typed for an hour");
  expect(kept).toMatch(/try again in \d+ (minute|second)/);
  expect(await t.database.owner()`select count(*)::int as n from cases`).toEqual(before);

  // Another network is not touched by it, and goes into the queue.
  const other = await program("198.51.100.7");
  expect(other.status).toBe(201);
  expect(await t.done("report list")).toContain(`#${other.body.reference.slice(-8)}`);
});

test("a budget that was raised above the hard limit before there was one still holds", async () => {
  await t.done("desk settings intake.per-hour 6");
  for (let n = 0; n < 6; n += 1) expect((await program("192.0.2.1")).status).toBe(201);
  expect((await program("192.0.2.1")).status).toBe(429);
});

test("neither an address nor a network is in the database or in the log", async () => {
  const rows = [...(await everyRow(t.database.owner())).values()].join("\n");
  for (const said of [rows, lines.join("\n")]) {
    for (const address of ["203.0.113.", "198.51.100.", "192.0.2."]) expect(said).not.toContain(address);
  }
  expect(lines.join("\n")).toContain("report received");
});
