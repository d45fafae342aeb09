import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createDispatch } from "../../../commands/dispatch.ts";
import { createForms } from "../../../commands/forms.ts";
import { type TestDesk, testDesk } from "../../support/desk.ts";
import { type FakeSlack, startSlack } from "../../support/slack.ts";
import { createDesk, type Desk } from "../../support/slack-desk.ts";
import { modalsOf, viewText } from "../../support/slack-modal.ts";
import { form, interactive, payloads, signed } from "../../support/slack-payloads.ts";
import type { OpenView } from "../../support/slack-views.ts";

let t: TestDesk;
let slack: FakeSlack;
let adapter: Desk;
let hana: ReturnType<typeof modalsOf>;
let ref: string;

beforeAll(async () => {
  [t, slack] = await Promise.all([testDesk(), startSlack()]);
  adapter = createDesk(slack, createDispatch(t.desk), { forms: createForms(t.desk), now: () => new Date() });
  await adapter.start();
  hana = modalsOf(slack, (request) => adapter.handle(request));
  await t.members({ hana: "coordinator", kenji: "coordinator" });
  await t.done(`member link hana slack:${slack.team}:${slack.user("hana")}`);
  await t.done(`member link kenji slack:${slack.team}:${slack.user("kenji")}`);
});
beforeEach(async () => {
  slack.forget();
  slack.locales.set(slack.user("hana"), "en-US");
  ({ ref } = await t.report());
});
afterAll(async () => {
  await adapter.stop();
  await Promise.all([slack.close(), t.database.close()]);
});

const whole = {
  "Attack Vector": "N  network",
  "Attack Complexity": "L  low",
  Privileges: "N  none",
  "User Interaction": "N  none",
  Scope: "U  unchanged",
  Confidentiality: "H  high",
  Integrity: "H  high",
  Availability: "H  high",
};
const direct = { channel_id: "D1", channel_name: "directmessage" };
const state = async (): Promise<string> => t.done(`case show ${ref}`);

test("a form is there before anything is looked up, and holds nothing that can be read", async () => {
  const view = await hana.slash(`case assign ${ref}`, direct);
  const [first, second] = slack.calls.filter((c) => c.method.startsWith("views.")).map((c) => c.method);
  expect([first, second]).toEqual(["views.open", "views.update"]);
  expect(viewText(view.view)).toContain(`#${ref} すいすい画像ビューア`);
  expect(view.view["callback_id"]).toBe("todoke:form");
  const hidden = JSON.stringify([view.view["private_metadata"], view.view["callback_id"]]);
  for (const word of [ref, "assign", slack.user("hana"), "D1"]) expect(hidden).not.toContain(word);
});

test("assigning by the user picker", async () => {
  const view = await hana.slash(`case assign ${ref}`, direct);
  const done = await hana.submit(view, { "Who gets it": slack.user("kenji") });
  expect(done.text).toContain(`#${ref} goes to kenji`);
  expect(await state()).toContain("Assignee: kenji");
});

test("somebody who is no member is said at the field, and the form stays", async () => {
  const view = await hana.slash(`case assign ${ref}`, direct);
  const wrong = await hana.submit(view, { "Who gets it": slack.user("todoke") });
  expect(Object.values(wrong.errors)).toEqual([expect.stringContaining("There is no member")]);
  const done = await hana.submit(view, { "Who gets it": slack.user("kenji") });
  expect(done.text).toContain("goes to kenji");
});

test("the case is picked from a list that is filled while one types", async () => {
  const view = await hana.slash("case note", direct);
  const [option = ""] = await hana.suggest(view, "Report or case", ref.slice(0, 6));
  expect(option).toContain("すいすい画像ビューア");
  expect(JSON.parse(option).value).not.toContain(ref);
  const done = await hana.submit(view, { "Report or case": option, "The note": "Vendor phoned" });
  expect(done.text).toContain(`Note added to #${ref}`);
  // A token that this person was not given is no case.
  const again = await hana.slash("case note", direct);
  const forged = JSON.stringify({ text: { type: "plain_text", text: "x" }, value: `${ref}` });
  const refused = await hana.submit(again, { "Report or case": forged, "The note": "x" });
  expect(Object.values(refused.errors)).toEqual([expect.stringContaining("case is missing")]);
});

