import type { types } from "@slack/bolt";
import type { ActionTokens } from "../../src/crypto/action-token.ts";
import type { Both, Locale } from "../../src/locale.ts";
import { plain, type Rendered, type RenderedButton, type RenderedNode, type Words } from "../../src/render.ts";
import { marks } from "../../src/view.ts";
import { cut, entities, oneLine, size } from "./characters.ts";
import { limits } from "./limits.ts";

/** What Slack gets. `text` is what a lock screen shows: the summary, never the body. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
  /** Never unfurled: our addresses carry no case data, but other apps harvest what is unfurled (guarantees.md T10). */
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** What a drawing needs beside the text. */
export interface Press {
  readonly tokens: Pick<ActionTokens, "make">;
  readonly now: Date;
  /** Root command without its slash. */
  readonly root: string;
  /** Who alone may press the buttons ("team/user"), or "" for whoever may run what is behind them. */
  readonly only: string;
  /** Puts a line first that says that this may have arrived before. */
  readonly possibleRepeat?: boolean;
}

type Run = types.RichTextText;

const words = {
  next: { ja: "次:", en: "Next:" },
  colon: { ja: "：", en: ": " },
  repeat: { ja: "前にも届いているかもしれません。", en: "You may have had this already." },
  cut: { ja: "… 長いため、ここまでを表示しています。", en: "… Cut here: too long for one message." },
} as const satisfies Record<string, Both>;

const plainText = (text: string): types.PlainTextElement => ({ type: "plain_text", text, emoji: false });
const note = (text: string): types.KnownBlock => ({ type: "context", elements: [plainText(text)] });
const run = (text: string, bold = false): Run => ({ type: "text", text, ...(bold && { style: { bold } }) });
const isBlank = (text: string): boolean => text.trim() === "";

/** Rich text is literal: Slack looks for no mention, link, emoji or markup in it. That is why all bodies go this way. */
const rich = (elements: Run[]): types.KnownBlock => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});

/** Lines into as few blocks as the limit allows; a line that is too long for a block of its own is cut. */
function lines(rows: readonly Run[][]): types.KnownBlock[] {
  const blocks: Run[][] = [];
  let room = 0;
  for (const row of rows) {
    const cost = row.reduce((sum, r) => sum + size(r.text), 1);
    const current = blocks.at(-1);
    if (current === undefined || cost > room) {
      blocks.push([...row]);
      room = limits.text - cost;
    } else {
      current.push(run("\n"), ...row);
      room -= cost;
    }
  }
  return blocks.map(rich);
}

function button(b: RenderedButton, number: number, press: Press): types.Button | undefined {
  const value = press.tokens.make({ run: b.run, only: press.only }, press.now);
  const label = cut(oneLine(plain(b.label)), limits.buttonText);
  if (label === "" || value.length > limits.buttonValue) return undefined;
  return {
    type: "button",
    action_id: `todoke:${number}`,
    text: plainText(label),
    value,
    ...(b.style && { style: b.style }),
  };
}

const code = (command: string, root: string): types.MrkdwnElement => {
  // A backtick would end the code; what is hidden has been made visible by `render`.
  const line = oneLine(`/${root} ${command}`).replaceAll("`", "'");
  return { type: "mrkdwn", text: `\`${cut(line, limits.text - 2, entities)}\``, verbatim: true };
};

interface Pen {
  readonly locale: Locale;
  readonly press: Press;
  /** Each button of a message needs an id of its own. */
  number: number;
}

const body = (text: Words, max: number = limits.text): string => cut(plain(text).toWellFormed(), max);

function draw(node: RenderedNode, pen: Pen): types.KnownBlock[] {
  switch (node.kind) {
    case "heading": {
      const text = cut(oneLine(plain(node.text)), limits.header);
      return text === "" ? [] : [{ type: "header", text: plainText(text) }];
    }
    case "para": {
      const text = body(node.text);
      return isBlank(text) ? [] : [rich([run(text)])];
    }
    case "quote": {
      const text = body(node.text);
      const elements = [{ type: "rich_text_preformatted" as const, elements: [run(text)] }];
      return isBlank(text) ? [] : [{ type: "rich_text", elements }];
    }
    case "fields":
      return lines(
        node.rows.map(([label, value]) => [
          run(cut(oneLine(plain(label)), limits.header) + words.colon[pen.locale], true),
          run(body(value, limits.text - limits.header - 4) || "–"),
        ]),
      );
    case "items":
      return lines(
        node.rows.map(({ mark, text }) => [
          run(`${mark === undefined ? "•" : marks[mark]} ${cut(oneLine(plain(text)), limits.text - 4)}`),
        ]),
      );
    case "buttons": {
      const buttons = node.buttons.map((b) => button(b, pen.number++, pen.press)).filter((b) => b !== undefined);
      return buttons.length === 0 ? [] : [{ type: "actions", elements: buttons.slice(0, limits.actions) }];
    }
    case "next": {
      const commands = node.commands.slice(0, limits.context - 1).map((c) => code(c, pen.press.root));
      const elements = [plainText(words.next[pen.locale]), ...commands];
      return commands.length === 0 ? [] : [{ type: "context", elements }];
    }
  }
}

/** Keeps the order, drops what no longer fits and says so. What one can press or type goes before what one can read. */
function withinLimits(drawn: readonly types.KnownBlock[], locale: Locale): types.KnownBlock[] {
  const last = note(words.cut[locale]);
  const cost = (block: types.KnownBlock): number => size(JSON.stringify(block)) + 1;
  const isAct = (block: types.KnownBlock): boolean => block.type === "actions" || block.type === "context";
  let room = limits.message - cost(last) - 2;
  let count = limits.blocks - 1;
  const kept = new Set<types.KnownBlock>();
  for (const block of [...drawn.filter(isAct), ...drawn.filter((b) => !isAct(b))]) {
    if (count === 0 || cost(block) > room) continue;
    room -= cost(block);
    count -= 1;
    kept.add(block);
  }
  const blocks = drawn.filter((block) => kept.has(block));
  return blocks.length === drawn.length ? blocks : [...blocks, last];
}

/** Block Kit of one answer or notice: always within Slack's limits, and nothing in it is live but our buttons. */
export function toSlack(rendered: Rendered, press: Press): SlackMessage {
  const { locale } = rendered;
  const pen: Pen = { locale, press, number: 0 };
  const first = press.possibleRepeat === true ? [note(words.repeat[locale])] : [];
  return {
    text: cut(oneLine(plain(rendered.summary)), limits.text, entities) || "…",
    blocks: withinLimits([...first, ...rendered.nodes.flatMap((node) => draw(node, pen))], locale),
    unfurl_links: false,
    unfurl_media: false,
  };
}
