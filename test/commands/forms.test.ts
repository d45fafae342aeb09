import { afterAll, beforeAll, expect, test } from "vitest";
import type { Invocation } from "../../commands/contract.ts";
import { createForms } from "../../commands/forms.ts";
import { commands } from "../../commands/index.ts";
import { example } from "../../commands/refusals.ts";
import { plain, type RenderedForm } from "../../src/render.ts";
import type { RoomFacts } from "../../src/surface.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
let forms: ReturnType<typeof createForms>;
let ref: string;

beforeAll(async () => {
  t = await testDesk();
  forms = createForms(t.desk);
  ({ ref } = await t.report());
  await t.members({ hana: "coordinator", ana: "analyst" });
});
afterAll(() => t.database.close());

const inv = (line: string, over: Partial<Invocation> = {}): Invocation => ({
  principal: { platform: "console", tenant: "local", user: "admin" },
  place: { kind: "private" },
  locale: "en",
  line,
  ...over,
});

const as = (user: string): Partial<Invocation> => ({ principal: { platform: "console", tenant: "local", user } });

async function open(line: string, over?: Partial<Invocation>): Promise<RenderedForm> {
  const opened = await forms.open(inv(line, over));
  if (!opened.ok) throw new Error(`${line}: ${opened.code}`);
  return opened.form;
}

const names = (form: RenderedForm): string[] => form.fields.map((f) => f.name);
const said = (form: RenderedForm): string =>
  [...form.before, ...form.after].map((n) => (n.kind === "para" ? plain(n.text) : "")).join("\n");

test.each([
  ["case assign", true],
  ["case assign 48213377", true],
  ["case assign 48213377 hana", false],
  ["report accept 48213377", true],
  ["report accept 48213377 all", false],
  ["report decline 48213377", true],
  ["score cvss 48213377", true],
  ["score impact 48213377", true],
  ["score impact 48213377 users=5", false],
  ["case note 48213377", true],
  ["deadline add 48213377", true],
  ["duty set", true],
  ["case show", true],
  ["case show 48213377", false],
  ["case list", false],
  ["help", false],
  ["no such thing", false],
  ["", false],
])("whether a form belongs to: %s", (line, yes) => {
  expect(forms.opens(line)).toBe(yes);
});

test("every command with required arguments has a form, and its fields are those arguments", async () => {
  for (const c of commands) {
    const asks = Object.values(c.args).some((a) => a.required);
    expect(forms.opens(c.name), c.name).toBe(asks || c.form?.when !== undefined);
    // A vendor's are opened by its own people (reply.test.ts).
    if (!asks || c.by !== undefined) continue;
    const form = await open(c.name);
    expect(form.fields.length, c.name).toBeGreaterThan(0);
    if (c.form?.fill === undefined)
      expect(names(form)).toEqual(Object.keys(c.args).filter((name) => c.args[name]?.hidden !== true));
    expect(names(form).includes("case")).toBe("case" in c.args);
    expect(plain(form.title).toLowerCase()).toBe(c.name);
    expect(plain(form.title)).toMatch(/^[A-Z]/);
    // The line that help prints asks for nothing more, unless a form is the better way there.
    if (c.form === undefined) expect(forms.opens(example(c))).toBe(false);
  }
});

test("a form asks only for what the line leaves open, and says which case it is", async () => {
  const form = await open(`case assign ${ref}`);
  expect(names(form)).toEqual(["to"]);
  expect(said(form)).toContain(`#${ref} すいすい画像ビューア`);
  expect(form.rank).toBe("desk");
});

test("in a room that is not the desk's the form does not name the product", async () => {
  const room = { kind: "room", platform: "slack", tenant: "T1", channel: "C9" } as const;
  const form = await open(`case assign ${ref}`, { place: room });
  expect(said(form)).toContain(`#${ref}`);
  expect(form.rank).toBe("public");
  expect(JSON.stringify(form)).not.toContain("すいすい");
});

test("a form is refused like its command: stranger, role, case, place", async () => {
  const codes = async (line: string, over?: Partial<Invocation>) => {
    const opened = await forms.open(inv(line, over));
    return opened.ok ? "opened" : opened.code;
  };
  expect(await codes("case assign", as("nobody"))).toBe("stranger");
  expect(await codes("case assign", as("ana"))).toBe("not-allowed");
  expect(await codes("case assign 00000000")).toBe("case.not-found");
  expect(await codes(`case assign ${ref.slice(0, 4)}`)).toBe("case.not-found");
  const room = { kind: "room", platform: "slack", tenant: "T1", channel: "C9" } as const;
  expect(await codes("score cvss", { place: room })).toBe("place.too-wide");
});

test("the conditions of acceptance are boxes; a missing one is said at the field, all of them accept", async () => {
  const { ref: other } = await t.report();
  const form = await open(`report accept ${other}`);
  expect(form.fields.map((f) => f.input.kind)).toEqual(["choices"]);
  const some = await t.say(`report accept ${other}`, { options: { conditions: "R-01,R-02" } });
  expect(some).toMatchObject({ ok: false, code: "conditions.open", field: "conditions" });
  await t.done(`report accept ${other}`, { options: { conditions: "R-01,R-02,R-03,R-04,R-05" } });
});

