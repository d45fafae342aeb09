import { afterEach, beforeEach, expect, test } from "vitest";
import { tick } from "../../commands/deadline/tick.ts";
import { unseal } from "../../src/crypto/keyring.ts";
import { clockDatabase } from "../support/clock.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

/** The three lifecycles from chat, on a real database whose clock the test sets. */
const start = new Date("2026-01-07T01:00:00Z");
let t: TestDesk;
let clock: Awaited<ReturnType<typeof clockDatabase>>["clock"];
beforeEach(async () => {
  const database = await clockDatabase(start);
  clock = database.clock;
  t = await testDesk({ database });
  await t.members({ hana: "coordinator", yui: "approver", ken: "web_handler", ito: "intake_officer" });
});
afterEach(() => t.database.close());

/** It is 10:00 in Japan on this day. */
const on = (day: string): Promise<void> => clock.set(new Date(`${day}T01:00:00Z`));
const refused = async (line: string, as: string): Promise<string> => {
  const answer = await t.say(line, { as });
  if (answer.ok) throw new Error(`${line} was done`);
  return `${answer.code}: ${textOf(answer)}`;
};
const row = async (ref: string) =>
  (await t.database.owner()`select *, base_on::text as base from cases where reference = ${Number(ref)}`)[0] ?? {};
/** Running clocks with the day on which each is due, in Japan. */
const clocks = async (ref: string) => {
  const rows = await t.database.owner()<{ kind: string; day: string; state: string }[]>`
    select d.kind, d.state, to_char(d.due_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as day from deadlines d
    join cases c on c.id = d.case_id where c.reference = ${Number(ref)} and d.state <> 'done' order by d.kind, d.id`;
  return rows.map((r) => `${r.kind} ${r.day}${r.state === "paused" ? " paused" : ""}`);
};
/** M-numbers of what the finder was told, and of what waits for whom. */
const told = async (ref: string) => {
  const owner = t.database.owner();
  const messages = await owner<{ template: string }[]>`
    select m.template from messages m join cases c on c.id = m.case_id where c.reference = ${Number(ref)} and template is not null order by m.id`;
  const letters = await owner<{ message: string; destination: string }[]>`
    select params->>'message' as message, destination from notices n join cases c on c.id = n.case_id
    where c.reference = ${Number(ref)} and n.kind = 'party-mail' order by n.id`;
  return { finder: messages.map((m) => m.template), parties: letters.map((l) => l.message) };
};
const lastMessage = async (ref: string): Promise<string> => {
  const [m] = await t.database.owner()<{ body: Buffer; key: Buffer }[]>`
    select m.body, c.key from messages m join cases c on c.id = m.case_id where c.reference = ${Number(ref)} order by m.id desc limit 1`;
  if (m === undefined) throw new Error("nothing was said");
  return unseal(t.desk.keys.unwrap(m.key, `case/${ref}`), "messages.body", m.body);
};

/** A software case with one vendor whose contact answers and got the details. */
async function verified(): Promise<string> {
  const { ref } = await t.report();
  await t.done(`report accept ${ref} all`, { as: "ito" });
  await t.done(`party add ${ref} "すいすいソフト" contact=psirt@vendor.example`, { as: "hana" });
  await t.done(`party attempt ${ref} 1 mail answered`, { as: "hana" });
  await t.done(`party status ${ref} 1 work=details_sent`, { as: "hana" });
  await t.done(`case move ${ref} ver`, { as: "hana" });
  return ref;
}

