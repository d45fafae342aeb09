import fc from "fast-check";
import { expect, test } from "vitest";
import type { Press } from "../../../adapters/discord/blocks.ts";
import { literal } from "../../../adapters/discord/markup.ts";
import { toDiscord, toLockScreen } from "../../../adapters/discord/render.ts";
import { ActionTokens } from "../../../src/crypto/action-token.ts";
import { everyone, open } from "../../../src/label.ts";
import { type Rendered, render } from "../../../src/render.ts";
import { foreign, words } from "../../../src/text.ts";
import { type Node, view } from "../../../src/view.ts";
import { faultsOf } from "../../support/discord-spec.ts";

const tokens = new ActionTokens(Buffer.alloc(32, 7));
const now = new Date("2026-11-22T03:10:00Z");
const press: Press = { tokens, now, only: "1140000000000000002/1140000000000000011" };
const of = (text: string) => foreign(open(text));
const rendered = (...nodes: Node<"public">[]): Rendered =>
  render(view(words({ ja: "要約", en: "summary" }), ...nodes), everyone, "en");
const textsOf = (body: ReturnType<typeof toDiscord>): string[] =>
  body.components.flatMap((c) => (c.type === 10 ? [c.content] : []));
const answer = (body: unknown) => faultsOf("POST", "/interactions/1/t/callback", { type: 4, data: body });
const posted = (body: unknown) => faultsOf("POST", "/channels/1/messages", body);

const hostile = [
  "@everyone",
  "<@1140000000000000011>",
  "<@&1>",
  "<#1>",
  "</case show:1>",
  "<t:1:R>",
  "<:a:1>",
  ":tada:",
  "https://evil.example",
  "[desk](https://evil.example)",
  "# big",
  "> quote",
  "- list",
  "1. one",
  "||spoiler|| **b** _i_ ~~s~~ `c` ```x```",
  "a\u202egnp.exe",
  "\\*already\\*",
];

test.each(hostile)("somebody else's words stay words: %s", (typed) => {
  const body = toDiscord(rendered({ kind: "para", text: of(typed) }), press, true);
  const [shown = ""] = textsOf(body);
  // Every sign is behind a backslash, which Discord takes away again; nothing else was changed.
  expect(shown.replace(/\\([!-/:-@[-`{-~])/g, "$1")).toBe(typed.replace("\u202e", "[U+202E]"));
  expect(/(^|[^\\])(\\\\)*[<>@*_`~|#[\]():-]/.test(shown)).toBe(false);
  expect(body.allowed_mentions).toEqual({ parse: [] });
  expect(answer(body)).toEqual([]);
});

test("one of each", () => {
  const body = toDiscord(
    rendered(
      { kind: "heading", text: of("Title") },
      { kind: "para", text: words({ ja: "x", en: "Our words (as they are)." }) },
      { kind: "fields", rows: [[words({ ja: "種類", en: "Kind" }), of("a*b")]] },
      { kind: "items", rows: [{ mark: "due", text: of("one") }, { text: of("two") }] },
      { kind: "quote", text: of("first\nsecond") },
      { kind: "buttons", buttons: [{ label: of("Take"), run: "case take 48213377", style: "primary" }] },
      { kind: "next", commands: ["case list"] },
    ),
    press,
    true,
  );
  expect(textsOf(body)).toEqual([
    "### Title\nOur words (as they are).\n**Kind**: a\\*b\n▲ one\n• two\n> first\n> second",
    "-# Next: `case list`",
  ]);
  expect(body.flags & 64).toBe(64);
  expect(answer(body)).toEqual([]);
});

test("a button shows nothing, fits a hundred characters, and opens for its owner alone", () => {
  const runs = ["case take 48213377", "deadline snooze 123456 08:00", 'room post case="48213377" seen="12"'];
  for (const run of runs) {
    const body = toDiscord(rendered({ kind: "buttons", buttons: [{ label: of("Go"), run }] }), press, true);
    const [row] = body.components;
    const id = row?.type === 1 ? (row.components[0]?.custom_id ?? "") : "";
    expect(id.length).toBeGreaterThan(40);
    expect(id).not.toContain("48213377");
    expect(tokens.readShort(id, press.only, now)).toEqual({ run, only: press.only });
    expect(tokens.readShort(id, "1140000000000000002/1140000000000000012", now)).toBeUndefined();
    expect(tokens.readShort(`${id.slice(0, -2)}AA`, press.only, now)).toBeUndefined();
    expect(tokens.readShort(id, press.only, new Date(now.getTime() + 31 * 86_400_000))).toBeUndefined();
    // The two kinds of token are not taken for one another.
    expect(tokens.read(id, now)).toBeUndefined();
  }
  const everybody = tokens.makeShort({ run: "case take 1", only: "" }, now);
  expect(tokens.readShort(everybody, press.only, now)).toEqual({ run: "case take 1", only: "" });
  const long = { label: of("Go"), run: `case note 48213377 ${"x".repeat(60)}` };
  expect(
    toDiscord(rendered({ kind: "buttons", buttons: [long] }), press, true).components.some((c) => c.type === 1),
  ).toBe(false);
});

test("a lock screen gets the summary and the buttons, not the words", () => {
  const body = toLockScreen(
    rendered(
      { kind: "para", text: of("CANARY-51") },
      { kind: "buttons", buttons: [{ label: of("Open"), run: "case show 48213377" }] },
    ),
    press,
  );
  expect(body.content).toBe("summary");
  expect(JSON.stringify(body)).not.toContain("CANARY-51");
  expect(posted(body)).toEqual([]);
});

test("any view, however large or odd, is what Discord takes, and can be read to its end", { timeout: 120_000 }, () => {
  const piece = fc.oneof(fc.string({ unit: "binary", maxLength: 30 }), fc.constantFrom(...hostile, "", "文", "👩‍👩‍👧"));
  const text = fc.tuple(piece, fc.constantFrom(1, 1, 3, 80, 600)).map(([s, n]) => of(s.repeat(n)));
  const node: fc.Arbitrary<Node<"public">> = fc.oneof(
    fc.record({ kind: fc.constantFrom("heading" as const, "para" as const, "quote" as const), text }),
    fc.record({ kind: fc.constant("fields" as const), rows: fc.array(fc.tuple(text, text), { maxLength: 12 }) }),
    fc.record({ kind: fc.constant("items" as const), rows: fc.array(fc.record({ text }), { maxLength: 20 }) }),
    fc.record({
      kind: fc.constant("buttons" as const),
      buttons: fc.array(fc.record({ label: text, run: fc.constantFrom("case list", "help") }), { maxLength: 30 }),
    }),
    fc.record({ kind: fc.constant("next" as const), commands: fc.array(piece, { maxLength: 20 }) }),
  );
  fc.assert(
    fc.property(fc.array(node, { maxLength: 30 }), (nodes) => {
      const r = rendered(...nodes);
      for (let page = 1; page < 400; page += 1) {
        const body = toDiscord(r, { ...press, again: "case list", page }, true);
        expect(answer(body)).toEqual([]);
        if (!textsOfButtons(body).some((l) => l.startsWith(`The rest (${page + 1} `))) return;
      }
      throw new Error("an answer without an end");
    }),
    { numRuns: 40 },
  );
});

const textsOfButtons = (body: ReturnType<typeof toDiscord>): string[] =>
  body.components.flatMap((c) => (c.type === 1 ? c.components.map((b) => b.label) : []));

test("literal changes nothing that a reader sees", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (s) => {
      expect(literal(s).replace(/\\([!-/:-@[-`{-~])/g, "$1")).toBe(s);
    }),
  );
});
