import { existsSync, readFileSync } from "node:fs";
import type { types } from "@slack/bolt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../../adapters/slack/limits.ts";
import { type Press, type SlackMessage, toSlack } from "../../../adapters/slack/render.ts";
import { cut, size } from "../../../src/characters.ts";
import { open } from "../../../src/label.ts";
import { foreign, words } from "../../../src/text.ts";
import { type Node, view } from "../../../src/view.ts";
import { now, rendered, saying, textsOf, tokens } from "../../support/slack-desk.ts";

const press: Press = { tokens, now, root: "todoke", only: "" };
const draw = (...nodes: Node<"public">[]): SlackMessage =>
  toSlack(rendered(view(words({ ja: "要約", en: "summary" }), ...nodes)), press);
const of = (text: string) => foreign(open(text));

/** Where Slack looks for markup: `text` of a message and mrkdwn objects. Plain text and rich text are literal. */
const live = (m: SlackMessage): string[] => [
  m.text,
  ...textsOf(m.blocks)
    .filter((x) => x.type === "mrkdwn")
    .map((x) => x.text),
];
const activeTypes = /"type":"(user|usergroup|broadcast|channel|team|link|emoji|date|image|markdown)"/;

const hostile = [
  "<!channel>",
  "<!here|here>",
  "<@U1>",
  "<#C1|general>",
  "<!subteam^S1>",
  "<https://evil.example|https://desk.example>",
  "<mailto:a@b.example|x>",
  "&lt;!channel&gt;",
  "`<!channel>`",
  "*bold* _it_ ~no~ :tada: @here @channel",
  "a\u202egnp.exe",
  "zero\u200bwidth\u2060\ufeff",
  "\u0000\u0007\u001b[31mred\u001b[0m",
  "\u{e0041}\u{e007f}",
];

describe("nothing in a message is live but our buttons", () => {
  test.each(hostile)("%j in every place that takes text", (text) => {
    const r = toSlack(
      rendered(
        // The summary is public by type, yet a reference may be anything that somebody typed.
        view(
          of(text),
          { kind: "heading", text: of(text) },
          { kind: "para", text: of(text) },
          { kind: "quote", text: of(text) },
          { kind: "fields", rows: [[of(text), of(text)]] },
          { kind: "items", rows: [{ mark: "due", text: of(text) }, { text: of(text) }] },
          { kind: "buttons", buttons: [{ label: of(text), run: text }] },
          { kind: "next", commands: [text] },
        ),
      ),
      { ...press, possibleRepeat: true },
    );
    for (const text of live(r)) expect(text).not.toMatch(/<[@!#]|<https?:|<mailto:|&(?!amp;|lt;|gt;)/);
    expect(JSON.stringify(r.blocks)).not.toMatch(activeTypes);
    expect(JSON.stringify(r)).not.toMatch(
      /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u001b\u0000\u0007]|\\u00(00|07|1b)/,
    );
  });

  test("mrkdwn is code of ours only, and one backtick cannot end it", () => {
    const { blocks } = draw({ kind: "next", commands: ["case show `<!channel>` & more"] });
    expect(textsOf(blocks).filter((x) => x.type === "mrkdwn")).toEqual([
      { type: "mrkdwn", text: "`/todoke case show '&lt;!channel&gt;' &amp; more`" },
    ]);
  });
});

test("foreign text stays what it was, letter by letter", () => {
  const steps = "<script>alert(1)</script> && *x* `y`\n\tsecond line";
  expect(textsOf(draw({ kind: "quote", text: of(steps) }).blocks)).toEqual([{ type: "text", text: steps }]);
});

test("each kind of node has its block", () => {
  const { blocks, text } = draw(
    { kind: "heading", text: words({ ja: "見出し", en: "Head" }) },
    { kind: "fields", rows: [[words({ ja: "製品", en: "Product" }), of("Kumo Router")]] },
    { kind: "items", rows: [{ mark: "due", text: of("#48213377") }, { text: of("other") }] },
    {
      kind: "buttons",
      buttons: [{ label: words({ ja: "担当する", en: "Take" }), run: "case take 48213377", style: "primary" }],
    },
    { kind: "next", commands: ["case list"] },
  );
  expect(text).toBe("summary");
  expect(blocks.map((b) => b.type)).toEqual(["header", "rich_text", "rich_text", "actions", "context"]);
  expect(textsOf(blocks).map((x) => x.text)).toEqual([
    "Head",
    "Product: ",
    "Kumo Router",
    "▲ #48213377",
    "\n",
    "• other",
    "Take",
    "Next:",
    "`/todoke case list`",
  ]);
});

test("a button shows nothing readable and holds the command, its owner and an end", () => {
  const { blocks } = toSlack(
    rendered(
      view(words({ ja: "a", en: "a" }), { kind: "buttons", buttons: [{ label: of("Go"), run: "case show 48213377" }] }),
    ),
    { ...press, only: "T1/U1" },
  );
  const value = /"value":"([^"]+)"/.exec(JSON.stringify(blocks))?.[1] ?? "";
  expect(JSON.stringify(blocks)).not.toContain("48213377");
  expect(tokens.read(value, now)).toEqual({ run: "case show 48213377", only: "T1/U1" });
  expect(tokens.read(value, new Date(now.getTime() + 31 * 86_400_000))).toBeUndefined();
});

test("empty nodes draw nothing, since Slack refuses empty texts", () => {
  const empty = of(" \u3000");
  const { blocks } = draw(
    { kind: "heading", text: empty },
    { kind: "para", text: empty },
    { kind: "quote", text: of("") },
    { kind: "fields", rows: [] },
    { kind: "items", rows: [] },
    { kind: "buttons", buttons: [{ label: empty, run: "help" }] },
    { kind: "next", commands: [] },
  );
  expect(blocks).toEqual([]);
});

