import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { laneOf } from "../../src/domain/intake/lane.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
const sender = (name: string) => ({ finder_email: `${name}@example.jp` });
const about = (product_name: string) => ({ product_name });

beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", ana: "analyst" });
  await t.done("desk settings intake.sender-per-hour 2");
  await t.done("desk settings intake.alike-per-hour 3");
});
afterAll(() => t.database.close());

test("a lane only beyond a budget: the sender's before what is alike, the network's last", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 6, maxLength: 6 }), ([s = 0, a = 0, n = 0, S = 0, A = 0, N = 0]) => {
      const lane = laneOf({ sender: s, alike: a, network: n }, { sender: S, alike: A, network: N });
      expect(lane).toBe(s > S ? "sender" : a > A ? "alike" : n > N ? "network" : undefined);
    }),
  );
});

test("beyond the sender's budget, or many about the same: received and receipted, with clocks, apart from the queue", async () => {
  const mine: string[] = [];
  for (const n of [1, 2, 3, 4]) {
    const made = await t.report("software", { ...sender("Flood"), ...about(`Product ${n}`) });
    expect(made.receipt).not.toBe("");
    mine.push(made.ref);
  }
  // The third of one address, however it is written, waits for review; another's does not.
  const other = await t.report("software", { ...sender("quiet"), ...about("Product 1") });
  const queue = await t.done("report list", { as: "ana" });
  for (const ref of [mine[0], mine[1], other.ref]) expect(queue).toContain(`#${ref}`);
  for (const ref of mine.slice(2)) expect(queue).not.toContain(`#${ref}`);
  expect(queue).toContain("2 in the review lane: many came at once. Their clocks run.");
  const lane = await t.done("report list lane=review", { as: "ana" });
  for (const ref of mine.slice(2)) expect(lane).toContain(`#${ref}`);
  expect(lane).toContain("many from one sender within the hour: 2");
  const clocks = await t.database.owner()`
    select d.kind from deadlines d join cases c on c.id = d.case_id
    where c.reference = ${Number(mine[3])} and d.state = 'open' order by d.kind`;
  expect(clocks.map((r) => r["kind"])).toEqual(["ACK", "TRIAGE"]);
  expect(await t.done(`case history ${mine[3]}`)).toContain("lane=sender");
  expect(await t.done(`report show ${mine[3]}`)).toContain("Review lane: many from one sender within the hour");
  // Alike: different people, one product, its name written differently.
  const alike: string[] = [];
  for (const [n, name] of ["Tsuki  View", "tsuki view", "ＴＳＵＫＩ View", "Tsuki view"].entries())
    alike.push((await t.report("software", { ...sender(`p${n}`), ...about(name) })).ref);
  const now = await t.done("report list lane=review", { locale: "ja" });
  expect(now).toContain(`#${alike[3]}`);
  expect(now).not.toContain(`#${alike[2]}`);
  expect(now).toContain("同じ対象の届出が短時間に多数: 1件");
  expect(now).toContain("ひとりでに終わることはありません");
});

test("taken into the queue, or several declined with one reason: by a person, with a trace, and nothing else moves", async () => {
  const lane: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    const { ref } = await t.report("website", { ...sender("again"), site_url: `https://s${n}.example/` });
    if (n > 1) lane.push(ref);
  }
  const [kept = "", ...flood] = lane;
  expect(await t.say(`report queue ${kept}`, { as: "ana" })).toMatchObject({ ok: false, code: "not-allowed" });
  expect(await t.done(`report queue ${kept}`, { as: "hana" })).toContain("1 in the queue.");
  expect(await t.done("report list")).toContain(`#${kept}`);
  expect(await t.done(`case history ${kept}`)).toContain("taken from the review lane into the queue  lane=sender");
  // Twice changes nothing.
  await t.done(`report queue ${kept}`, { as: "hana" });
  expect((await t.done(`case history ${kept}`)).match(/into the queue/g)).toHaveLength(1);
  const shown = await t.say("report list lane=review", { as: "hana" });
  const lines = shown.rendered.nodes.flatMap((n) => (n.kind === "buttons" ? n.buttons.map((b) => b.run) : []));
  expect(lines).toContain("report decline-several cases=lane");
  const press = async () => {
    const preview = await t.say("report decline-several r-04 lane", { as: "hana" });
    return preview.rendered.nodes.flatMap((n) => (n.kind === "buttons" ? n.buttons.map((b) => b.run) : []))[0] ?? "";
  };
  // What is in the lane by now may be others than those that were looked at: then it is shown anew, and nothing is declined.
  const button = await press();
  const [first = "", ...rest] = flood;
  await t.done(`report queue ${first}`, { as: "hana" });
  const late = await t.report("website", { ...sender("again"), site_url: "https://late.example/" });
  const stale = await t.done(button, { as: "hana" });
  expect(stale).toContain("The review lane changed after you looked, so nothing was done. This is how it is now.");
  for (const ref of [...rest, late.ref]) expect(await t.done("report list lane=review")).toContain(`#${ref}`);
  // Nor is another's look enough, or a count alone.
  const again = await press();
  await t.done(again);
  await t.done("report decline-several r-04 count=6 cases=lane", { as: "hana" });
  for (const ref of rest) expect(await t.done("report list lane=review")).toContain(`#${ref}`);
  await t.done(again, { as: "hana" });
  const after = await t.done("report list lane=review");
  for (const ref of [...rest, late.ref]) expect(after).not.toContain(`#${ref}`);
  expect(await t.done("report list")).toContain(`#${first}`);
  expect(await t.say("report decline-several r-04 lane", { as: "hana" })).toMatchObject({ code: "case.not-found" });
  expect(textOf(await t.say(`report queue ${rest[0]}`, { as: "hana" }))).toContain("Already judged");
});

