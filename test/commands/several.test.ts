import { afterAll, beforeAll, expect, test } from "vitest";
import { plain } from "../../src/render.ts";
import { textOf } from "../support/desk.ts";
import { type VendorDesk, vendorDesk } from "../support/vendors.ts";

let d: VendorDesk;
let ref = "";
beforeAll(async () => {
  d = await vendorDesk();
  ref = await d.invited();
  for (const name of ["hoshi", "tsuki"] as const) await d.waiting(name);
});
afterAll(() => d.t.database.close());

const hana = { as: "hana" };
/** The line behind the preview's button. */
async function shown(line: string): Promise<{ text: string; run: string }> {
  const answer = await d.t.say(line, hana);
  const buttons = answer.rendered.nodes.flatMap((n) => (n.kind === "buttons" ? n.buttons : []));
  return { text: textOf(answer), run: buttons[0]?.run ?? "" };
}

test("nothing is sent before the preview's button is pressed, and then once", async () => {
  const { text, run } = await shown(`message bulletin ${ref} "TO-ALL of you"`);
  expect(text).toContain("invited vendors: 2");
  expect(text).toContain("CANARY-hoshi");
  expect(run).toMatch(/^message bulletin \d{8} seen=\d+-[\w-]{16}$/);
  expect(await d.waiting("hoshi")).toEqual([]);
  await d.t.done(run, hana);
  for (const name of ["hoshi", "tsuki"] as const) {
    const [message = "", ...more] = await d.waiting(name);
    expect(message).toContain("the desk wrote to you");
    expect(message).not.toContain("TO-ALL");
    expect(more).toEqual([]);
  }
  // Sent is sent: the same button shows what it would do now, with nothing to send.
  expect(await d.t.say(run, hana)).toMatchObject({ ok: false, code: "args.missing" });
  expect(await d.waiting("hoshi")).toEqual([]);
});

test("each reads it alone, once it agreed to the embargo, and is not told that there are others", async () => {
  expect(await d.did("hoshi", `reply show ${ref}`)).not.toContain("TO-ALL");
  await d.did("hoshi", `reply accept ${ref}`);
  const read = await d.did("hoshi", `reply show ${ref}`);
  expect(read).toContain("The desk wrote");
  expect(read).toContain("TO-ALL of you");
  expect(read).not.toContain("tsuki");
  await d.waiting("hoshi");
});

test("chasing reaches exactly those who stand there", async () => {
  const { text, run } = await shown(`party chase ${ref} embargo`);
  expect(text).toContain('vendors at "embargo accepted": 1');
  expect(text).not.toContain("CANARY-tsuki");
  await d.t.done(run, hana);
  expect(await d.waiting("tsuki")).toEqual([]);
  expect((await d.waiting("hoshi")).join()).toContain("the desk wrote to you");
  expect(await d.did("hoshi", `reply show ${ref}`)).toContain("Please confirm that you have the details");
  const [row] = await d.t.database.owner()`
    select count(*)::int as n from attempts a join parties p on p.id = a.party_id where p.n = 1`;
  // The invitation, the bulletin and this.
  expect(row).toMatchObject({ n: 3 });
});

test("who has not agreed is reminded by their card, since they could not read words", async () => {
  await d.did("tsuki", "reply list");
  const line = (await d.t.done(`party list ${ref}`, hana)).includes("opened, no answer") ? "opened" : "delivered";
  expect(await d.t.say(`party chase ${ref} ${line} "please answer"`, hana)).toMatchObject({
    ok: false,
    code: "args.unexpected",
  });
  await d.t.done((await shown(`party chase ${ref} ${line}`)).run, hana);
  const [card = "", ...more] = await d.waiting("tsuki");
  expect(card).toContain("Details follow after you agree");
  expect(more).toEqual([]);
  expect(await d.waiting("hoshi")).toEqual([]);
});

test("when somebody else would get it by now, the button shows that and sends nothing", async () => {
  const { run } = await shown(`message bulletin ${ref} LATER`);
  await d.did("tsuki", `reply decline ${ref}`);
  const again = await shown(run);
  expect(again.text).toContain("Who gets it changed after you looked");
  expect(again.text).toContain("invited vendors: 1");
  expect(await d.waiting("hoshi")).toEqual([]);
  // Nor does another's proof, or one for another verb.
  const other = again.run.replace("message bulletin", "party chase").replace(ref, `${ref} received`);
  expect(await d.t.say(other, hana)).toMatchObject({ ok: false });
  expect((await d.t.say(again.run, { as: "mori" })).ok).toBe(true);
  expect(await d.waiting("hoshi")).toEqual([]);
});

test("a standing where nobody is, and a case without vendors, say so", async () => {
  const none = await d.t.say(`party chase ${ref} approved "thanks"`, hana);
  expect(none).toMatchObject({ ok: false, code: "party.not-found" });
  expect(textOf(none)).toContain("No invited vendor stands at");
  const empty = await d.t.report("software");
  expect(await d.t.say(`message bulletin ${empty.ref} hello`, hana)).toMatchObject({ code: "party.not-found" });
});