test("a product's report from receipt to publication: states, clocks, messages, two people", async () => {
  const { ref } = await t.report();
  await t.done(`report show ${ref}`, { as: "ito" });
  expect(await clocks(ref)).toEqual(["TRIAGE 2026-01-22"]);
  await t.done(`report ask ${ref} Which version?`, { as: "ito" });
  expect(await clocks(ref)).toEqual(["ASK 2026-01-21", "TRIAGE 2026-01-22 paused"]);
  await t.done(`report accept ${ref} all`, { as: "ito" });
  expect((await row(ref))["request"]).toBe("in-force");
  expect(await clocks(ref)).toEqual(["HANDOVER 2026-01-08"]);
  expect(await refused(`case move ${ref} ver`, "hana")).toMatch(
    /case.wrong-state.*Possible next: handed to coordination/s,
  );
  await t.done(`case move ${ref} hnd`, { as: "ito" });
  expect(await clocks(ref)).toEqual(["CONTACT 2026-01-13"]);
  await t.done(`party add ${ref} "すいすいソフト"`, { as: "hana" });

  // The first attempt sets 起算日 though it bounced (§13.1: 2026-01-10 → 2026-02-24, 2027-01-10, 2026-07-10).
  await on("2026-01-10");
  expect(await t.done(`party attempt ${ref} 1 mail bounced`, { as: "hana" })).toContain(
    "起算日, the day of the first contact, is Sat 10 Jan 2026",
  );
  expect(await clocks(ref)).toEqual([
    "1Y 2027-01-10",
    "45D 2026-02-24",
    "6M 2026-07-10",
    "FIRSTRESP 2026-01-19",
    "UNR-1 2026-03-11",
  ]);
  expect((await row(ref))["state"]).toBe("CON");
  expect(await refused(`case move ${ref} ver`, "hana")).toContain("nobody's contact is confirmed");
  await on("2026-01-13");
  await t.done(`party attempt ${ref} 1 phone answered`, { as: "hana" });
  expect(await clocks(ref)).toEqual(["1Y 2027-01-10", "45D 2026-02-24"]);
  await t.done(`party status ${ref} 1 work=details_sent`, { as: "hana" });
  await t.done(`case move ${ref} ver`, { as: "hana" });
  expect(await clocks(ref)).toEqual(["1Y 2027-01-10", "45D 2026-02-24", "VERIFY 2026-01-27"]);
  expect(await refused(`case move ${ref} fix`, "hana")).toContain(
    "no vendor has reported that the vulnerability exists",
  );
  await t.done(`party status ${ref} 1 work=confirmed`, { as: "hana" });
  await t.done(`case move ${ref} fix`, { as: "hana" });
  expect(await refused(`case move ${ref} dat`, "hana")).toContain("a date and hour of publication");
  await t.done(`case move ${ref} dat 2026-02-20`, { as: "hana" });
  expect(await clocks(ref)).toEqual([
    "1Y 2027-01-10",
    "45D 2026-02-24",
    "PUBPREP 2026-02-13",
    "PUBTIME 2026-02-20",
    "VSTAT 2026-02-20",
  ]);
  await t.done(`case move ${ref} dat 2026-02-25`, { as: "hana" });
  expect(await clocks(ref)).toEqual([
    "1Y 2027-01-10",
    "45D 2026-02-24",
    "PUBPREP 2026-02-17",
    "PUBTIME 2026-02-25",
    "VSTAT 2026-02-25",
  ]);
  expect((await row(ref))["publication_at"]).toEqual(new Date("2026-02-25T03:00:00Z"));

  // Each who was sent the details is owed each date, and one can see for each whether they have it.
  expect(await t.done(`party list ${ref}`, { as: "hana" })).toMatch(
    /M12 still to be written, since Tue 13 Jan 2026 · M13 still to be written, since Tue 13 Jan 2026/,
  );

  // Publication: an approver, a status from each vendor, an advisory, and another approver.
  expect(await refused(`case move ${ref} pub advisory=JVN#12345678`, "hana")).toContain("not-allowed");
  expect(await refused(`case move ${ref} pub advisory=JVN#12345678`, "yui")).toContain(
    "somebody who was notified has no status",
  );
  await t.done(`party status ${ref} 1 status=affected`, { as: "hana" });
  expect(await refused(`case move ${ref} pub advisory=JVN#12345678`, "admin-two")).toContain("stranger");
  const proposed = await t.done(`case move ${ref} pub advisory=JVN#12345678`, { as: "yui" });
  expect(proposed).toContain("One of these has to confirm it");
  const id = /no\. (\d+)/.exec(proposed)?.[1];
  expect(await refused(`case confirm ${id}`, "yui")).toContain("An approver other than the proposer");
  expect(await refused(`case confirm ${id}`, "hana")).toContain("not-allowed");
  expect((await row(ref))["state"]).toBe("DAT");
  expect(await t.done(`case confirm ${id}`, { as: "admin" })).toContain("is now: published");
  expect(await row(ref)).toMatchObject({ state: "PUB", request: "ended" });
  expect(await clocks(ref)).toEqual([]);
  expect(await told(ref)).toEqual({
    finder: ["M01", "M02", "M03", "M07", "M09", "M14"],
    parties: ["M10", "M12", "M13"],
  });
  await t.done(`case move ${ref} pub advisory=JVN#12345678-2`, { as: "hana" });
  expect(await refused(`case reopen ${ref} again`, "hana")).toContain("cannot be reopened");
  expect(await t.done("audit verify")).toContain("are linked as they were written");
});

