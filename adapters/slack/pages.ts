import type { types } from "@slack/bolt";
import { size } from "../../src/characters.ts";
import type { Both } from "../../src/locale.ts";
import { sheets } from "../../src/sheets.ts";
import { button, note, type Pen } from "./blocks.ts";
import { limits } from "./limits.ts";

/** How much one message or view holds. */
interface Room {
  readonly blocks: number;
  /** Code points of all blocks as JSON. */
  readonly size: number;
}

const words = {
  cut: { ja: "… 長いため、ここまでを表示しています。", en: "… Cut here: too long for one message." },
  rest: (page: number, of: number): Both => ({ ja: `続き（${page}/${of}）`, en: `The rest (${page} of ${of})` }),
};

const cost = (block: types.KnownBlock): number => size(JSON.stringify(block)) + 1;
const isAct = (block: types.KnownBlock): boolean => block.type === "actions" || block.type === "context";
/** For the line or button that leads on. */
const spare = 600;

const fits = (drawn: readonly types.KnownBlock[], room: Room): boolean =>
  drawn.length <= room.blocks && drawn.reduce((sum, b) => sum + cost(b), 2) <= room.size;

/** The page that was asked for, with a button to the next where the same can be asked again, else with a line that says so. */
export function onePage(drawn: readonly types.KnownBlock[], room: Room, pen: Pen): types.KnownBlock[] {
  if (fits(drawn, room)) return [...drawn];
  const pages = sheets(drawn, { cost, isFirst: isAct }, { count: room.blocks - 1, size: room.size - spare });
  const { page = 1, again } = pen.press;
  const shown = pages[Math.min(page, pages.length) - 1] ?? [];
  if (page >= pages.length) return shown;
  const more = again === undefined ? undefined : nextPage(page + 1, pages.length, again, pen);
  return [...shown, more ?? note(words.cut[pen.locale])];
}

function nextPage(page: number, of: number, again: string, pen: Pen): types.KnownBlock | undefined {
  const label = [{ text: words.rest(page, of)[pen.locale], trusted: true }];
  const element = button({ label, run: again }, pen.number++, pen.press, String(page));
  return element && { type: "actions", elements: [element] };
}

/** Messages: 50 blocks, and fewer characters than Slack's undocumented limit. */
export const messageRoom: Room = { blocks: limits.blocks, size: limits.message };
/** Modals and App Home: 100 blocks, 250 kB in all. */
export const viewRoom: Room = { blocks: limits.viewBlocks, size: limits.view };
