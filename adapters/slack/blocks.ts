import type { types } from "@slack/bolt";
import { cut, oneLine, pieces, size } from "../../src/characters.ts";
import type { ActionTokens } from "../../src/crypto/action-token.ts";
import type { Both, Locale } from "../../src/locale.ts";
import { plain, type RenderedButton, type RenderedNode, type Words } from "../../src/render.ts";
import { marks } from "../../src/view.ts";
import { clocked, moment } from "../../src/when.ts";
import { entities } from "./entities.ts";
import { limits } from "./limits.ts";

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
  /** The line that gives the same again, so that what does not fit can be read page by page. */
  readonly again?: string | undefined;
  /** Which page, from 1. */
  readonly page?: number;
}

export interface Pen {
  readonly locale: Locale;
  readonly press: Press;
  /** Each button of a message needs an id of its own. */
  number: number;
}

type Run = types.RichTextText | types.RichTextDate;

const words = {
  next: { ja: "次:", en: "Next:" },
  colon: { ja: "：", en: ": " },
} as const satisfies Record<string, Both>;

export const plainText = (text: string): types.PlainTextElement => ({ type: "plain_text", text, emoji: false });
export const note = (text: string): types.KnownBlock => ({ type: "context", elements: [plainText(text)] });
const run = (text: string, bold = false): types.RichTextText => ({
  type: "text",
  text,
  ...(bold && { style: { bold } }),
});
const sizeOf = (r: Run): number => (r.type === "date" ? size(r.fallback ?? "") : size(r.text));
const isBlank = (text: string): boolean => text.trim() === "";

/** Rich text is literal: Slack looks for no mention, link, emoji or markup in it. That is why all bodies go this way. */
const rich = (elements: Run[]): types.KnownBlock => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});

/** Lines into as few blocks as the limit allows. A row that is too long for a block of its own goes on in the next. */
function lines(rows: readonly Run[][]): types.KnownBlock[] {
  const blocks: Run[][] = [];
  let room = 0;
  const fitting = rows.flatMap((row): Run[][] => {
    const cost = row.reduce((sum, r) => sum + sizeOf(r), 1);
    return cost <= limits.text
      ? [row]
      : row.flatMap((r): Run[][] =>
          r.type === "date" ? [[r]] : pieces(r.text, limits.text - 1).map((text) => [{ ...r, text }]),
        );
  });
  for (const row of fitting) {
    const cost = row.reduce((sum, r) => sum + sizeOf(r), 1);
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

export function button(b: RenderedButton, number: number, press: Press, more?: string): types.Button | undefined {
  const value = press.tokens.make({ run: b.run, only: press.only, ...(more !== undefined && { more }) }, press.now);
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

const whole = (text: Words): string => plain(text).toWellFormed();
const one = (text: Words): string => oneLine(plain(text));

/** Shown in the zone and language of whoever reads it. An app that knows no dates shows UTC. */
const date = (at: Date): types.RichTextDate => ({
  type: "date",
  timestamp: Math.floor(at.getTime() / 1000),
  format: "{date_long} {time}",
  fallback: plain(moment(at, "UTC").parts.en),
});

const orDash = (all: Run[]): Run[] => (all.length === 0 ? [run("–")] : all);

/** A text as Slack's runs. @param line for places that are one line high */
function runs(text: Words, locale: Locale, line = (s: string): string => s): Run[] {
  const all = clocked(text, locale);
  if (all.length < 2) return isBlank(whole(text)) ? [] : [run(line(whole(text)))];
  return all.flatMap((part) =>
    typeof part === "string" ? [run(part.toWellFormed())] : [run(part.before), date(part.at), run(part.after)],
  );
}

/** Kind of node → its blocks. */
const drawers: {
  readonly [K in RenderedNode["kind"]]: (node: Extract<RenderedNode, { kind: K }>, pen: Pen) => types.KnownBlock[];
} = {
  heading({ text }) {
    const title = one(text);
    if (title === "") return [];
    const header: types.KnownBlock = { type: "header", text: plainText(cut(title, limits.header)) };
    // A title that Slack's header cuts stands whole below it.
    return size(title) <= limits.header ? [header] : [header, ...lines([[run(title)]])];
  },
  para({ text }, { locale }) {
    const row = runs(text, locale);
    return row.length === 0 ? [] : lines([row]);
  },
  quote: ({ text }) =>
    isBlank(whole(text))
      ? []
      : pieces(whole(text), limits.text).map((p) => ({
          type: "rich_text" as const,
          elements: [{ type: "rich_text_preformatted" as const, elements: [run(p)] }],
        })),
  fields: ({ rows }, { locale }) =>
    lines(
      rows.map(([label, value]) => [
        run(cut(one(label), limits.header) + words.colon[locale], true),
        ...orDash(runs(value, locale)),
      ]),
    ),
  items: ({ rows }, { locale }) =>
    lines(
      rows.map(({ mark, text }) => {
        const first = { text: `${mark === undefined ? "•" : marks[mark]} `, trusted: true };
        return runs([first, ...text], locale, oneLine);
      }),
    ),
  buttons({ buttons }, pen) {
    const drawn = buttons.map((b) => button(b, pen.number++, pen.press)).filter((b) => b !== undefined);
    return drawn.length === 0 ? [] : [{ type: "actions", elements: drawn.slice(0, limits.actions) }];
  },
  next({ commands }, { press, locale }) {
    const typed = commands.slice(0, limits.context - 1).map((c) => code(c, press.root));
    return typed.length === 0 ? [] : [{ type: "context", elements: [plainText(words.next[locale]), ...typed] }];
  },
};

/** Blocks of some nodes, each within Slack's limits; how many fit together is pages.ts' matter. */
export const drawNodes = (nodes: readonly RenderedNode[], pen: Pen): types.KnownBlock[] =>
  // The table has a drawer of each kind's own type; the compiler does not follow that through an index.
  nodes.flatMap((node) => (drawers[node.kind] as (n: RenderedNode, p: Pen) => types.KnownBlock[])(node, pen));