test("a site's report from receipt to the fix, and the request ends with it", async () => {
  const { ref } = await t.report("website");
  await t.done(`report accept ${ref} all`, { as: "ito" });
  await t.done(`party add ${ref} "Shop"`, { as: "ken" });
  await t.done(`party attempt ${ref} 1 form sent`, { as: "ken" });
  expect(await row(ref)).toMatchObject({ state: "CT1" });
  expect(await clocks(ref)).toEqual(["OPREPLY 2026-01-15"]);
  expect(await refused(`case move ${ref} ntf`, "hana")).toContain("not-allowed");
  await t.done(`party status ${ref} 1 work=stage1_answered`, { as: "ken" });
  await clock.set(new Date("2026-11-30T01:00:00Z"));
  await t.done(`party status ${ref} 1 work=details_sent`, { as: "ken" });
  await t.done(`case move ${ref} ntf`, { as: "ken" });
  // §13.1: three months from 30 November end with February.
  expect(await clocks(ref)).toEqual(["3M 2027-02-28", "WEBEND 2027-05-29"]);
  await t.done(`case move ${ref} ver`, { as: "ken" });
  expect(await refused(`case move ${ref} fix`, "ken")).toContain("how the operator mended it");
  await t.done(`party status ${ref} 1 work=fixed_removed`, { as: "ken" });
  await t.done(`case move ${ref} fix`, { as: "ken" });
  expect(await row(ref)).toMatchObject({ state: "FIX", request: "ended" });
  expect(await clocks(ref)).toEqual([]);
  expect((await told(ref)).finder).toEqual(["M01", "M03", "M32", "M34"]);
});

test("a vendor's own product: a date, then publication; withdrawn is its own end", async () => {
  const own = await t.report("own-product");
  await t.done(`report accept ${own.ref} all`, { as: "ito" });
  await t.done(`case move ${own.ref} dat 2026-03-02`, { as: "hana" });
  await t.done("desk settings second.publish 0");
  await t.done(`case move ${own.ref} pub advisory=https://jvn.example/1`, { as: "yui" });
  expect(await row(own.ref)).toMatchObject({ state: "PUB", request: "none" });
  const other = await t.report("own-product");
  await t.done(`report accept ${other.ref} all`, { as: "ito" });
  await t.done(`case close ${other.ref} T-09`, { as: "hana" });
  expect(await row(other.ref)).toMatchObject({ state: "WDR", end_code: "T-09" });
});

