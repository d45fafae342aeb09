import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { guildCommands } from "../../../adapters/discord/commands.ts";
import { commandsHash } from "../../../adapters/discord/register.ts";
import { commands } from "../../../commands/index.ts";
import type { TestDesk } from "../../support/desk.ts";
import type { FakeDiscord } from "../../support/discord.ts";
import { type LiveDiscord, liveDiscord, str } from "../../support/discord-live.ts";
import { type From, interactions, messageFrom } from "../../support/discord-payloads.ts";
import { all, button, type Part, said } from "../../support/discord-reading.ts";
import { application, channels, discordToken, people } from "../../support/discord-world.ts";

const canary = "Canaryproduct-9917";
let live: LiveDiscord;
let t: TestDesk;
let fake: FakeDiscord;
let ref: string;
const send: LiveDiscord["send"] = (...given) => live.send(...given);
const slash: LiveDiscord["slash"] = (...given) => live.slash(...given);
const press: LiveDiscord["press"] = (...given) => live.press(...given);
const submit: LiveDiscord["submit"] = (...given) => live.submit(...given);

beforeAll(async () => {
  live = await liveDiscord();
  ({ t, fake } = live);
});
beforeEach(async () => {
  ({ ref } = await t.report("software", { product_name: canary }));
});
afterEach(() => fake.forget());
afterAll(() => live.close());

const state = () => t.done(`case show ${ref}`);

describe("registration", () => {
  test("nothing is registered again when nothing changed, whatever Discord adds", async () => {
    expect(commandsHash(fake.commands())).toBe(commandsHash(guildCommands(commands)));
    expect(commandsHash(guildCommands(commands.slice(1)))).not.toBe(commandsHash(guildCommands(commands)));
    fake.forget();
    const other = live.create();
    await other.start();
    await fake.gateway.connected(2);
    await fake.next("GET", /\/commands$/);
    await other.stop();
    expect(fake.calls.filter((c) => c.method === "PUT")).toEqual([]);
  });

  test("no privileged intent is asked for", () => {
    const privileged = (1 << 1) | (1 << 8) | (1 << 15);
    for (const { intents } of fake.gateway.identifies) expect(intents & privileged).toBe(0);
  });
});