test("accepting: boxes; what is missing is said at them; then the case is accepted", async () => {
  const view = await hana.slash(`report accept ${ref}`, direct);
  const some = await hana.submit(view, { "Conditions that hold": "R-01|R-02" });
  expect(Object.values(some.errors)).toEqual([expect.stringContaining("R-03")]);
  const done = await hana.submit(view, { "Conditions that hold": "R-01|R-02|R-03|R-04|R-05" });
  expect(done.text).toContain("is a case now");
  expect(await state()).toContain("State: accepted");
});

test("declining with a reason and words for the finder", async () => {
  const view = await hana.slash(`report decline ${ref}`, direct);
  const done = await hana.submit(view, { "Reason code": "R-04", "Your explanation": "It needs the console." });
  expect(done.text).toContain("is declined (R-04");
});

test("a flood out of the review lane: its button, the reason, what would be declined, and only then all of it", async () => {
  await t.done("desk settings intake.alike-per-hour 1");
  const flood: string[] = [];
  for (let n = 0; n < 26; n += 1) flood.push((await t.report("software", { product_name: "Flooded" })).ref);
  await t.done("desk settings intake.alike-per-hour 1000");
  const [first = "", ...rest] = flood;
  let view = await hana.slash(`report decline-several cases=${rest.join(",")}`, direct);
  const shown = await hana.submit(view, { "Reason code": "R-04" });
  expect(shown.text).toContain('25 would be declined as "not a vulnerability"');
  expect(await t.done(`report list lane=review`)).toContain(`#${rest[24]}`);
  view = await hana.pressIn(shown.view, "Decline them");
  expect(viewText(view.view)).toContain(`#${rest[24]} declined`);
  expect(await t.done("report list lane=review")).toContain("No report is in the review lane.");
  expect(await t.done(`case show ${first}`)).toContain("State: received");
});

test("scoring by menus: the score is drawn as one chooses", async () => {
  await t.done(`report accept ${ref} all`);
  let view = await hana.slash(`score cvss ${ref}`, direct);
  expect(viewText(view.view)).toContain("0 of 8 chosen");
  const chosen = {
    "Attack Vector": "L  local",
    "Attack Complexity": "L  low",
    Privileges: "N  none",
    "User Interaction": "R  required",
    Scope: "U  unchanged",
    Confidentiality: "H  high",
    Integrity: "H  high",
  };
  view = await hana.choose(view, chosen);
  expect(viewText(view.view)).toContain("7 of 8 chosen");
  view = await hana.choose(view, { Availability: "H  high" });
  expect(viewText(view.view)).toContain("7.8 High  CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H");
  const done = await hana.submit(view);
  expect(done.text).toContain(`#${ref}  7.8 High (CVSS 3.1)`);
  const impact = await hana.submit(await hana.slash(`score impact ${ref}`, direct), { "Number of users": "500000" });
  expect(impact.text).toContain("impact: priority");
});

test("one of several vulnerabilities by its button: the heading says which, and the vendor's score of another is a choice away", async () => {
  await t.done(`report accept ${ref} all`);
  await t.done(`vuln add ${ref} "Overflow in the parser" cwe=787`);
  await t.done(`vuln add ${ref} "XSS in the album" cwe=79`);
  const asked = payloads.slash(slack, `vuln list ${ref}`, direct);
  const listed = await (await adapter.handle(signed(form(asked), new Date()))).json();
  const button = listed.blocks
    .flatMap((b: { elements?: { text?: { text?: string }; value?: string }[] }) => b.elements ?? [])
    .find((e: { text?: { text?: string } }) => e.text?.text === "Score 2…");
  let view = await hana.press(button.value, { channel: { id: "D1", name: "directmessage" } });
  expect(viewText(view.view)).toMatch(/Scored here: vulnerability 2 · XSS in the album · CWE-79/);
  view = await hana.choose(view, { "Whose score": "Vendor or operator" });
  expect(viewText(view.view)).toContain("Score of the vendor or operator: vulnerability 2 · XSS in the album");
  view = await hana.choose(view, { Vulnerability: "1 · CWE-787" });
  expect(viewText(view.view)).toMatch(/Score of the vendor or operator: vulnerability 1 · Overflow in the parser/);
  const done = await hana.submit(view, whole);
  expect(done.text).toContain("score of the vendor or operator  vulnerability 1  9.8 Critical (CVSS 3.1)");
  const explained = await t.done(`score explain ${ref}`);
  expect(explained).toMatch(/\nvulnerability 1\n.*vendor or operator: 9\.8 Critical/);
  expect(explained).toContain("The desk has not scored it");
});

