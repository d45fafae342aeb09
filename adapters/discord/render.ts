import { cut, oneLine, size } from "../../src/characters.ts";
import type { Both } from "../../src/locale.ts";
import { plain, type Rendered } from "../../src/render.ts";
import { sheets } from "../../src/sheets.ts";
import { type Block, button, drawNodes, type Pen, type Press, rows, text } from "./blocks.ts";
import { flags, limits } from "./limits.ts";
import { dressed } from "./markup.ts";

/** What Discord gets. Nothing in it mentions anybody, is unfurled, or is live but our buttons. */
export interface MessageBody {
  readonly flags: number;
  readonly components: readonly Block[];
  readonly allowed_mentions: { readonly parse: readonly [] };
  /** Only beside buttons of a notice whose words are not for a lock screen. */
  readonly content?: string;
}

const words = {
  repeat: { ja: "前にも届いているかもしれません。", en: "You may have had this already." },
  cut: { ja: "… 長いため、ここまでを表示しています。", en: "… Cut here: too long for one message." },
  rest: (page: number, of: number): Both => ({ ja: `続き（${page}/${of}）`, en: `The rest (${page} of ${of})` }),
};

const allowed_mentions = { parse: [] } as const;
const cost = (b: Block): number => (b.type === 10 ? size(b.content) : 0);
const pieces = (b: Block): number => (b.type === 1 ? 1 + b.components.length : 1);
const isAct = (b: Block): boolean => b.type === 1 || b.content.startsWith("-# ");

/** Texts that stand together become one, because components are counted. */
function merged(drawn: readonly Block[]): Block[] {
  const out: Block[] = [];
  for (const block of drawn) {
    const last = out.at(-1);
    const isText = block.type === 10 && last?.type === 10 && !isAct(block) && !isAct(last);
    if (isText && size(last.content) + size(block.content) + 1 <= limits.piece)
      out[out.length - 1] = text(`${last.content}\n${block.content}`);
    else out.push(block);
  }
  return out;
}
/** For the line or button that leads on. */
const spare = { text: 200, components: 2 };

const fits = (drawn: readonly Block[]): boolean =>
  drawn.reduce((n, b) => n + pieces(b), 0) <= limits.components &&
  drawn.reduce((n, b) => n + cost(b), 0) <= limits.text;

/** The page that was asked for, with a button to the next where the same can be asked again. */
function onePage(drawn: readonly Block[], pen: Pen): Block[] {
  if (fits(drawn)) return [...drawn];
  // A row of buttons counts for six, so that no sheet has more than its forty components.
  const room = { count: Math.floor((limits.components - spare.components) / 6), size: limits.text - spare.text };
  const all = sheets(drawn, { cost, isFirst: isAct }, room);
  const { page = 1, again } = pen.press;
  const shown = all[Math.min(page, all.length) - 1] ?? [];
  if (page >= all.length) return shown;
  const label = [{ text: words.rest(page + 1, all.length)[pen.locale], trusted: true }];
  const more = again === undefined ? undefined : button({ label, run: again }, pen.press, String(page + 1));
  return [...shown, ...(more === undefined ? [text(`-# ${words.cut[pen.locale]}`)] : rows([more]))];
}

/** An answer or card, within Discord's limits. */
export function toDiscord(rendered: Rendered, press: Press, isPrivate: boolean): MessageBody {
  const { locale } = rendered;
  const pen: Pen = { locale, press };
  const first = press.possibleRepeat === true ? [text(`-# ${words.repeat[locale]}`)] : [];
  const components = onePage(merged([...first, ...drawNodes(rendered.nodes, pen)]), pen);
  return {
    flags: flags.componentsV2 | (isPrivate ? flags.ephemeral : 0),
    components: components.length > 0 ? components : [text(dressed(rendered.summary) || "–")],
    allowed_mentions,
  };
}

/**
 * A notice for one person whose words are more than public: a lock screen shows what a message says, so it says the summary,
 * and the rest is a press away.
 */
export function toLockScreen(rendered: Rendered, press: Press): MessageBody {
  const buttons = rendered.nodes.flatMap((n) => (n.kind === "buttons" ? n.buttons : []));
  const repeat = press.possibleRepeat === true ? `${words.repeat[rendered.locale]}\n` : "";
  return {
    flags: flags.suppressEmbeds,
    content: `${repeat}${cut(oneLine(plain(rendered.summary)), limits.content - 100)}`,
    components: rows(buttons.flatMap((b) => button(b, press) ?? [])).slice(0, 5),
    allowed_mentions,
  };
}