test("a report can be judged in the lane, too; then it is a case like any other", async () => {
  for (let n = 0; n < 2; n += 1) await t.report("software", { ...sender("third"), ...about(`Third ${n}`) });
  const { ref } = await t.report("software", { ...sender("third"), ...about("Third 3") });
  expect(await t.done("report list lane=review")).toContain(`#${ref}`);
  await t.done(`report accept ${ref} all`, { as: "hana" });
  expect(await t.done("report list lane=review")).not.toContain(`#${ref}`);
  expect(await t.done("case list")).toContain(`#${ref}`);
});

const buttonsOf = async (line: string): Promise<string[]> => {
  const { rendered } = await t.say(line, { as: "hana" });
  return rendered.nodes.flatMap((n) => (n.kind === "buttons" ? n.buttons.map((b) => b.run) : []));
};

test("page by page: what is taken into the queue or declined is the page that was looked at, and only after a look", async () => {
  const flood: string[] = [];
  for (let n = 0; n < 54; n += 1)
    flood.push((await t.report("software", { ...sender("pages"), ...about(`P${n}`) })).ref);
  const [first, second, third] = [flood.slice(2, 27), flood.slice(27, 52), flood.slice(52)];
  const pageOne = await buttonsOf("report list lane=review");
  expect(pageOne).toContain("report queue lane");
  const next = pageOne.find((run) => /report list \S+ review/.test(run)) ?? "";
  const pageTwo = await buttonsOf(next);
  const pageThree = await buttonsOf(pageTwo.find((run) => /report list \S+ review/.test(run)) ?? "");
  const starting = (runs: readonly string[], line: string): string => runs.find((run) => run.startsWith(line)) ?? "";

  // The second page into the queue: shown first, nothing moved.
  const preview = await t.done(starting(pageTwo, "report queue "), { as: "hana" });
  expect(preview).toContain("25 would be taken into the queue. Nothing has been changed yet.");
  for (const ref of second) expect(preview).toContain(`#${ref}`);
  for (const ref of [...first, ...third]) expect(preview).not.toContain(`#${ref}`);
  const [take = ""] = await buttonsOf(starting(pageTwo, "report queue "));
  // One of them was judged in between: then it is shown anew.
  await t.done(`report decline ${second[0]} r-04`, { as: "hana" });
  const stale = await t.done(take, { as: "hana" });
  expect(stale).toContain("The review lane changed after you looked, so nothing was done.");
  expect(stale).toContain(`#${third[0]}`);
  const [again = ""] = await buttonsOf(take);
  // Another's look is no look.
  expect(await t.done(again, { as: "admin" })).toContain("Nothing has been changed yet.");
  const done = await t.done(again, { as: "hana" });
  expect(done).toContain("25 in the queue.");
  const lane = await t.done("report list lane=review");
  for (const ref of first) expect(lane).toContain(`#${ref}`);
  const queue = [
    await t.done("report list"),
    await t.done(starting(await buttonsOf("report list"), "report list page=")),
  ];
  expect(queue.join("\n")).toContain(`#${second[1]}`);

  // The third page declined, by the button that its own page has; that it begins after a report which left the lane hurts nobody.
  const decline = starting(pageThree, "report decline-several ");
  const lines = await buttonsOf(decline.replace("cases=", "r-04 "));
  expect(await t.done(lines[0] ?? "", { as: "hana" })).toContain(`#${third[1]} declined`);
  expect(await t.say(`${decline.replace("cases=", "r-04 ")}`, { as: "hana" })).toMatchObject({
    code: "case.not-found",
  });
  for (const ref of first) expect(await t.done("report list lane=review")).toContain(`#${ref}`);

  // A button in Discord holds 42 characters of a line.
  for (const run of [...pageOne, ...pageTwo, ...pageThree, take, again, ...lines])
    expect(run.length, run).toBeLessThanOrEqual(39); // with room for rows up to 60 million
  for (const typed of ["lane@zzzz", "lane/aaaa0zz"])
    expect(await t.say(`report queue ${typed}`, { as: "hana" })).toMatchObject({ code: "args.invalid" });
});
