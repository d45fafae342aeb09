import { afterAll, beforeAll, expect, test } from "vitest";
import { codeIn, dateIn, type Filling } from "../support/vendor-play.ts";
import { numberOf, type Stage, startStage, type VendorName, vendors } from "../support/vendor-stage.ts";

/**
 * A case with twelve vendors from the invitation to the agreed date: five in Slack Connect channels, five in channels of Discord,
 * two by their page alone. They press what was delivered to them; afterwards all that reached each of them is searched for what is
 * another's.
 */

let s: Stage;
let ref = "";

/** Dates that somebody proposes or plans, each at a minute of its own. */
const dates = {
  S1: dateIn(30, "09:53"),
  S3: dateIn(60, "10:37"),
  P2: dateIn(70, "11:23"),
  D2: dateIn(80, "15:41"),
};
type Dated = keyof typeof dates;

const inRooms = vendors.filter((n) => !n.startsWith("P"));
const a = (name: VendorName) => s.actor(name);
const mark = (name: VendorName | "all", field: string): string => s.canaries.make(`${name}.${field}`);
/** Their side of the case, as they read it alone. */
const shows = (name: VendorName): Promise<string> =>
  name.startsWith("P") ? a(name).say(`reply show ${ref}`) : a(name).press("Open privately");
const product = (): string => s.report.values["product_name"] ?? "";

/** What `party list` says of each. */
async function standings(): Promise<Record<string, string>> {
  const text = await s.did(`party list ${ref}`, "in all");
  const starts = vendors.map((n) => text.indexOf(s.nameOf(n)));
  const words =
    /no working contact|bounced|delivered, not opened|opened, no answer|declined the embargo|embargo accepted|acknowledged|status given|statement approved/;
  return Object.fromEntries(
    vendors.map((n, i) => [n, words.exec(text.slice(starts[i], starts[i + 1]))?.[0] ?? text.slice(starts[i])]),
  );
}

/** Waits for words in their room. */
const hears = (name: VendorName, words: string) =>
  expect.poll(() => s.roomOf(name).join(), { timeout: 20_000 }).toContain(words);

async function proposes(name: Dated & VendorName): Promise<void> {
  const why = mark(name, "why");
  const filling: Filling = {
    "date and hour": name.startsWith("S") ? dates[name].iso : dates[name].typed,
    "only the desk": why,
  };
  expect(await a(name).fill("Propose another date…", filling)).toContain(`You proposed ${dates[name].both}`);
}
/** The number of a vendor's proposal that waits. */
async function proposalOf(name: Dated & VendorName): Promise<string> {
  const text = await s.did(`embargo show ${ref}`, dates[name].jst);
  const before = text.slice(0, text.indexOf(dates[name].jst));
  return [...before.matchAll(/no\. (\d+)/g)].at(-1)?.[1] ?? "";
}

beforeAll(async () => {
  s = await startStage();
  ref = s.ref;
  for (const [name, { jst }] of Object.entries(dates)) s.canaries.also(`${name}.date`, jst.slice(4));
}, 120_000);
afterAll(() => s?.close());

test("linked by their codes, added and invited: one card each in its own room, and nothing in it of the report", async () => {
  await s.everybodyComes();
  for (const name of inRooms) expect([name, a(name).messages()]).toEqual([name, 1]);
  for (const name of inRooms) expect([name, s.strange(name, s.roomOf(name).join())]).toEqual([name, []]);
  const expected = vendors.map((n) => [n, n.startsWith("P") ? "no working contact" : "delivered, not opened"]);
  expect(await standings()).toEqual(Object.fromEntries(expected));
}, 120_000);