describe("commands", () => {
  test("typed options, answered to the asker alone", async () => {
    const reply = await slash("case show", [str("case", ref)]);
    expect(reply).toMatchObject({ type: 5, ephemeral: true, done: true });
    expect(said(reply.data)).toContain(`#${ref} ${canary}`);
    const assigned = await slash("case assign", [str("case", ref), { name: "to", type: 6, value: people.kenji }]);
    expect(said(assigned.data)).toContain(`#${ref} goes to kenji`);
  });

  test("suggestions while one types, for those who may, in the room where they are", async () => {
    const ask = async (from: From) =>
      (
        await send(
          interactions.autocomplete(fake, "case take", [{ ...str("case", ref.slice(0, 5)), focused: true }], from),
        )
      ).data;
    const mine = (await ask({ dm: true }))["choices"] as Part[];
    expect(mine).toMatchObject([{ value: ref }]);
    expect(JSON.stringify(mine)).toContain(canary);
    expect(JSON.stringify(await ask({ channel: channels.vendor }))).not.toContain(canary);
    expect((await ask({ dm: true, user: people.mori }))["choices"]).toEqual([]);
  });

  test("what is missing is asked in a form; what is filled in takes effect once", async () => {
    const form = await slash("case note", [str("case", ref)]);
    expect(form.type).toBe(9);
    // Which case it is stands in the title, and with what is asked above the fields.
    expect(form.data["title"]).toBe(`Case note: #${ref} ${canary} 3.2.1`);
    expect(said(form.data["components"])).toContain(`#${ref} ${canary} 3.2.1\nAdd a note that only the desk reads`);
    const done = await submit(form, { "The note": "The vendor phoned" });
    expect(said(done.data)).toContain(`Note added to #${ref}`);
    expect(await state()).toContain("The vendor phoned");
  });

  test("accepting by choices; a refusal keeps what was filled in behind a button", async () => {
    const form = await slash("report accept", [str("case", ref)]);
    expect(said(form.data)).toContain("R-05 it is not known already: ");
    const some = await submit(form, { Conditions: "R-01|R-02" });
    expect(said(some.data)).toContain("Not confirmed");
    const again = await press(button(some.data, "Open the form"));
    expect(again.type).toBe(9);
    const kept = all(again.data)
      .filter((p) => p["default"] === true)
      .map((p) => String(p["label"]).slice(0, 4));
    expect(kept).toEqual(["R-01", "R-02"]);
    const done = await submit(again, { Conditions: "R-01|R-02|R-03|R-04|R-05" });
    expect(said(done.data)).toContain("is a case now");
  });

  test("a flood: the lane's button, the reason, what would be declined, and only then all of it", async () => {
    await t.done("desk settings intake.alike-per-hour 1");
    const flood: string[] = [];
    for (let n = 0; n < 52; n += 1) flood.push((await t.report("software", { product_name: "Flooded" })).ref);
    await t.done("desk settings intake.alike-per-hour 1000");
    const lane = await slash("report list", [str("lane", "review")]);
    const later = await press(button(lane.data, "Next 25"));
    const last = await press(button(later.data, "Next 25"));
    // The last page into the queue, the second and then the first declined: the buttons of every page hold what they mean.
    const before = await press(button(last.data, "This page into the queue"));
    expect(said(before.data)).toContain("1 would be taken into the queue. Nothing has been changed yet.");
    expect(said((await press(button(before.data, "Into the queue"))).data)).toContain("1 in the queue.");
    for (const [page, ref] of [
      [later, flood[50]],
      [lane, flood[25]],
    ] as const) {
      const form = await press(button(page.data, "Decline this page"));
      const shown = await submit(form, { "Reason code": "R-04" });
      expect(said(shown.data)).toContain('25 would be declined as "not a vulnerability"');
      expect(await t.done(`case show ${ref}`)).toContain("State: received");
      const done = await press(button(shown.data, "Decline them"));
      expect(said(done.data)).toContain(`#${ref} declined`);
    }
    expect(await t.done("report list")).toContain(`#${flood[51]}`);
    expect(await t.done("report list lane=review")).toContain("No report is in the review lane.");
    expect(await t.done(`case show ${flood[0]}`)).toContain("State: received");
  });

  test("CVSS by menus in another version than the one shown first: its own metrics are asked, page by page", async () => {
    const first = await slash("score cvss", [str("case", ref)]);
    const turned = await submit(first, {
      "CVSS version": "4.0",
      "Attack Vector": "N  network",
      "Attack Complexity": "L  low",
      "Privileges Required": "N  none",
      "User Interaction": "N  none",
    });
    expect(said(turned.data)).toContain("other things are asked");
    const again = await press(button(turned.data, "Open the form"));
    const next = await submit(again, {
      "CVSS version": "4.0",
      "Attack Vector": "N  network",
      "Attack Complexity": "L  low",
      "Attack Requirements": "N  none",
      "Privileges Required": "N  none",
    });
    expect(said(next.data)).toContain("Page 1 of 3 is in");
    const second = await press(button(next.data, "Open the form"));
    const more = await submit(second, {
      "User Interaction": "N  none",
      "Vulnerable System Confidentiality": "H  high",
      "Vulnerable System Integrity": "H  high",
      "Vulnerable System Availability": "H  high",
      "Subsequent System Confidentiality": "N  none",
    });
    const third = await press(button(more.data, "Open the form"));
    const done = await submit(third, {
      "Subsequent System Integrity": "N  none",
      "Subsequent System Availability": "N  none",
    });
    expect(said(done.data)).toContain("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N");
    expect(said(done.data)).toContain("9.3 Critical (CVSS 4.0)");
  });

  test("scoring in pages of five", async () => {
    const first = await slash("score cvss", [str("case", ref)]);
    expect((first.data["components"] as Part[]).length).toBe(5);
    const between = await submit(first, {
      version: "3.1",
      "Attack Vector": "L  local",
      "Attack Complexity": "L  low",
      Privileges: "N  none",
      "User Inter": "R  required",
    });
    expect(said(between.data)).toContain("Page 1 of 2 is in");
    const second = await press(button(between.data, "Open the form"));
    expect((second.data["components"] as Part[]).map((p) => p["type"])).toEqual([18, 18, 18, 18, 18]);
    const done = await submit(second, {
      Scope: "U  unchanged",
      Confidentiality: "H  high",
      Integrity: "H  high",
      Availability: "H  high",
      Why: "The crash dump shows it",
    });
    expect(said(done.data)).toContain(`#${ref}  7.8 High (CVSS 3.1)`);
  });

  test("one of several vulnerabilities by its button: chosen as the button says, in pages, and whose score it is", async () => {
    await t.done(`vuln add ${ref} "Overflow in the parser" cwe=787`);
    await t.done(`vuln add ${ref} "XSS in the album" cwe=79`);
    const listed = await slash("vuln list", [str("case", ref)]);
    const first = await press(button(listed.data, "Score 2…"));
    expect((first.data["components"] as Part[]).length).toBe(5);
    const preset = all(first.data).filter((p) => p["default"] === true);
    expect(preset.map((p) => p["label"])).toEqual(["2 · CWE-79 Cross-site Scripting", "Desk", "3.1"]);
    const between = await submit(first, {
      "Whose score": "Vendor or operator",
      "Attack Vector": "N  network",
      "Attack Complexity": "L  low",
    });
    expect(said(between.data)).toContain("Page 1 of 3 is in");
    const second = await press(button(between.data, "Open the form"));
    const later = await submit(second, {
      Privileges: "N  none",
      "User Inter": "R  required",
      Scope: "C  changed",
      Confidentiality: "L  low",
      Integrity: "L  low",
    });
    const last = await press(button(later.data, "Open the form"));
    // No page says what the first may have changed.
    expect(said(last.data)).not.toContain("Scored here");
    const done = await submit(last, { Availability: "N  none", Why: "Their advisory" });
    expect(said(done.data)).toContain("score of the vendor or operator  vulnerability 2  6.1 Medium (CVSS 3.1)");
    expect(await t.done(`case show ${ref}`)).not.toContain("6.1");
  });

  test("further metrics: a group is chosen by its button, then filled in in pages, each as it is", async () => {
    await t.done(`score cvss ${ref} CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/CR:H/MA:N`);
    const which = await slash("score refine", [str("case", ref)]);
    const menu = await submit(which, { "Which metrics": "Environmental" });
    let page = await press(button(menu.data, "Environmental"));
    const kept = new Set<string>();
    for (let n = 1; n < 3; n += 1) {
      for (const p of all(page.data)) if (p["default"] === true) kept.add(String(p["label"]));
      const between = await submit(page, n === 1 ? { "Integrity Requirement": "L  low" } : {});
      expect(said(between.data)).toContain(`Page ${n} of 3 is in`);
      page = await press(button(between.data, "Open the form"));
      expect((page.data["components"] as Part[]).length).toBeLessThanOrEqual(5);
    }
    expect([...kept]).toContain("H  high");
    const done = await submit(page, { "Modified Availability": "X  not defined" });
    expect(said(done.data)).toContain("CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/CR:H/IR:L");
  });

  test("SSVC in pages: chosen as the case says, the rest by a person; the weakness is suggested", async () => {
    const first = await slash("score ssvc", [str("case", ref)]);
    expect((first.data["components"] as Part[]).length).toBe(5);
    // Why each is chosen as it is stands below it.
    expect(all(first.data["components"]).map((p) => p["description"])).toContain("nothing says that it is public");
    const between = await submit(first, {
      "Report public": "Not public",
      "Supplier contacted": "The supplier was contacted",
      "Report credibility": "The report is credible",
      "Supplier cardinality": "One supplier",
      "Supplier engagement": "The supplier does not answer",
    });
    expect(said(between.data)).toContain("Page 1 of 2 is in");
    const second = await press(button(between.data, "Open the form"));
    const done = await submit(second, { Utility: "Laborious", "Public safety impact": "Minimal" });
    expect(said(done.data)).toContain("Row used: RP=N SCON=Y RC=C SC=O SE=U U=L PSI=M → COORDINATE=T");
    const cwe = await slash("score cwe", [str("case", ref), str("cwe", "CWE-89")]);
    expect(said(cwe.data)).toContain("CWE-89 SQL Injection");
  });

  test("buttons go on from one answer to the next, and open forms", async () => {
    const shown = await slash("report show", [str("case", ref)]);
    const form = await press(button(shown.data, "Ask the finder"));
    expect(form.type).toBe(9);
    const taken = await press(button(shown.data, "Take"));
    expect(said(taken.data)).toContain(`#${ref} is yours`);
  });

  test("a form that takes too long comes behind a button", async () => {
    await live.restart(0);
    const late = await slash("case note", [str("case", ref)]);
    expect(late.type).toBe(5);
    expect((await press(button(late.data, "Open the form"))).type).toBe(9);
    await live.restart(2_000);
  });

  test("a message is added to a case by its command", async () => {
    const form = await send(
      interactions.message(
        fake,
        "Add to case",
        { content: "Fix on Monday", author: { id: people.kenji }, timestamp: "2026-11-22T03:10:00Z" },
        { dm: true },
      ),
    );
    const done = await submit(form, { "Report or case": ref });
    expect(said(done.data)).toContain("Note added");
    expect(await state()).toContain(`Fix on Monday\n— discord:${people.kenji} 2026-11-22T03:10Z`);
  });

  test("a mention in a room is answered in the asker's direct messages, never in the room", async () => {
    fake.gateway.send(
      "MESSAGE_CREATE",
      messageFrom(fake, `<@${application}> case show ${ref}`, { channel: channels.desk }),
    );
    const call = await fake.next("POST", /^\/channels\/\d+\/messages$/);
    expect(call.path).toBe(`/channels/${fake.dm(people.hana)}/messages`);
    expect(fake.calls.some((c) => c.path === `/channels/${channels.desk}/messages`)).toBe(false);
  });
});

test("nothing of what people wrote, and no token, is logged", () => {
  const text = live.logged.join();
  for (const word of [canary, discordToken, "token-"]) expect(text).not.toContain(word);
});
