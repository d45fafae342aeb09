import { afterAll, beforeAll, expect, test } from "vitest";
import { parseDestination } from "../../commands/destinations.ts";
import { prepare } from "../../commands/parcels.ts";
import { plain } from "../../src/render.ts";
import { type VendorDesk, vendorDesk } from "../support/vendors.ts";

let d: VendorDesk;
beforeAll(async () => {
  d = await vendorDesk();
  await d.t.done("room bind desk", { place: { kind: "room", platform: "slack", tenant: "T1", channel: "CDESK" } });
});
afterAll(() => d.t.database.close());

const hana = { as: "hana" };
/** What waits for a room, as it is read there: its first line, which a lock screen shows, and the rest. */
async function waiting(channel: string): Promise<{ summary: string; text: string }[]> {
  const out: { summary: string; text: string }[] = [];
  for (;;) {
    const to = parseDestination(`slack/T1/room/${channel}`);
    const next = await d.t.desk.db.transaction((tx) => prepare(d.t.desk, tx, { to, locale: "en" }));
    if (next.kind !== "send" && next.kind !== "outdated") return out;
    if (next.kind === "send")
      out.push({
        summary: plain(next.rendered.summary),
        text: next.rendered.nodes.map((n) => ("text" in n ? plain(n.text) : JSON.stringify(n))).join("\n"),
      });
    await d.t.database.owner()`update notices set state = 'sent', done_at = now(), ref = ${`m${next.notice.id}`}
      where id = ${next.notice.id}`;
  }
}

test("the desk hears who was added by whom, no vendor does, and the entry says who named them", async () => {
  await waiting("CDESK");
  await d.did("hoshi", 'reply colleague "Tanaka Mei"');
  const [notice, ...more] = await waiting("CDESK");
  expect(more).toEqual([]);
  expect(notice?.summary).toBe("Vendor 1: one of its people added a colleague");
  for (const part of ["CANARY-hoshi", "Tanaka Mei (person 2)", "Person of hoshi (person 1)", "vendor unlink 1 2"])
    expect(notice?.text).toContain(part);
  for (const name of ["hoshi", "tsuki"] as const) expect((await d.waiting(name)).join()).not.toContain("Tanaka");
  expect(await d.t.done("vendor show 1", hana)).toContain(
    "Tanaka Mei · not checked · not linked in chat · named by person 1",
  );
});

test("who was taken off before it is sent is not announced; who named them may be gone", async () => {
  await d.did("hoshi", 'reply colleague "Sato Ren"');
  await d.t.done("vendor unlink 1 3", hana);
  expect(await waiting("CDESK")).toEqual([]);
  await d.did("hoshi", 'reply colleague "Ito Aoi"');
  await d.t.done("vendor unlink 1 1", hana);
  expect((await waiting("CDESK"))[0]?.text).toContain("named by somebody who was taken off since");
  expect(await d.t.done("vendor show 1", hana)).toContain("named by somebody who was taken off since");
});