test("most accept by the button of their card and read the details; one declines, one only looks", async () => {
  for (const name of ["P1", "P2"] as const) {
    await a(name).press("Your cases");
    await a(name).press(`#${ref}`);
  }
  expect(await a("D5").press("Open privately")).toContain("You can read the details once you agree");
  await proposes("S3");
  const alone = await shows("S3");
  expect(alone).toContain(dates.S3.both);
  for (const name of ["S1", "S2", "D1", "D3", "D4", "P1"] as const) {
    expect(await a(name).press("Accept"), name).toMatch(/you agreed/i);
    expect(await shows(name), name).toContain(product());
  }
  expect(await a("S4").press("Decline")).toContain("The desk knows that you did not agree");
  for (const name of ["S4", "D5"] as const) expect(await shows(name)).not.toContain(product());
  // Whatever the others do, what one sees of its own side stays as it was.
  expect(await shows("S3")).toBe(alone);
}, 60_000);

test("other dates are proposed by forms; the desk declines two, which then accept what binds", async () => {
  for (const name of ["P2", "D2"] as const) await proposes(name);
  for (const name of ["S3", "P2"] as const) {
    await s.did(`embargo decline ${ref} ${await proposalOf(name)}`, "Recorded. The embargo is: active");
    expect(await shows(name)).not.toContain("Your proposal");
    if (name === "S3") await hears(name, "the desk did not take the date that you proposed");
    expect(await a(name).press("Accept"), name).toMatch(/you agreed/i);
    expect(await shows(name), name).toContain(product());
  }
  expect(await shows("D2")).toContain(dates.D2.both);
}, 60_000);

test("questions, statuses, statements, dates of fixes, colleagues and hints: by forms and lines, each to the desk alone", async () => {
  const write = (name: VendorName, field: string) => mark(name, field);
  const says = { question: write("D1", "question"), statement: write("S1", "statement") };
  expect(await a("D1").fill("Ask…", { "question or message": says.question })).toContain("at the desk was told");
  expect(await s.did(`party show ${ref} ${numberOf("D1")}`, says.question)).not.toContain(says.statement);
  const answer = write("D1", "answer");
  await s.did(`message party ${ref} ${numberOf("D1")} ${answer}`, answer);
  await a("D1").sees("Read privately");
  expect(await a("D1").press("Read privately")).toContain(answer);

  await a("S1").sees("Received");
  expect(await a("S1").press("Received")).toContain("The desk knows that you have received it");
  const affected = { tatus: "Vulnerable", roduct: write("S1", "product of the status") };
  expect(await a("S1").fill("Status…", affected)).toContain("Recorded: ");
  expect(await a("S1").fill("Fix…", { tage: "for a date", "needed for planned": dates.S1.iso })).toContain(
    dates.S1.jst,
  );
  expect(await a("S1").fill("Statement…", { "he statement": says.statement })).toContain(says.statement);
  await s.did(`party approve ${ref} ${numberOf("S1")}`, "may be printed");

  const why = { tatus: "Not Vulnerable", VEX: "code is never executed" };
  for (const name of ["S2", "P1"] as const) {
    await a(name).sees("Status…");
    expect(await a(name).fill("Status…", { tatus: "Not Vulnerable" }), name).toContain("needs its justification");
    if (name === "P1") await a(name).press("Back to the case");
    expect(await a(name).fill("Status…", why), name).toContain("Recorded: ");
    await s.did(`party show ${ref} ${numberOf(name)}`, "never executed");
  }
  expect(await a("P1").fill("Statement…", { "he statement": write("P1", "statement") })).toContain(
    "This went to the desk",
  );
  expect(await a("P1").fill("Ask…", { "question or message": write("P1", "question") })).toContain(
    "at the desk was told",
  );
  await a("D4").sees("Received");
  expect(await a("D4").press("Received")).toContain("The desk knows that you have received it");

  const hint = { S2: write("S2", "hint"), D3: write("D3", "hint") };
  expect(await a("S2").say(`reply suggest ${ref} ${hint.S2}`)).toContain("The desk decides whether to invite them");
  expect(await a("D3").say(`reply suggest case=${ref} vendor=${hint.D3}`)).toContain(
    "The desk decides whether to invite them",
  );
  for (const name of ["S2", "D3"] as const) await s.did(`party show ${ref} ${numberOf(name)}`, hint[name]);
}, 60_000);