test("a vendor that nobody reaches: listed, six months, the committee, publication", async () => {
  const { ref } = await t.report();
  await t.done(`report accept ${ref} all`, { as: "ito" });
  await t.done(`party add ${ref} "Silent"`, { as: "hana" });
  await t.done(`party attempt ${ref} 1 mail none`, { as: "hana" });
  await on("2026-01-20");
  await t.done(`party attempt ${ref} 1 phone none`, { as: "hana" });
  expect(await refused(`case move ${ref} unr`, "hana")).toContain("too few attempts");
  await on("2026-03-10");
  await t.done(`party attempt ${ref} 1 post none`, { as: "hana" });
  await t.done(`case move ${ref} unr`, { as: "hana" });
  expect(await clocks(ref)).toEqual([
    "1Y 2027-01-07",
    "45D 2026-02-21",
    "6M 2026-07-07",
    "FIRSTRESP 2026-01-15",
    "UNR-2 2026-06-10",
  ]);
  expect(await refused(`unreachable stage ${ref} deadline`, "hana")).toContain("one by one");
  await on("2026-06-10");
  await t.done(`unreachable stage ${ref} product`, { as: "hana" });
  await t.done(`unreachable stage ${ref} deadline`, { as: "hana" });
  expect(await clocks(ref)).toContain("UNR-3 2026-09-08");
  expect(await refused(`case move ${ref} nco`, "hana")).toContain("six months without any answer");
  await on("2026-07-07");
  await t.done(`case move ${ref} nco`, { as: "hana" });
  expect((await row(ref))["ground"]).toBe("unreachable");
  await t.done(`case move ${ref} jdg`, { as: "ito" });
  expect(await clocks(ref)).toContain("OPINION 2026-08-06");
  const pub = `case move ${ref} pub advisory=JVN#1 criteria=`;
  expect(await refused(`${pub}J-1,J-2,J-3`, "yui")).toContain("all of J-1 to J-4");
  await t.done("desk settings second.publish 0");
  await t.done(`${pub}J-1,J-2,J-3,J-4`, { as: "yui" });
  expect((await row(ref))["state"]).toBe("PUB");
  // Unreachable: no opinion was asked for, nobody was sent details.
  expect((await told(ref)).parties).toEqual([]);
});

test("early ends: not a vulnerability, small effect, called off, no answer, broad alert, duplicate; and back again", async () => {
  const nov = await verified();
  await t.done(`party status ${nov} 1 work=not_reproduced`, { as: "hana" });
  expect(await refused(`case move ${nov} nov`, "hana")).toContain("lifted (lift) or kept (keep)");
  await t.done(`case move ${nov} nov request=keep`, { as: "hana" });
  expect(await row(nov)).toMatchObject({ state: "NOV", request: "in-force" });
  expect(await lastMessage(nov)).toContain("the non-disclosure request stays in force");
  // The right of the finder goes on with the request.
  expect(await clocks(nov)).toEqual(["1Y 2027-01-07"]);
  await t.done(`case reopen ${nov} the vendor reproduced it after all`, { as: "hana" });
  expect(await row(nov)).toMatchObject({ state: "VER", closed_at: null });
  expect(await clocks(nov)).toEqual(["1Y 2027-01-07", "45D 2026-02-21"]);

  const small = await verified();
  expect(await refused(`case close ${small} T-03 request=lift`, "hana")).toContain("its impact is not simple");
  await t.done(`score cvss ${small} CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N`);
  await t.done(`score impact ${small} spread=narrow`, { as: "hana" });
  await t.done(`case close ${small} T-03 request=lift vendor was told`, { as: "hana" });
  expect(await row(small)).toMatchObject({ state: "END", end_code: "T-03", request: "ended" });
  const off = await verified();
  await t.done(`case close ${off} P-05 request=lift`, { as: "hana" });
  expect(await row(off)).toMatchObject({ state: "IND" });
  expect(await told(off)).toEqual({ finder: ["M01", "M03", "M07", "M09", "M16"], parties: ["M15"] });

  const site = await t.report("website");
  await t.done(`report accept ${site.ref} all`, { as: "ito" });
  expect(await refused(`case close ${site.ref} P-05`, "ken")).toContain("does not apply to this kind");
  expect(await refused(`case close ${site.ref} T-07`, "ken")).toContain("not tried enough");
  await t.done(`case close ${site.ref} T-06`, { as: "ken" });
  expect(await row(site.ref)).toMatchObject({ state: "ALR", request: "ended" });

  const [one, two] = [await t.report(), await t.report()];
  await t.done(`report merge ${one.ref} ${two.ref}`, { as: "hana" });
  expect(await row(one.ref)).toMatchObject({ state: "END", end_code: "T-10" });
  expect(await lastMessage(one.ref)).not.toContain(two.ref);
  expect(await refused(`case merge ${two.ref} ${one.ref}`, "hana")).toContain("has ended");
  expect(await refused(`case merge ${two.ref} ${two.ref}`, "hana")).toContain("into itself");
  await t.done(`case reopen ${one.ref} not the same`, { as: "hana" });
  expect(await row(one.ref)).toMatchObject({ state: "RCV" });
  expect(await clocks(one.ref)).toEqual(["ACK 2026-01-08", "TRIAGE 2026-01-22"]);
  const asked = await t.report();
  await t.done(`report ask ${asked.ref} Which version?`, { as: "ito" });
  await t.done(`report decline ${asked.ref} R-01`, { as: "ito" });
  await t.done(`case reopen ${asked.ref} it came after all`, { as: "hana" });
  expect(await row(asked.ref)).toMatchObject({ state: "CHK" });
  expect(await clocks(asked.ref)).toEqual(["TRIAGE 2026-01-22"]);
});