test("CVSS by menus: words for each value, the score as soon as all are chosen, and the command's own vector", async () => {
  const given = { version: "3.1", AV: "L", AC: "L", PR: "N", UI: "R", S: "U", C: "H", I: "H" };
  const half = await open(`score cvss ${ref}`, { options: given });
  expect(said(half)).toContain("7 of 8 chosen");
  const [, av] = half.fields;
  expect(av?.input.kind === "choice" && av.input.options.map((o) => plain(o.label))).toEqual([
    "N  network",
    "A  adjacent network",
    "L  local",
    "P  physical",
  ]);
  const whole = await open(`score cvss ${ref}`, { options: { ...given, A: "H" } });
  expect(said(whole)).toContain("7.8 High  CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H");
  expect(await t.done(`score cvss ${ref}`, { options: { ...given, A: "H" } })).toContain("7.8 High (CVSS 3.1)");
  // Another version keeps what it shares and forgets what it has not.
  const four = await open(`score cvss ${ref}`, { options: { ...given, A: "H", version: "4.0" } });
  expect(four.fields.find((f) => f.name === "AV")?.initial).toBe("L");
  expect(four.fields.find((f) => f.name === "UI")?.initial).toBeUndefined();
  expect(said(four)).toContain("3 of 11 chosen");
});

test("cases are suggested by beginning, by word and without anything typed, to those who may run the command", async () => {
  const found = async (query: string, over?: Partial<Invocation>) =>
    (await forms.suggest(inv("case assign", over), "case", query)).map((s) => s.value);
  expect(await found(ref.slice(0, 5))).toContain(ref);
  expect(await found("画像ビューア")).toContain(ref);
  expect((await forms.suggest(inv("case show"), "case", ref))[0]?.label).toContain(`#${ref} · すいすい画像ビューア`);
  await t.done(`case take ${ref}`);
  expect((await found(""))[0]).toBe(ref);
  expect(await found("", as("nobody"))).toEqual([]);
  expect(await found("", as("ana"))).toEqual([]);
  expect(await forms.suggest(inv("case assign"), "to", "")).toEqual([]);
});

test("where forms exist, a refusal for want of an argument offers one", async () => {
  const bare = await t.say(`case assign ${ref}`, { forms: true });
  expect(bare).toMatchObject({ ok: false, code: "args.missing", field: "to" });
  expect(textOf(bare)).toContain("[Fill in a form]");
  expect(textOf(await t.say(`case assign ${ref}`))).not.toContain("[Fill in a form]");
  expect(textOf(await t.say("case show 00000000", { forms: true }))).not.toContain("[Fill in a form]");
});

test("impact by menus: the cell and why, as one chooses", async () => {
  const { ref: scored } = await t.report();
  expect(said(await open(`score impact ${scored}`))).toContain("this case has none");
  await t.done(`score cvss ${scored} CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H`);
  expect(said(await open(`score impact ${scored}`))).toContain("→ priority  7.8 × wide (no data on use, so wide)");
  expect(said(await open(`score impact ${scored}`, { options: { spread: "narrow" } }))).toContain(
    "→ normal  7.8 × narrow",
  );
  expect(said(await open(`score impact ${scored}`, { options: { impact: "simple" } }))).toContain("→ simple");
});

test("members and deadlines are picked from lists, too, by those who may", async () => {
  const labels = async (line: string, name: string, query: string, over?: Partial<Invocation>) =>
    (await forms.suggest(inv(line, over), name, query)).map((s) => s.label);
  expect(await labels("member role", "member", "han")).toEqual(["hana (hana)"]);
  expect(await labels("member role", "member", "han", as("hana"))).toEqual([]);
  const { ref: due } = await t.report();
  const [first] = await forms.suggest(inv("deadline done"), "deadline", due);
  expect(first?.label).toContain(`#${due} · first look · by`);
  await t.done("deadline done", { options: { deadline: first?.value ?? "" } });
  const room = { kind: "room", platform: "slack", tenant: "T1", channel: "C9" } as const;
  expect(await labels("deadline done", "deadline", "", { place: room })).toEqual([]);
});

test("a setting is found by its name or by what it is for; not by who may not set it", async () => {
  const values = async (query: string, over?: Partial<Invocation>) =>
    (await forms.suggest(inv("desk settings", over), "key", query)).map((s) => s.value);
  expect(await values("most-per")).toEqual(["intake.most-per-hour"]);
  expect(await values("come again")).toEqual(["intake.most-per-hour"]);
  expect((await values("")).length).toBe(25);
  expect(await values("", as("ana"))).toEqual([]);
  const wrong = textOf(await t.say("desk settings intake.nope 3"));
  expect(wrong).toContain("Allowed: ping.escalate-minutes · intake.per-hour");
});

test("in a room that is shared meanwhile, neither form nor list names a case", async () => {
  let facts: RoomFacts | undefined = { shared: false, everybody: false, guests: 0, outsiders: [], open: true };
  const reader = { examine: async () => [], room: async () => facts };
  const other = await testDesk({ surfaces: new Map([["slack", reader]]) });
  const place = { kind: "room", platform: "slack", tenant: "T1", channel: "C1" } as const;
  await other.done("room bind desk", { place });
  const { ref: named } = await other.report();
  const here = createForms(other.desk);
  const shown = async () =>
    JSON.stringify([
      await here.open(inv(`case assign ${named}`, { place })),
      await here.suggest(inv("case show", { place }), "case", named),
    ]);
  expect(await shown()).toContain("すいすい");
  facts = undefined;
  expect(await shown()).not.toContain("すいすい");
  expect(await here.open(inv("room bind", { place }))).toMatchObject({ ok: true });
  for (const wider of [{ everybody: true }, { guests: 1 }, { shared: true }]) {
    facts = { shared: false, everybody: false, guests: 0, outsiders: [], open: true, ...wider };
    expect(await shown()).not.toContain("すいすい");
  }
  await other.database.close();
});