test("silence until the date is no; then the matrix says how far each of the twelve has come", async () => {
  expect((await standings())["S5"]).toBe("delivered, not opened");
  await s.owner`update parties set answer_by = now() - interval '1 second' where n = ${numberOf("S5")}`;
  expect(await standings()).toEqual({
    S1: "statement approved",
    S2: "status given",
    S3: "embargo accepted",
    S4: "declined the embargo",
    S5: "declined the embargo",
    D1: "embargo accepted",
    D2: "opened, no answer",
    D3: "embargo accepted",
    D4: "acknowledged",
    D5: "opened, no answer",
    P1: "status given",
    P2: "embargo accepted",
  });
  expect(await a("S5").press("Accept")).toContain("the time for an answer has passed");
}, 60_000);

/** Messages in each room since the last look. */
function counter(): () => VendorName[] {
  let before = new Map(inRooms.map((n) => [n, a(n).messages()]));
  return () => {
    const now = new Map(inRooms.map((n) => [n, a(n).messages()]));
    const more = inRooms.filter((n) => (now.get(n) ?? 0) > (before.get(n) ?? 0));
    before = now;
    return more;
  };
}

test("a reminder reaches exactly one class, and a bulletin all who did not decline, by the buttons of their previews", async () => {
  await s.quiet();
  const grown = counter();
  const chase = await s.blocks(`party chase ${ref} received`);
  expect(grown()).toEqual([]);
  expect(await s.presses(chase, "Send to 1")).toContain("1 are told in their rooms");
  await s.quiet();
  expect(grown()).toEqual(["D4"]);
  expect(await a("D4").press("Read privately")).toContain("Thank you for confirming that you have the details");

  const bulletin = mark("all", "bulletin");
  const shown = await s.blocks(`message bulletin ${ref} ${bulletin}`);
  expect(await s.presses(shown, "Send to 8 · on their page only: 2")).toContain("8 are told in their rooms");
  await s.quiet();
  expect(grown()).toEqual(["S1", "S2", "S3", "D1", "D2", "D3", "D4", "D5"]);
  for (const name of vendors) {
    const hears = !["S4", "S5", "D2", "D5"].includes(name);
    expect([name, (await shows(name)).includes(bulletin)]).toEqual([name, hears]);
  }
}, 60_000);

test("the last proposal binds: who agreed to other terms is asked anew by the card; each reads the date, its hour and its zone", async () => {
  for (const name of vendors)
    if (name !== "D2") expect(s.roomOf(name).concat(s.ears.of(name)).join()).not.toContain(dates.D2.jst);
  await s.did(`embargo accept ${ref} ${await proposalOf("D2")}`, `until ${dates.D2.both}`);
  await s.quiet();
  await hears("D2", "the desk took the date that you proposed");
  const agreed = ["S1", "S2", "S3", "D1", "D3", "D4", "P1", "P2"] as const;
  for (const name of agreed) {
    if (name.startsWith("P")) await shows(name);
    else await a(name).sees("Accept");
    expect(await a(name).press("Accept"), name).toContain(dates.D2.both);
  }
  await s.quiet();
  const shown = await s.did(`embargo show ${ref}`, `active · until ${dates.D2.jst}`);
  for (const name of vendors) {
    const stands = ["S4", "S5"].includes(name) ? "declined" : name === "D5" ? "asked" : "accepted";
    expect(shown).toContain(`Party ${numberOf(name)}: ${stands}`);
    // Who said no reads no date any more: which one binds would tell them what others said.
    expect([name, (await shows(name)).includes(dates.D2.both)]).toEqual([name, stands !== "declined"]);
    expect((await shows(name)).includes(product()), name).toBe(stands === "accepted");
  }
}, 60_000);