test("a question halts the clock of accept-or-decline for as long as the finder takes, and no other", async () => {
  const { ref, receipt } = await t.report();
  await t.done(`report show ${ref}`, { as: "ito" });
  await on("2026-01-09");
  await t.done(`report ask ${ref} Which version?`, { as: "ito" });
  await on("2026-01-16");
  const { createIntake } = await import("../../commands/report/status.ts");
  expect(await createIntake(t.desk).answer(receipt, "3.2.1")).toBe(true);
  // Four business days: 13 to 16 January; the 12th was a holiday.
  expect(await clocks(ref)).toEqual(["TRIAGE 2026-01-28"]);
});

test("the finder may have the request withdrawn a year after 起算日, not a day before", async () => {
  const ref = await verified();
  await on("2027-01-06");
  expect(await refused(`case lift ${ref}`, "hana")).toContain("only when a year has passed");
  await on("2027-01-07");
  await t.done(`case lift ${ref}`, { as: "hana" });
  expect((await row(ref))["request"]).toBe("withdrawn");
  expect(await clocks(ref)).not.toContain("1Y 2027-01-07");
  expect((await told(ref)).finder.at(-1)).toBe("M27");
});

test("a deadline is moved with a reason that is kept, and reminds of the new time", async () => {
  const ref = await verified();
  const [d] = await t.database.owner()`select id::int from deadlines where kind = '45D'`;
  await t.done(`deadline extend ${d?.["id"]} 2026-04-01 vendor needs five more weeks`, { as: "hana" });
  expect(await clocks(ref)).toContain("45D 2026-04-01");
  const [kept] = await t.database.owner()`select octet_length(reason) as n, "from", "to" from deadline_changes`;
  expect(kept).toMatchObject({ from: new Date("2026-02-21T09:00:00Z"), to: new Date("2026-04-01T09:00:00Z") });
  const [next] = await t.database.owner()`select next_ping_at, step from deadlines where kind = '45D'`;
  expect(next).toMatchObject({ next_ping_at: new Date("2026-03-02T00:00:00Z"), step: 0 });
});