test("further metrics by menus: a group is chosen, its metrics are drawn with the score, then those of another", async () => {
  await t.done(`score cvss ${ref} CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N`);
  let view = await hana.slash(`score refine ${ref}`, direct);
  expect(viewText(view.view)).not.toContain("Exploit Maturity");
  view = await hana.choose(view, { "Which metrics": "Threat" });
  view = await hana.choose(view, { "Exploit Maturity": "U  unreported" });
  expect(viewText(view.view)).toContain("8.1 High (CVSS 4.0)");
  view = await hana.choose(view, { "Which metrics": "Environmental" });
  // The metrics of a group that was left are not sent off.
  expect(viewText(view.view)).toContain("9.3 Critical (CVSS 4.0)");
  expect((view.view["blocks"] as unknown[]).length).toBeLessThan(100);
  const done = await hana.submit(view, { "Modified Attack Vector (MAV)": "P  physical" });
  expect(done.text).toContain("/SA:N/MAV:P");
});

test("SSVC by selects: chosen as the case says, drawn with its outcome as one chooses, decided; the weakness is picked from a list", async () => {
  await t.done(`report accept ${ref} all`);
  let view = await hana.slash(`score ssvc ${ref}`, direct);
  expect(viewText(view.view)).toContain("Report credibility (RC)");
  expect(viewText(view.view)).toContain("the report was accepted");
  expect(viewText(view.view)).toContain("The outcome appears when all are answered.");
  view = await hana.choose(view, { "Supplier contacted": "The supplier was contacted", Utility: "Efficient" });
  view = await hana.choose(view, { "Public safety": "Significant" });
  expect(viewText(view.view)).toContain("coordinator triage (DT_COORD_TRIAGE 1.0.0): coordinate");
  const done = await hana.submit(view, { Why: "A clinic uses it" });
  expect(done.text).toContain("Row used: RP=N SCON=Y RC=C SC=O SE=U U=E PSI=S → COORDINATE=C");
  expect(await t.done(`score history ${ref}`)).toContain("coordinate — A clinic uses it");
  const picked = await hana.slash(`score cwe ${ref}`, direct);
  const [option = ""] = await hana.suggest(picked, "CWE", "sql");
  expect((await hana.submit(picked, { CWE: option })).text).toContain("CWE-89 SQL Injection");
});

test("a deadline by the date picker, duty by the picker of several", async () => {
  const view = await hana.slash(`deadline add ${ref}`, direct);
  const done = await hana.submit(view, { When: "2027-01-20T03:00:00Z", "What it is about": "answer of the vendor" });
  expect(done.text).toMatch(/deadline Wed 20 Jan 2027 12:00 JST/);
  const duty = await hana.submit(await hana.slash("duty set", direct), {
    "in the order": `${slack.user("kenji")},${slack.user("hana")}`,
  });
  expect(duty.text).toContain("On duty: kenji → hana → desk room");
});

test("a form that was sent off once cannot be sent off again", async () => {
  const view = await hana.slash(`case note ${ref}`, direct);
  const once = await hana.submit(view, { "The note": "only once" });
  expect(once.text).toContain("Note added");
  const twice = await hana.submit(view, { "The note": "only once" });
  expect(twice.text).toContain("came twice");
  expect((await state()).match(/only once/g)).toHaveLength(1);
});

test("a form is its opener's: another person, another workspace, a changed or foreign token, an old one", async () => {
  const view = await hana.slash(`case note ${ref}`, direct);
  const kenji = modalsOf(slack, (r) => adapter.handle(r), { id: slack.user("kenji"), team: slack.team });
  const foreign = modalsOf(slack, (r) => adapter.handle(r), { id: slack.user("hana"), team: "T-OTHER" });
  const words = { "The note": "not mine" };
  expect((await kenji.submit(view, words)).text).toContain("Only the person who got this");
  expect((await foreign.submit(view, words)).text).toContain("Only the person who got this");
  const token = String(view.view["private_metadata"]);
  const swapped = `${token.slice(0, -4)}AAAA`;
  for (const metadata of [swapped, "", "{}", token.slice(0, 40)]) {
    const changed = { ...view, view: { ...view.view, private_metadata: metadata } };
    expect((await hana.submit(changed, words)).text).toContain("no longer works");
  }
  expect(await state()).not.toContain("not mine");
});

