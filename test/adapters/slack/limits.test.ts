import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerView, formView, homeView } from "../../../adapters/slack/modal.ts";
import { toSlack } from "../../../adapters/slack/render.ts";
import type { Answer } from "../../../commands/contract.ts";
import { createForms } from "../../../commands/forms.ts";
import { createHome } from "../../../commands/home.ts";
import { commands } from "../../../commands/index.ts";
import { size } from "../../../src/characters.ts";
import { faultsOfMessage, faultsOfView } from "../../support/block-kit.ts";
import { type TestDesk, testDesk } from "../../support/desk.ts";
import { everyNotice } from "../../support/every-notice.ts";
import { textsOf, tokens } from "../../support/slack-desk.ts";

/** Texts that break what is careless: families of one glyph, right to left, marks upon marks, markup, controls. */
const unpleasant = [
  "👩‍👩‍👧",
  "\u202eشالوم",
  "e\u0301\u0323\u0302",
  "<!channel> *b* `c` & <@U1>",
  "ら゚",
  "\u0007\u200b",
  "文",
];
const long = (n: number): string => [...unpleasant.join("").repeat(Math.ceil(n / 10))].slice(0, n).join("");

let t: TestDesk;
let ref: string;
const press = { tokens, now: new Date("2026-11-22T03:10:00Z"), root: "todoke", only: "T1/U1" };
const seal = { close: (v: string) => tokens.make({ run: v, only: "T1/U1" }, press.now), open: () => undefined };

beforeAll(async () => {
  t = await testDesk();
  const big = { steps: long(4000), result: long(4000), threat: long(4000), discovery_story: long(4000) };
  const named = { product_name: long(200), product_version: long(100), vendor_name: long(200) };
  ({ ref } = await t.report("software", { ...named, steps: big.steps, result: big.result, threat: big.threat }));
  await Promise.all(Array.from({ length: 30 }, () => t.report("website", { discovery_story: big.discovery_story })));
  for (let i = 0; i < 200; i += 1) await t.done(`member add m${i} coordinator ${long(60)}`);
  await t.done(`report show ${ref}`);
  await t.done(`report accept ${ref} all`);
  await t.done(`case take ${ref}`);
  await t.done(`score cvss ${ref} CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N`);
  for (let i = 0; i < 4; i += 1) await t.done(`case note ${ref}`, { options: { text: long(4000) } });
  for (let i = 0; i < 30; i += 1) await t.done(`deadline add ${ref} +${i + 1}h`, { options: { about: long(200) } });
  for (let i = 0; i < 30; i += 1) await t.done(`vuln add ${ref}`, { options: { title: long(200), cwe: "79" } });
  await t.done("duty set admin,m1,m2,m3");
});
afterAll(() => t.database.close());

/** A line for each command that shows as much as it can. */
const full: Readonly<Record<string, string>> = {
  "case find": "case find shop",
  "deadline list": "deadline list",
  "audit show": "audit show REF",
  "report link": "report link",
};
const lineOf = (name: string): string => {
  const c = commands.find((x) => x.name === name);
  const bare = Object.values(c?.args ?? {})
    .filter((a) => a.required)
    .map((a) => (a.kind === "case" ? "REF" : a.example));
  return (full[name] ?? [name, ...bare].join(" ")).replace("REF", ref);
};

/** All pages of an answer as messages. */
function messages(answer: Answer): ReturnType<typeof toSlack>[] {
  const again = answer.ok ? answer.again : undefined;
  const all: ReturnType<typeof toSlack>[] = [];
  for (let page = 1; page < 60; page += 1) {
    const drawn = toSlack(answer.rendered, { ...press, again, page });
    all.push(drawn);
    const more = textsOf(drawn.blocks).some(
      (x) => x.text === `The rest (${page + 1}` || x.text.startsWith(`The rest (${page + 1} `),
    );
    if (!more) return all;
  }
  throw new Error("an answer without an end");
}

