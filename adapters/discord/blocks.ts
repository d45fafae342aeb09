import { cut, oneLine, pieces, size } from "../../src/characters.ts";
import type { ActionTokens } from "../../src/crypto/action-token.ts";
import type { Both, Locale } from "../../src/locale.ts";
import { plain, type RenderedButton, type RenderedNode, type Words } from "../../src/render.ts";
import { marks } from "../../src/view.ts";
import { clocked, type OwnClock } from "../../src/when.ts";
import { limits } from "./limits.ts";
import { literal } from "./markup.ts";
import type { Write } from "./typed.ts";

/** Components by their numbers in Discord's reference. */
export type TextDisplay = { readonly type: 10; readonly content: string };
export type Button = {
  readonly type: 2;
  readonly style: 1 | 2 | 4;
  readonly label: string;
  readonly custom_id: string;
};
export type ActionRow = { readonly type: 1; readonly components: readonly Button[] };
export type Block = TextDisplay | ActionRow;

/** What a drawing needs beside the text. */
export interface Press {
  readonly tokens: Pick<ActionTokens, "makeShort">;
  readonly now: Date;
  /** Who alone may press the buttons ("guild/user"), or "" for whoever may run what is behind them. */
  readonly only: string;
  readonly possibleRepeat?: boolean;
  /** The line that gives the same again, and which page of it. */
  readonly again?: string | undefined;
  readonly page?: number;
  /** How a line is typed here. */
  readonly write?: Write;
}

export interface Pen {
  readonly locale: Locale;
  readonly press: Press;
}

const words = {
  next: { ja: "次:", en: "Next:" },
  colon: { ja: "：", en: ": " },
} as const satisfies Record<string, Both>;

const styles = { primary: 1, danger: 4 } as const;

export const text = (content: string): TextDisplay => ({ type: 10, content });
const isBlank = (s: string): boolean => s.trim() === "";
const same = (s: string): string => s;

/** Discord shows it in the zone and language of whoever reads it: "Friday, 20 November 2026 10:12". */
const date = ({ before, at, after }: OwnClock): string => `${before}<t:${Math.floor(at.getTime() / 1000)}:F>${after}`;

/** Runs of our words and of others' as they are sent, in parts that each fit. Only others' words are ever that long. */
function parts(w: Words, max: number, locale: Locale, line: (s: string) => string = same): string[] {
  const trusted = w.every((p) => p.trusted);
  const all = clocked(w, locale);
  if (all.length > 1) {
    const whole = all.map((p) => (typeof p !== "string" ? date(p) : trusted ? p : literal(p.toWellFormed()))).join("");
    // Cut, a date would be a row of signs; what is longer goes without it.
    if (size(whole) <= max) return [line(whole)];
  }
  const whole = line(plain(w).toWellFormed());
  // What is ours alone keeps its signs; anything with others' words in it is shown letter by letter as a whole.
  return trusted ? pieces(whole, max) : pieces(whole, max, literal).map(literal);
}

/** Lines into as few texts as hold them. */
function lines(rows: readonly string[]): TextDisplay[] {
  const out: string[] = [];
  for (const row of rows) {
    const last = out.at(-1);
    if (last !== undefined && size(last) + size(row) + 1 <= limits.piece) out[out.length - 1] = `${last}\n${row}`;
    else out.push(row);
  }
  return out.map(text);
}

/** Leaves out a button whose line is too long for Discord's ids: the line itself stands among what can be typed. */
export function button(b: RenderedButton, press: Press, more?: string): Button | undefined {
  const custom_id = press.tokens.makeShort(
    { run: b.run, only: press.only, ...(more !== undefined && { more }) },
    press.now,
  );
  const label = cut(oneLine(plain(b.label)), limits.buttonLabel);
  if (label === "" || custom_id.length > limits.customId) return undefined;
  return { type: 2, style: b.style === undefined ? 2 : styles[b.style], label, custom_id };
}

export const rows = (buttons: readonly Button[]): ActionRow[] =>
  Array.from({ length: Math.ceil(buttons.length / limits.row) }, (_, i) => ({
    type: 1,
    components: buttons.slice(i * limits.row, (i + 1) * limits.row),
  }));

/** In a code span a backtick would end it. */
const code = (command: string): string => `\`${cut(oneLine(command).replaceAll("`", "'"), 200)}\``;

const line = (w: Words, max: number, locale: Locale): string[] => parts(w, max, locale, oneLine);

const drawers: {
  readonly [K in RenderedNode["kind"]]: (node: Extract<RenderedNode, { kind: K }>, pen: Pen) => Block[];
} = {
  heading: ({ text: t }, { locale }) =>
    lines(
      line(t, limits.piece - 4, locale)
        .filter((s) => !isBlank(s))
        .map((s) => `### ${s}`),
    ),
  para: ({ text: t }, { locale }) =>
    parts(t, limits.piece, locale)
      .filter((s) => !isBlank(s))
      .map(text),
  quote: ({ text: t }, { locale }) =>
    isBlank(plain(t))
      ? []
      : lines(parts(t, limits.piece / 2, locale).flatMap((s) => s.split("\n").map((l) => (l === "" ? ">" : `> ${l}`)))),
  fields: ({ rows: all }, { locale }) =>
    lines(
      all.flatMap(([label, value]) => {
        const [first = "–", ...rest] = parts(value, limits.piece / 2, locale);
        return [
          `**${cut(oneLine(plain(label)), 300, literal)}**${words.colon[locale]}${isBlank(first) ? "–" : first}`,
          ...rest,
        ];
      }),
    ),
  items: ({ rows: all }, { locale }) =>
    lines(
      all.flatMap(({ mark, text: t }) => {
        const [first = "", ...rest] = line(t, limits.piece / 2, locale);
        return [`${mark === undefined ? "•" : marks[mark]} ${first}`, ...rest];
      }),
    ),
  buttons: ({ buttons }, { press }) => rows(buttons.flatMap((b) => button(b, press) ?? [])),
  next: ({ commands }, { locale, press: { write = same } }) => {
    const lines = commands.slice(0, 6).map((c) => code(write(c)));
    return lines.length === 0 ? [] : [text(`-# ${words.next[locale]} ${lines.join(" · ")}`)];
  },
};

/** Components of some nodes; how many fit into one message is pages.ts' matter. */
export const drawNodes = (nodes: readonly RenderedNode[], pen: Pen): Block[] =>
  // The table has a drawer of each kind's own type; the compiler does not follow that through an index.
  nodes.flatMap((node) => (drawers[node.kind] as (n: RenderedNode, p: Pen) => Block[])(node, pen));