test("a trigger that Slack no longer takes: the words say what is missing, with a button to the form", async () => {
  slack.fault("views.open", { error: "expired_trigger_id" });
  await adapter.handle(signed(form(payloads.slash(slack, `case assign ${ref}`, direct)), new Date()));
  const said = JSON.parse((await slack.next("response")).raw);
  expect(said.response_type).toBe("ephemeral");
  expect(JSON.stringify(said.blocks)).toContain("to is missing");
  const button = said.blocks.flatMap((b: { elements?: { text?: { text?: string }; value?: string }[] }) =>
    (b.elements ?? []).filter((e) => e.text?.text === "Fill in a form"),
  )[0];
  const view = await hana.press(button.value, { channel: { id: "D1", name: "directmessage" } });
  expect(viewText(view.view)).toContain("Case assign");
});

test("a stranger gets the words, not a form", async () => {
  const stranger = modalsOf(slack, (r) => adapter.handle(r), { id: "U0STRANGER", team: slack.team });
  const view = await stranger.slash(`case assign ${ref}`, direct);
  expect(viewText(view.view)).toContain("is not linked to a member");
  expect(viewText(view.view)).not.toContain("すいすい");
});

/** "Add to case" on a message of kenji's. */
const addToCase = (words: string) =>
  adapter.handle(
    signed(
      interactive({
        type: "message_action",
        callback_id: "todoke:add",
        trigger_id: `${Date.now()}.add`,
        team: { id: slack.team, domain: "desk" },
        user: { id: slack.user("hana"), team_id: slack.team },
        channel: { id: slack.channel("desk"), name: "desk" },
        message: { type: "message", ts: "1795300000.000100", user: slack.user("kenji"), text: words },
      }),
      new Date(),
    ),
  );

test("of a long message the end is left in Slack, and the note says so; where it came from stays", async () => {
  const view = await hana.opened(() => addToCase("文".repeat(5000)));
  expect(JSON.stringify(view.view)).toMatch(
    /slack:\w+ 2026-11-21T22:26Z:\\n文+…?[^文]*22\d\d more characters in Slack\]"/,
  );
});

test("a shortcut whose form does not open is answered in a direct message", async () => {
  slack.fault("views.open", { error: "expired_trigger_id" });
  await addToCase("anything");
  expect((await slack.next("chat.postMessage")).raw).toContain("form%20did%20not%20open");
});

test("a message is added to a case by its shortcut, with its words and where they came from", async () => {
  const view = await hana.opened(() => addToCase("Fix is due &lt;Monday&gt;"));
  const text = JSON.stringify(view.view);
  expect(text).toContain("Fix is due <Monday>");
  const [option = ""] = await hana.suggest(view, "Report or case", ref);
  const done = await hana.submit(view, { "Report or case": option });
  expect(done.text).toContain(`Note added to #${ref}`);
  expect(await state()).toContain(`slack:${slack.user("kenji")} 2026-11-21T22:26Z:\nFix is due <Monday>`);
});

test("a redraw that comes after the form was sent off does not bring it back", async () => {
  const view = await hana.slash(`score cvss ${ref}`, direct);
  const done = await hana.submit(view, whole);
  expect(done.text).toContain("9.8 Critical");
  // What was chosen just before, told after: its hash is of the view as it was then.
  await hana.chooseLate(view, whole);
  const call = await slack.until(() =>
    slack.calls.filter((c) => c.method === "views.update" && c.body["hash"] !== undefined).at(-1),
  );
  expect(call.body["hash"]).toBe(`${view.id}.${view.drawn}`);
  expect(slack.views.views.get(view.id)?.view["submit"]).toBeUndefined();
  expect((await t.done(`case history ${ref}`)).match(/CVSS scored/g)).toHaveLength(1);
});

test("metrics of another CVSS version are other inputs, unless they are the same", async () => {
  const ids = (v: OpenView) =>
    new Map(
      (v.view["blocks"] as { type: string; block_id: string; label: { text: string } }[])
        .filter((b) => b.type === "input")
        .map((b) => [b.block_id, b.label.text]),
    );
  const three = await hana.slash(`score cvss ${ref}`, direct);
  const four = await hana.choose(three, { ...whole, "CVSS version": "4.0" });
  const before = ids(three);
  for (const [id, label] of ids(four)) if (before.has(id)) expect(label).toBe(before.get(id));
  expect([...ids(four).values()]).toContain("Attack Requirements (AT)");
});
