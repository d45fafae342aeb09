import { afterAll, beforeAll, expect, test } from "vitest";
import type { Principal } from "../../commands/contract.ts";
import { tick } from "../../commands/deadline/tick.ts";
import { createHome, refreshHome } from "../../commands/home.ts";
import type { Delivery } from "../../src/delivery.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
let home: ReturnType<typeof createHome>;
const hana: Principal = { platform: "slack", tenant: "T1", user: "U1" };

beforeAll(async () => {
  t = await testDesk();
  home = createHome(t.desk);
  await t.members({ hana: "coordinator", ana: "auditor" });
  await t.done("member link hana slack:T1:U1");
  await t.done("member link ana slack:T1:U2");
});
afterAll(() => t.database.close());

const page = async (who: Principal): Promise<string> => {
  const rendered = await home.draw(who, "en");
  return textOf({ ok: true, command: "", rendered });
};
/** Pages whose drawing waits, with the seconds until then. */
const waiting = async () =>
  (
    await t.database.owner()`
      select key, extract(epoch from run_at - now())::float as after from graphile_worker._private_jobs where key like 'home %'`
  ).map((j) => ({ key: j["key"], after: Number(j["after"]) }));
const clear = () => t.database.owner()`delete from graphile_worker._private_jobs`;
const key = { platform: "slack", tenant: "T1", account: "U1" };

test("a page is its owner's: what they may see, and nothing to a stranger or to somebody who left", async () => {
  const { ref } = await t.report();
  expect(await page(hana)).toContain("Reports to judge, oldest first (1)");
  expect(await page(hana)).toContain(`#${ref}`);
  expect(await page(hana)).toContain("すいすい画像ビューア");
  for (const who of [
    { ...hana, user: "U9" },
    { ...hana, tenant: "T2" },
  ]) {
    const shown = await page(who);
    expect(shown).toContain("not linked to a member");
    expect(shown).not.toContain(ref);
  }
  // An auditor reads the audit, not the cases.
  expect(await page({ ...hana, user: "U2" })).not.toContain(ref);
  await t.done("member add gone coordinator");
  await t.done("member link gone slack:T1:U3");
  expect(await page({ ...hana, user: "U3" })).toContain(ref);
  await home.opened({ ...hana, user: "U3" });
  await t.database.owner()`update homes set opened_at = now() - interval '40 days'`;
  await clear();
  await t.done("member remove gone");
  expect((await waiting()).map((j) => j.key)).toEqual(["home slack/T1/U3"]);
  await t.database.owner()`delete from homes`;
  expect(await page({ ...hana, user: "U3" })).not.toContain(ref);
});

test("an open page is drawn anew after each change, once for many", async () => {
  await clear();
  const { ref } = await t.report();
  expect(await waiting()).toEqual([]);
  await home.opened({ ...hana, user: "U0SOMEBODY" });
  await home.opened(hana);
  await t.done(`case take ${ref}`);
  await t.done(`case note ${ref} one`);
  await t.done("duty set hana");
  const [one, ...others] = await waiting();
  expect(one?.key).toBe("home slack/T1/U1");
  expect(one?.after).toBeLessThan(2);
  expect(others).toEqual([]);
  expect(await page(hana)).toContain("hana, until");
});

test("a page says who is on duty when one shift follows another, without anybody's act", async () => {
  const owner = t.database.owner();
  await tick(t.desk);
  await clear();
  await tick(t.desk);
  expect(await waiting()).toEqual([]);
  await owner`update duty_shifts set starts_at = now() - interval '1 day', ends_at = now() - interval '30 seconds'`;
  await tick(t.desk);
  expect((await waiting()).map((j) => j.key)).toEqual(["home slack/T1/U1"]);
  expect(await page(hana)).toContain("Nobody is on duty");
});

test("a pause is kept, a stopped platform is not called, a page that is no more is forgotten", async () => {
  let calls = 0;
  const draw = async (end: Delivery): Promise<void> => {
    await clear();
    const drawer = async (): Promise<Delivery> => {
      calls += 1;
      return end;
    };
    await refreshHome(t.desk, new Map([["slack", drawer]]), key);
  };
  await draw({ outcome: "sent" });
  expect(await waiting()).toEqual([]);
  await draw({ outcome: "retry", after: 300, why: "rate_limited" });
  expect((await waiting())[0]?.after).toBeGreaterThan(290);
  await draw({ outcome: "dead", scope: "platform", why: "token_revoked" });
  expect((await waiting())[0]?.after).toBeGreaterThan(50);
  await t.database.owner()`
    insert into stops values ('slack', now(), now() + interval '10 minutes', 'token_revoked')`;
  const before = calls;
  await draw({ outcome: "sent" });
  expect(calls).toBe(before);
  expect((await waiting())[0]?.after).toBeGreaterThan(590);
  await t.database.owner()`delete from stops`;
  await draw({ outcome: "dead", scope: "destination", why: "user_not_found" });
  expect(await t.database.owner()`select 1 from homes`).toEqual([]);
});