test("a vendor's people need not type reply; for the desk the same word is no command", async () => {
  const other = await d.invited();
  expect(await d.did("hoshi", `show ${other}`)).toBe(await d.did("hoshi", `reply show ${other}`));
  await d.did("hoshi", `ask ${other} Which version is it?`);
  expect(await d.t.done(`party show ${other} 1`, hana)).toContain("Which version is it?");
  for (const line of [`ask ${other} hello`, "list"])
    expect(await d.t.say(line, hana)).toMatchObject({ ok: false, code: "command.unknown" });
  expect(await d.t.say(`reply show ${other}`, hana)).toMatchObject({ ok: false, code: "not-allowed" });
});

test("a chase gives their card to who must agree anew, words to who may read them, and nothing to who said no since", async () => {
  const other = await d.invited();
  for (const name of ["hoshi", "tsuki"] as const) {
    await d.did(name, `reply accept ${other}`);
    await d.did(name, `reply received ${other}`);
  }
  const day = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  await d.did("tsuki", `reply date ${other} "${day} 10:00"`);
  await d.t.done(`embargo accept ${other} 2`, hana);
  for (const name of ["hoshi", "tsuki"] as const) await d.waiting(name);
  const { text, run } = await shown(`party chase ${other} received`);
  expect(text).toContain('vendors at "acknowledged": 2');
  expect(text).toContain("Must agree anew: get their card, not the text: 1");
  expect(text).not.toContain("Cannot read it");
  await d.t.done(run, hana);
  const [anew = "", ...more] = await d.waiting("hoshi");
  expect(anew).toContain(`reply accept ${other}`);
  expect(anew).not.toContain("wrote to you");
  expect(more).toEqual([]);
  expect((await d.waiting("tsuki")).join()).toContain("wrote to you");
  expect(await d.t.done(`party show ${other} 1`, hana)).not.toContain("Thank you for confirming");
  // What somebody would get changed after the look: it is shown anew.
  const before = await shown(`party chase ${other} received`);
  await d.did("hoshi", `reply accept ${other}`);
  expect((await shown(before.run)).text).toContain("Who gets it changed after you looked");
  await d.did("tsuki", `reply date ${other} "${day} 11:00"`);
  await d.t.done(`embargo accept ${other} 3`, hana);
  await d.did("hoshi", `reply decline ${other}`);
  for (const name of ["hoshi", "tsuki"] as const) await d.waiting(name);
  const left = await shown(`party chase ${other} received`);
  expect(left.text).toContain('vendors at "acknowledged": 1');
  expect(left.text).toContain("Left out: declined the embargo: 1");
  await d.t.done(left.run, hana);
  expect(await d.waiting("hoshi")).toEqual([]);
});

/** Summary and text of what the button brings. */
async function pressed(run: string): Promise<string> {
  const answer = await d.t.say(run, hana);
  return `${plain(answer.rendered.summary)}\n${textOf(answer)}`;
}

test("sent is said only of what is sent: who sees it on their page alone, and whom nobody reads for, stand apart", async () => {
  const other = await d.invited();
  await d.t.done('vendor add "CANARY-page"', hana);
  await d.t.done('vendor contact 3 "Person of page"', hana);
  const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}/.exec(await d.t.done("vendor link 3 1", hana))?.[0] ?? "";
  const page = { as: "page" };
  await d.t.done(`reply link ${code}`, page);
  await d.t.done('vendor add "CANARY-none"', hana);
  for (const vendor of [3, 4]) {
    await d.t.done(`party add ${other} vendor=${vendor}`, hana);
    await d.t.done(`party invite ${other} ${vendor}`, hana);
  }
  const line = `message bulletin ${other} "TO-ALL again"`;
  expect(textOf(await d.t.say(line, { ...hana, locale: "ja" }))).toContain(
    "[2社に送る · ページでだけ 1社 · 読む人なし 1社]",
  );
  const { text, run } = await shown(line);
  expect(text).toContain("[Send to 2 · on their page only: 1 · read by nobody: 1]");
  // A room that is held meanwhile hears nothing: that is shown before anything is sent.
  await d.t.database.owner()`update rooms set held_at = now() where audience = 'vendor/2'`;
  const held = await shown(run);
  expect(held.text).toContain("Who gets it changed after you looked");
  expect(held.text).toContain("[Send to 1 · on their page only: 2 · read by nobody: 1]");
  await d.t.database.owner()`update rooms set held_at = null where audience = 'vendor/2'`;
  const sent = await pressed((await shown(line)).run);
  expect(sent).toContain("on its way; vendors: 2");
  expect(sent).toContain("1 have no room and were sent nothing");
  expect(sent).toContain("1 have neither a room nor anybody linked");

  // A card goes to rooms alone: without any there is nothing to press.
  const card = await shown(`party chase ${other} unreached`);
  expect(card.text).toContain("None of them has a room, so there is nothing to send");
  expect(card.text).toContain(`party attempt ${other} 3 mail sent`);
  expect(card.run).toBe("");

  // Words wait on the page, and are not called sent.
  await d.t.done(`reply accept ${other}`, page);
  const words = await shown(`party chase ${other} embargo`);
  expect(words.text).toContain("[Keep it, not sent · on their page only: 1]");
  const kept = await pressed(words.run);
  expect(kept).toContain("kept, sent to nobody");
  expect(kept).not.toContain("told in their rooms");
  expect(await d.t.done(`reply show ${other}`, page)).toContain("Please confirm that you have the details");
});
