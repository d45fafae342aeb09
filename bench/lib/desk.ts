import type { Desk } from "../../commands/desk.ts";
import { connect } from "../../db/client.ts";
import { calendarIn } from "../../src/calendar.ts";
import { Keyring } from "../../src/crypto/keyring.ts";
import { createLog } from "../../src/log.ts";

/** The desk as src/main.ts builds it, with its pool of ten connections under the app role. */
export function openDesk(databaseUrl: string, key: Buffer): { desk: Desk; close(): Promise<void> } {
  const zone = "Asia/Tokyo";
  const connection = connect(databaseUrl, { max: 10, asApp: true });
  const desk: Desk = {
    surfaces: new Map(),
    manifest: () => "",
    db: connection.db,
    keys: new Keyring(key),
    zone,
    calendar: calendarIn(zone),
    publicUrl: "http://127.0.0.1",
    log: createLog("error"),
  };
  return { desk, close: () => connection.close() };
}