test("a possible repeat says so first, in the reader's language", () => {
  const again = { ...press, possibleRepeat: true };
  expect(textsOf(toSlack(saying("x"), again).blocks)[0]?.text).toBe("You may have had this already.");
  const ja = rendered(view(words({ ja: "要約", en: "summary" }), { kind: "para", text: of("x") }), "ja");
  expect(textsOf(toSlack(ja, again).blocks)[0]?.text).toBe("前にも届いているかもしれません。");
});

test("what one can press and type is kept when the text is too long", () => {
  const long: Node<"public">[] = Array.from({ length: 60 }, () => ({ kind: "para", text: of("文".repeat(2_000)) }));
  const { blocks } = draw(
    ...long,
    { kind: "buttons", buttons: [{ label: of("Take"), run: "case take 1" }] },
    { kind: "next", commands: ["case list"] },
  );
  expect(blocks.slice(-3).map((b) => b.type)).toEqual(["actions", "context", "context"]);
  expect(textsOf(blocks).at(-1)?.text).toMatch(/^… Cut here/);
});

test("many small nodes make no more blocks than Slack takes", () => {
  const { blocks } = draw(
    ...Array.from({ length: 60 }, (_, i): Node<"public"> => ({ kind: "para", text: of(`${i}`) })),
  );
  expect(blocks).toHaveLength(limits.blocks);
  expect(textsOf(blocks).at(0)?.text).toBe("0");
  expect(textsOf(blocks).at(-1)?.text).toMatch(/^… Cut here/);
});

test("cutting keeps whole graphemes and never goes over", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.integer({ min: 1, max: 70 }), (text, max) => {
      const out = cut(text, max);
      expect(size(out)).toBeLessThanOrEqual(max);
      if (out === text) return;
      const kept = out.slice(0, -1);
      expect(out.endsWith("…") && text.startsWith(kept)).toBe(true);
      const starts = [...new Intl.Segmenter().segment(text)].map((s) => s.index);
      expect([...starts, text.length]).toContain(kept.length);
    }),
  );
});

/** Slack's own numbers as others collected them; only on machines that have the file. */
const file = new URL("../../../../shared/data/slack-blocks/spec/limits.json", import.meta.url);
const there = existsSync(file);
if (!there) console.log("skipped: Block Kit limits, because ../shared/data/slack-blocks is not here");
const spec = there ? JSON.parse(readFileSync(file, "utf8")) : {};

test.skipIf(!there)("our table is Slack's", () => {
  expect(limits).toMatchObject({
    text: spec.text.max_length,
    header: spec.header.text.max_length,
    buttonText: spec.button.text.max_length,
    buttonValue: spec.button.value.max_length,
    actions: spec.actions.elements.max_items,
    context: spec.context.elements.max_items,
  });
});

const length = (max: number) => ({ test: (s: unknown) => typeof s === "string" && s.trim() !== "" && size(s) <= max });
const check: Record<string, (block: types.KnownBlock) => boolean> = {
  header: (b) => b.type === "header" && length(limits.header).test(b.text.text),
  context: (b) =>
    b.type === "context" &&
    b.elements.length <= limits.context &&
    b.elements.every((e) => "text" in e && length(limits.text).test(e.text)),
  actions: (b) =>
    b.type === "actions" &&
    b.elements.length <= limits.actions &&
    b.elements.every(
      (e) =>
        e.type === "button" &&
        length(limits.buttonText).test(e.text.text) &&
        length(limits.buttonValue).test(e.value) &&
        length(255).test(e.action_id),
    ),
  rich_text: (b) => textsOf(b).reduce((sum, x) => sum + size(x.text), 0) <= limits.text && textsOf(b).length > 0,
};

test("any view, however large or odd, stays within every limit", { timeout: 120_000 }, () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom(...hostile, "", "文", "👩‍👩‍👧", "e\u0301".repeat(40)),
  );
  const text = fc.tuple(piece, fc.constantFrom(1, 1, 3, 80, 4_000)).map(([s, n]) => of(s.repeat(n)));
  const rows = { maxLength: 120 };
  const node: fc.Arbitrary<Node<"public">> = fc.oneof(
    fc.record({ kind: fc.constantFrom("heading" as const, "para" as const, "quote" as const), text }),
    fc.record({ kind: fc.constant("fields" as const), rows: fc.array(fc.tuple(text, text), { maxLength: 30 }) }),
    fc.record({ kind: fc.constant("items" as const), rows: fc.array(fc.record({ text }), { maxLength: 40 }) }),
    fc.record({
      kind: fc.constant("buttons" as const),
      buttons: fc.array(fc.record({ label: text, run: piece }), { maxLength: 40 }),
    }),
    fc.record({ kind: fc.constant("next" as const), commands: fc.array(piece, { maxLength: 20 }) }),
  );
  fc.assert(
    fc.property(text, fc.array(node, rows), (summary, nodes) => {
      const { text, blocks } = toSlack(rendered(view(summary, ...nodes)), press);
      expect(length(limits.text).test(text)).toBe(true);
      expect(blocks.length).toBeLessThanOrEqual(limits.blocks);
      expect(size(JSON.stringify(blocks))).toBeLessThanOrEqual(limits.message);
      for (const block of blocks) expect(check[block.type]?.(block), JSON.stringify(block).slice(0, 300)).toBe(true);
      const ids = [...JSON.stringify(blocks).matchAll(/"action_id":"([^"]+)"/g)].map((m) => m[1]);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 60 },
  );
});
