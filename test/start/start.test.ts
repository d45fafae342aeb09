import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { clusterFolder } from "../../db/embedded/cluster.ts";
import { reportOf } from "../support/desk.ts";
import { freePort, newHome, refusedStart, sendReport, startDesk } from "../support/process.ts";

const postmaster = (home: string): number =>
  Number(readFileSync(path.join(clusterFolder(home), "data/postmaster.pid"), "utf8").split("\n")[0]);
/** A process that has ended may stay in the table until its parent looks; that is not life. */
const alive = (pid: number): boolean =>
  existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));

test.each([
  ["an ordinary folder", 0o711],
  ["a private one (0700)", 0o700],
])(
  "in %s the first start makes everything; kill -9 loses nothing; the next start adopts the database and stops it at its end",
  async (_, mode) => {
    const home = newHome(mode);
    const first = await startDesk({ TODOKE_HOME: home });
    const sent = await sendReport(first.url, "software", reportOf.software);
    expect(sent.status).toBe(201);
    const { reference } = (await sent.json()) as { reference: string };
    expect(await (await fetch(`${first.url}/ready`)).text()).toBeTruthy();
    const pid = postmaster(home);
    await first.end("SIGKILL");
    expect(alive(pid)).toBe(true);

    const second = await startDesk({ TODOKE_HOME: home });
    expect(postmaster(home)).toBe(pid);
    expect((await second.desk("report", "list")).out).toContain(reference.slice(3));
    expect(await second.end("SIGTERM")).toBe(0);
    expect(alive(pid)).toBe(false);

    const third = await startDesk({ TODOKE_HOME: home });
    expect((await third.desk("report", "list")).out).toContain(reference.slice(3));
    expect(await third.end("SIGINT")).toBe(0);
    rmSync(clusterFolder(home), { recursive: true, force: true });
  },
  60_000,
);

test("a desk whose own PostgreSQL is killed says so and ends; the next start has everything", async () => {
  const home = newHome();
  const desk = await startDesk({ TODOKE_HOME: home });
  const sent = await sendReport(desk.url, "software", reportOf.software);
  const { reference } = (await sent.json()) as { reference: string };
  process.kill(postmaster(home), "SIGKILL");
  await desk.printed(/PostgreSQL ended; stopping too/);
  expect(await desk.end("SIGCONT")).toBe(1);
  const next = await startDesk({ TODOKE_HOME: home });
  expect((await next.desk("report", "list")).out).toContain(reference.slice(3));
  await next.end();
}, 60_000);

test("a desk that adopted its PostgreSQL notices its end, too", async () => {
  const home = newHome();
  const first = await startDesk({ TODOKE_HOME: home });
  await first.end("SIGKILL");
  const second = await startDesk({ TODOKE_HOME: home });
  process.kill(postmaster(home), "SIGINT");
  await second.printed(/PostgreSQL ended; stopping too/);
  expect(await second.end("SIGCONT")).toBe(1);
}, 60_000);

test("secrets of an own PostgreSQL are for their owner only, and it asks for a password", async () => {
  const home = newHome();
  const desk = await startDesk({ TODOKE_HOME: home });
  try {
    for (const file of ["key", "postgres/owner-password", "desk.sock"])
      expect(statSync(path.join(home, file)).mode & 0o077).toBe(0);
    const hba = readFileSync(path.join(home, "postgres/data/pg_hba.conf"), "utf8");
    expect(hba).not.toMatch(/^\s*(host|local).*\btrust\b/m);
  } finally {
    await desk.end();
  }
}, 60_000);

test("a second desk on the same folder or port is refused, with words and code 78, and the first goes on", async () => {
  const home = newHome();
  const desk = await startDesk({ TODOKE_HOME: home });
  try {
    const same = await refusedStart({ TODOKE_HOME: home, PORT: String(await freePort()) });
    expect(same).toMatchObject({ code: 78, output: expect.stringContaining(`in use by process ${desk.child.pid}`) });
    const port = new URL(desk.url).port;
    const other = await refusedStart({ TODOKE_HOME: newHome(), PORT: port });
    expect(other).toMatchObject({ code: 78, output: expect.stringContaining(`PORT ${port} on 127.0.0.1 is in use`) });
    expect((await desk.desk("me")).code).toBe(0);
  } finally {
    await desk.end();
  }
}, 60_000);

test("a faulty configuration is listed whole, nothing is opened, code 78", async () => {
  const home = newHome();
  const { code, output } = await refusedStart({
    TODOKE_HOME: home,
    PORT: "0",
    TODOKE_TIME_ZONE: "Mars",
    TODOKE_HOEM: "x",
  });
  expect(code).toBe(78);
  expect(output).toContain("3 settings are wrong");
  for (const name of ["PORT", "TODOKE_TIME_ZONE", "TODOKE_HOEM"]) expect(output).toContain(name);
  expect(existsSync(home)).toBe(false);
});

test("a database that does not answer is said in words", async () => {
  const { newKeyFile } = await import("../support/process.ts");
  const { code, output } = await refusedStart({
    TODOKE_HOME: newHome(),
    TODOKE_KEY_FILE: newKeyFile(),
    DATABASE_URL: `postgres://x:hunter2@127.0.0.1:${await freePort()}/x`,
  });
  expect(code).toBe(1);
  expect(output).toContain("could not start");
  expect(output).not.toContain("hunter2");
}, 30_000);

test("the client's exit codes: 0 done, 1 refused, 2 typed wrongly, 3 no desk; --json is one object", async () => {
  const home = newHome();
  const none = await startDesk({ TODOKE_HOME: home });
  try {
    expect((await none.desk("me")).code).toBe(0);
    expect((await none.desk("case", "show", "12345678")).code).toBe(1);
    expect((await none.desk("case", "shwo")).code).toBe(2);
    expect((await none.desk("--nonsense")).code).toBe(2);
    expect((await none.desk("--as", "nobody", "me")).code).toBe(1);
    expect(JSON.parse((await none.desk("--json", "me")).out)).toMatchObject({
      ok: true,
      text: expect.stringContaining("Administrator"),
      view: { locale: "en" },
    });
    expect(JSON.parse((await none.desk("--json", "case", "show", "12345678")).out)).toMatchObject({
      ok: false,
      code: "case.not-found",
      message: "There is no such case, or you may not see it.",
      hint: expect.stringContaining("report list"),
    });
    expect((await none.desk("member", "add", "hana", "coordinator", "Tanaka Hanako")).out).toContain(
      "Tanaka Hanako (hana)",
    );
  } finally {
    await none.end();
  }
  const after = await none.desk("me");
  expect(after).toMatchObject({ code: 3, err: expect.stringContaining("npm start") });
}, 60_000);