test("a deadline that was moved after its reminders reminds of the new date as often as of the first", async () => {
  await verified();
  const owner = t.database.owner();
  const sent = async (): Promise<string[]> => {
    while ((await tick(t.desk)) > 0);
    const rows = await owner<{ day: string }[]>`
      select to_char(p.planned_at at time zone 'Asia/Tokyo', 'MM-DD') as day from pings p join deadlines d on d.id = p.deadline_id
      where d.kind = '45D' and p.rung = 0 order by p.planned_at`;
    return rows.map((r) => r.day);
  };
  const [d] = await owner`select id::int from deadlines where kind = '45D'`;
  await on("2026-01-23");
  expect(await sent()).toEqual(["01-22"]); // D-30 of 21 February
  await t.done(`deadline extend ${d?.["id"]} 2026-04-01 vendor needs five more weeks`, { as: "hana" });
  await on("2026-03-02");
  expect(await sent()).toEqual(["01-22", "03-02"]);
  await on("2026-03-18");
  await t.done(`deadline extend ${d?.["id"]} 2026-04-20 and three more`, { as: "hana" });
  await on("2026-04-19");
  expect(await sent()).toEqual(["01-22", "03-02", "03-21", "04-06", "04-13", "04-17", "04-19"]);
});

test("a duplicate's finder is asked not to disclose until the case that goes on is published", async () => {
  const one = await t.report();
  const two = await verified();
  await t.done(`report accept ${one.ref} all`, { as: "ito" });
  await t.done(`case merge ${one.ref} ${two}`, { as: "hana" });
  expect(await row(one.ref)).toMatchObject({ state: "END", end_code: "T-10", request: "in-force" });
  expect(await lastMessage(one.ref)).toContain("the non-disclosure request stays in force");
  await t.done(`party status ${two} 1 work=not_reproduced`, { as: "hana" });
  await t.done(`case move ${two} nov request=keep`, { as: "hana" });
  expect((await row(one.ref))["request"]).toBe("in-force");
  await t.done(`case reopen ${two} it was reproduced`, { as: "hana" });
  await t.done(`case close ${two} P-05 request=lift`, { as: "hana" });
  expect((await row(one.ref))["request"]).toBe("ended");
  expect((await told(one.ref)).finder.at(-1)).toBe("request-ended");
  expect(await t.done("audit verify")).toContain("are linked as they were written");
});

test("a case that somebody has, or is given, is reminded of the first contact; given on, the clock runs on", async () => {
  const taken = await t.report();
  await t.done(`case take ${taken.ref}`, { as: "hana" });
  await t.done(`report accept ${taken.ref} all`, { as: "ito" });
  expect(await clocks(taken.ref)).toEqual(["CONTACT 2026-01-13"]);
  const { ref } = await t.report("website");
  await t.done(`report accept ${ref} all`, { as: "ito" });
  expect(await clocks(ref)).toEqual(["HANDOVER 2026-01-08"]);
  await t.done(`case take ${ref}`, { as: "ken" });
  expect(await clocks(ref)).toEqual(["CONTACT 2026-01-13"]);
  await on("2026-01-09");
  await t.done(`case assign ${ref} yui`, { as: "ken" });
  expect(await clocks(ref)).toEqual(["CONTACT 2026-01-13"]);
  await t.done(`party add ${ref} Shop`, { as: "ken" });
  await t.done(`party attempt ${ref} 1 form sent`, { as: "ken" });
  expect(await clocks(ref)).toEqual(["OPREPLY 2026-01-19"]);
});

