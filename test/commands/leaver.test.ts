import { afterEach, beforeEach, expect, test } from "vitest";
import { tick } from "../../commands/deadline/tick.ts";
import { deliveries } from "../support/deliveries.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";

let t: TestDesk;
beforeEach(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", mori: "coordinator", aki: "analyst" });
});
afterEach(() => t.database.close());

/** Two cases with a ping that waits, a line, an override, a duty by hand and an open offer: all of them Hana's. */
async function busy(): Promise<string[]> {
  await t.done("duty line first hana,mori days=28");
  await t.done("duty override hana +40d +41d");
  await t.done("duty set hana,mori from=+50d");
  await t.done("duty swap mori +1h +30d", { as: "hana" });
  await tick(t.desk);
  const refs: string[] = [];
  for (let i = 0; i < 2; i++) {
    const { ref } = await t.report();
    await t.done(`case take ${ref}`, { as: "hana" });
    refs.push(ref);
  }
  await t.done(`deadline add ${refs[0]} +1h`);
  await t.database.owner()`update deadlines set next_ping_at = now() - interval '5 seconds' where kind = 'CUSTOM'`;
  await tick(t.desk);
  return refs;
}

const handOver = "member hand-over hana mori";
const proof = async (): Promise<string> => /seen=([\w-]{16})/.exec(await t.done(handOver))?.[1] ?? "";

test("a preview counts and changes nothing; its button hands everything over at once, each case with its audit", async () => {
  const refs = await busy();
  const preview = await t.done(handOver);
  for (const part of [
    "Nothing has changed yet",
    "reports and cases: 2",
    "unacknowledged pings: 1",
    "lines of the roster: 1",
    "overrides of duty: 1",
    "duties by duty set: 1",
    "swaps that wait for an answer (taken back): 1",
    "[Hand over]",
  ])
    expect(preview).toContain(part);
  expect(await t.done("duty who")).toContain("first · hana");
  await deliveries(t);
  expect(await t.done(`${handOver} seen=${await proof()}`)).toContain("What hana had is with mori now");
  expect(await t.done("duty who")).toContain("first · mori");
  expect(await t.done("duty who +40d")).toContain("mori · by an override");
  expect(await t.done("duty who +51d")).toContain("1 · mori · by duty set");
  expect(await t.done("case mine", { as: "mori" })).toContain(`#${refs[0]}`);
  expect(await t.done("case mine", { as: "hana" })).not.toContain("#");
  for (const ref of refs) expect(await t.done(`case history ${ref}`)).toContain("handed over with a member's work");
  expect(await t.say("duty confirm 1", { as: "mori" })).toMatchObject({ ok: false, code: "swap.not-found" });
  const told = await deliveries(t);
  expect(told.map((d) => `${d.to}: ${d.summary}`)).toEqual([
    `person mori: #${refs[0]} needs you`,
    "person mori: The work of hana is yours now",
  ]);
  expect(await t.done("me", { as: "mori" })).toContain("duty ack");
  const [row] = await t.database.owner()`select data from audit where action = 'member.handed-over'`;
  expect(row?.["data"]).toMatchObject({ cases: 2, pings: 1, lines: 1, overrides: 1, shifts: 1, swaps: 1 });
  expect(await t.done("audit verify")).not.toMatch(/broken|wrong/i);
});

test("what the one who leaves had not been sent yet goes to the successor alone", async () => {
  const refs = await busy();
  await t.done(`${handOver} seen=${await proof()}`);
  await t.done("member remove hana");
  const told = await deliveries(t);
  expect(told.filter((d) => d.summary === `#${refs[0]} needs you`).map((d) => d.to)).toEqual(["person mori"]);
  const [n] = await t.database.owner()`select count(*)::int as n from pings where rung > 0`;
  expect(n?.["n"]).toBe(0);
});

test("a proof is good for what was seen, by the one who saw it", async () => {
  await busy();
  const seen = await proof();
  const { ref } = await t.report();
  await t.done(`case take ${ref}`, { as: "hana" });
  const again = await t.done(`${handOver} seen=${seen}`);
  expect(again).toContain("Something changed after you looked");
  expect(again).toContain("reports and cases: 3");
  expect(await t.done("case mine", { as: "hana" })).toContain(`#${ref}`);
  await t.done("member role mori admin,coordinator");
  expect(await t.done(`${handOver} seen=${await proof()}`, { as: "mori" })).toContain("Hand over");
  expect(await t.done("case mine", { as: "hana" })).toContain(`#${ref}`);
});

test("it is refused to the same person, and to somebody whose roles do not work on cases", async () => {
  await busy();
  expect(await t.say("member hand-over hana hana")).toMatchObject({ ok: false, code: "args.invalid" });
  expect(await t.say("member hand-over hana aki")).toMatchObject({ ok: false, code: "person.needed" });
  expect(await t.say(handOver, { as: "mori" })).toMatchObject({ ok: false, code: "not-allowed" });
  expect(await t.done("member hand-over aki mori")).toContain("aki has no case, no duty and no ping that waits");
});

test("nobody is taken off the desk while work is in their name", async () => {
  await t.done("duty line first hana,mori");
  const refused = await t.say("member remove hana");
  expect(refused).toMatchObject({ ok: false, code: "member.has-work" });
  await t.done(`${handOver} seen=${await proof()}`);
  expect(await t.done("member remove hana")).toContain("no rights and no accounts");
  expect(await t.done("duty roster")).toContain("mori → mori");
});