test("in another vendor's room, from another workspace, or after one was taken off: one answer, and it is kept", async () => {
  const [S1, S2] = [s.inSlack.get("S1"), s.inSlack.get("S2")];
  const [D1, D2, D3] = ["D1", "D2", "D3"].map((n) => s.inDiscord.get(n));
  if (!S1 || !S2 || !D1 || !D2 || !D3) throw new Error("somebody is missing");
  const roomOf = (name: string): string => s.accounts.get(name)?.channel ?? "";
  const stranger = s.stranger("S2");
  const mei = s.colleague("D3");
  const made = await a("D3").say(`reply colleague name=${mark("D3", "colleague")}`);
  expect(await mei.link(codeIn(made))).toContain("You can now answer");
  expect(await mei.press("Open privately")).toContain(product());
  const stale = D3.value("Open privately");
  await s.did(`vendor unlink ${numberOf("D3")} 2`, "no longer work");
  const answers = [
    await S1.pressValue(S2.value("Open privately"), roomOf("S2")),
    await stranger.pressValue(S2.value("Open privately")),
    await D1.pressValue(D2.value("Open privately"), roomOf("D2")),
    await mei.pressValue(stale),
  ];
  for (const answer of answers) expect(answer).toContain("not known as one of the vendor's people in this room");
  // Byte for byte, in each platform's own markup.
  expect([answers[0], answers[2]]).toEqual([answers[1], answers[3]]);
  const kept = await s.owner`select data->>'tenant' as tenant, data->>'user' as account, data->>'why' as why
    from audit where action = 'account.refused' order by seq`;
  expect(kept.map((k) => ({ ...k }))).toEqual(
    [S1, stranger, D1, mei].map(({ tenant, account }) => ({ tenant, account, why: "stranger" })),
  );
  // The same button as yesterday: what it stands for was done, and is not done again.
  expect(await a("S5").say(`reply accept ${ref}`)).toContain("the time for an answer has passed");
  expect((await s.desk.desk("audit", "verify")).out).toContain("linked as they were written");
}, 60_000);

test("nothing of another vendor, of how many there are, of the finder reached anybody", async () => {
  await s.quiet();
  expect(s.unheard()).toEqual([]);
  // What each may read is found by the same look.
  for (const [name, own] of [
    ["S1", "S1.statement"],
    ["D1", "D1.answer"],
    ["P1", "P1.question"],
    ["P2", "all.bulletin"],
  ] as const)
    expect(s.canaries.found(s.ears.of(name).join("\n"))).toEqual(
      expect.arrayContaining([own, "software.product_name"]),
    );
  const sizes = { messages: 0, bytes: 0 };
  const personal = new Set(s.report.personal);
  for (const name of [...vendors, "stranger"] as const) {
    const room = vendors.find((n) => n === name) === undefined ? [] : s.roomOf(name as VendorName);
    const heard = [...s.ears.of(name), ...room];
    sizes.messages += heard.length;
    sizes.bytes += heard.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const found = [...new Set(s.strange(name, heard.join("\n")))];
    // The date that binds in the end is everybody's.
    const bad = found.filter((f) => !f.startsWith("D2.date") && (!f.startsWith("software.") || personal.has(f)));
    expect([name, bad]).toEqual([name, []]);
    for (const text of heard)
      expect(text).not.toMatch(
        /\bpart(?:y|ies) \d|\d+ (?:vendors|parties)|vendors?: \d|\d社|関係者|proposal \d|\bno\. ?\d/i,
      );
    const words = [...room, ...s.ears.of(name, "answer")].join("\n");
    const own = name === "S1" ? "Vulnerable" : name === "S2" || name === "P1" ? "Not Vulnerable" : "";
    const others = ["Not Vulnerable", "Vulnerable"].filter((w) => !own.includes(w));
    for (const status of others) expect([name, words.includes(status)]).toEqual([name, false]);
  }
  console.log(`${vendors.length} vendors, ${sizes.messages} messages, ${sizes.bytes} bytes, 0 canaries`);
}, 60_000);