test("a case that is taken up again has every clock that ended with it, from where each began", async () => {
  const site = await t.report("website");
  await t.done(`report accept ${site.ref} all`, { as: "ito" });
  await t.done(`party add ${site.ref} Shop`, { as: "ken" });
  await t.done(`party attempt ${site.ref} 1 form answered`, { as: "ken" });
  await t.done(`party status ${site.ref} 1 work=details_sent`, { as: "ken" });
  await t.done(`case move ${site.ref} ntf`, { as: "ken" });
  const running = await clocks(site.ref);
  expect(running).toEqual(["3M 2026-04-07", "WEBEND 2026-07-06"]);
  await t.done(`case close ${site.ref} T-08`, { as: "ken" });
  expect(await clocks(site.ref)).toEqual([]);
  await on("2026-02-20");
  await t.done(`case reopen ${site.ref} they will act after all`, { as: "ken" });
  expect(await clocks(site.ref)).toEqual(running);
  const [next] = await t.database.owner()`select next_ping_at from deadlines where kind = '3M'`;
  expect(next?.["next_ping_at"]).toEqual(new Date("2026-03-08T00:00:00Z")); // day 60: day 30 has passed

  await on("2026-01-07");
  const ref = await verified();
  await t.done(`party status ${ref} 1 work=confirmed`, { as: "hana" });
  await t.done(`case move ${ref} fix`, { as: "hana" });
  await t.done(`case move ${ref} dat 2026-02-20`, { as: "hana" });
  const [prep] = await t.database.owner()`select id::int from deadlines where kind = 'PUBPREP'`;
  await t.done(`deadline done ${prep?.["id"]}`, { as: "hana" });
  const dated = await clocks(ref);
  expect(dated).toEqual(["1Y 2027-01-07", "45D 2026-02-21", "PUBTIME 2026-02-20", "VSTAT 2026-02-20"]);
  await t.done(`case close ${ref} P-05 request=lift`, { as: "hana" });
  await t.done(`case reopen ${ref} not after all`, { as: "hana" });
  expect(await clocks(ref)).toEqual(dated);
});

test("the publication's clocks move with the publication alone, and what the guideline counts nobody marks as done", async () => {
  const ref = await verified();
  await t.done(`party status ${ref} 1 work=confirmed`, { as: "hana" });
  await t.done(`case move ${ref} fix`, { as: "hana" });
  await t.done(`case move ${ref} dat 2026-02-20`, { as: "hana" });
  const id = async (kind: string): Promise<number> =>
    (await t.database.owner()`select id::int from deadlines where kind = ${kind} and state = 'open'`)[0]?.["id"];
  for (const kind of ["PUBTIME", "PUBPREP", "VSTAT"]) {
    expect(await refused(`deadline extend ${await id(kind)} 2026-03-01 later`, "hana")).toMatch(
      new RegExp(`deadline.fixed: The date of .* cannot be moved here.*case move ${ref} dat`, "s"),
    );
  }
  expect(await refused(`deadline extend ${await id("1Y")} 2027-03-01 later`, "hana")).toMatch(
    /deadline.fixed.*first contact/s,
  );
  for (const kind of ["PUBTIME", "45D", "1Y"]) {
    expect(await refused(`deadline done ${await id(kind)}`, "hana")).toMatch(/deadline.fixed.*ends by itself/s);
  }
  expect(await t.done(`deadline list ${ref}`)).not.toContain("deadline done");
});

test("of two who end and move a deadline at once, the second sees what the first did", async () => {
  const ref = await verified();
  await t.done(`deadline add ${ref} 2026-02-01 answer`, { as: "hana" });
  const [d] = await t.database.owner()`select id::int from deadlines where kind = 'CUSTOM'`;
  const lines = [`deadline done ${d?.["id"]}`, `deadline extend ${d?.["id"]} 2026-03-01 later`];
  const both = await Promise.all(lines.map((line) => t.say(line, { as: "hana" })));
  const [state] = await t.database.owner()`select state from deadlines where kind = 'CUSTOM'`;
  expect(state?.["state"]).toBe("done");
  // Either it was moved and then ended, or ended and then not there to be moved.
  if (!both[1]?.ok) expect(both[1]).toMatchObject({ code: "deadline.not-found" });
  expect(both[0]?.ok).toBe(true);
});