test("every answer of every command fits a message and a view, page by page, whatever stands in it", async () => {
  for (const c of commands) {
    const answer = await t.say(lineOf(c.name));
    for (const m of messages(answer)) expect([c.name, faultsOfMessage(m.blocks)]).toEqual([c.name, []]);
    expect([c.name, faultsOfView(answerView(answer.rendered, press, "x".repeat(3000)))]).toEqual([c.name, []]);
  }
}, 60_000);

test("what does not fit one message can be read on further pages, to the last character", async () => {
  const answer = await t.say(`case show ${ref}`);
  const pages = messages(answer);
  expect(pages.length).toBeGreaterThan(1);
  const shown = pages.flatMap((m) => textsOf(m.blocks).map((x) => x.text)).join("");
  const quotes = answer.rendered.nodes.flatMap((n) => (n.kind === "quote" ? [n.text.map((p) => p.text).join("")] : []));
  expect(Math.max(...quotes.map(size))).toBeGreaterThan(3000);
  for (const whole of quotes) expect(shown).toContain(whole);
});

test("every form of every command fits a view, empty and with everything filled in to its limit", async () => {
  const forms = createForms(t.desk);
  const vendor = /no\. (\d+)/.exec(await t.done('vendor add "Tsuki Parts"'))?.[1];
  await t.done(`vendor contact ${vendor} "Tanaka Mei"`);
  const code = /(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}/.exec(await t.done(`vendor link ${vendor} 1`))?.[0];
  await t.done(`reply link ${code}`, { as: "mei" });
  const vulnerability = /number (\d+)/.exec(await t.done(`vuln add ${ref} Another`))?.[1] ?? "";
  await t.done(`score cvss ${ref} CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H vulnerability=${vulnerability}`);
  for (const c of commands) {
    if (!forms.opens(c.name)) continue;
    const filled = Object.fromEntries(
      Object.entries(c.args).map(([name, a]) => [name, a.max ? long(a.max) : a.example]),
    );
    const numbered = { case: ref, ...("vulnerability" in c.args && { vulnerability }) };
    for (const options of [undefined, { ...filled, ...numbered }]) {
      const opened = await forms.open({
        principal: { platform: "console", tenant: "local", user: c.by === undefined ? "admin" : "mei" },
        place: { kind: "private" },
        locale: "en",
        line: "case" in c.args && options === undefined ? `${c.name} case=${ref}` : c.name,
        ...(options !== undefined && { options }),
      });
      if (!opened.ok) throw new Error(`${c.name}: ${opened.code}`);
      expect([c.name, faultsOfView(formView(opened.form, press, "x".repeat(3000), seal))]).toEqual([c.name, []]);
    }
  }
});

test("the App Home, every kind of notice and a preview fit, too", async () => {
  const home = createHome(t.desk);
  const drawn = await home.draw({ platform: "console", tenant: "local", user: "admin" }, "ja");
  expect(faultsOfView(homeView(drawn, press))).toEqual([]);
  for (const { name, rendered } of await everyNotice(t, ref, "ja"))
    expect([name, faultsOfMessage(toSlack(rendered, press).blocks)]).toEqual([name, []]);
  const place = { kind: "room", platform: "slack", tenant: "T1", channel: "COPEN" } as const;
  await t.done("room bind desk", { place });
  const preview = await t.say(`room post ${ref}`, { place });
  expect(faultsOfMessage(toSlack(preview.rendered, press).blocks)).toEqual([]);
});

test("any words, in any field of a form and any case's title, stay within every limit", async () => {
  const forms = createForms(t.desk);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 600 }), fc.constantFrom(1, 8), async (piece, times) => {
      const text = piece.repeat(times);
      const opened = await forms.open({
        principal: { platform: "console", tenant: "local", user: "admin" },
        place: { kind: "private" },
        locale: "ja",
        line: `case note ${ref}`,
        options: { text },
      });
      if (!opened.ok) throw new Error(opened.code);
      expect(faultsOfView(formView(opened.form, press, "", seal))).toEqual([]);
      // Whatever is typed as a command is answered with something that Slack takes.
      const answer = await t.say(text.slice(0, 7000));
      expect(faultsOfMessage(toSlack(answer.rendered, press).blocks)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
