import { createInterface } from "node:readline";
import pino from "pino";
import { tick } from "../../commands/deadline/tick.ts";
import type { Desk } from "../../commands/desk.ts";
import { connect } from "../../db/client.ts";
import { calendarIn } from "../../src/calendar.ts";
import { Keyring } from "../../src/crypto/keyring.ts";

/**
 * A process that does nothing but tick, when it is told to: one line in, one line out with how many reminders it made. Made to
 * be killed in the middle of it.
 */
const [url = "", key = "", zone = "UTC"] = process.argv.slice(2);
const { db } = connect(url, { max: 2 });
const desk: Desk = {
  db,
  keys: new Keyring(Buffer.from(key, "hex")),
  zone,
  calendar: calendarIn(zone),
  publicUrl: "http://localhost:8080",
  log: pino({ level: "silent" }),
  surfaces: new Map(),
  manifest: () => "",
};

createInterface({ input: process.stdin }).on("line", async () => {
  const said = await tick(desk).then(
    (n) => String(n),
    (error: unknown) => `failed ${error instanceof Error ? error.message : ""}`,
  );
  process.stdout.write(`${said}\n`);
});
process.stdout.write("ready\n");
