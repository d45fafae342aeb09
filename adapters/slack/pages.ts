import type { types } from "@slack/bolt";
import type { Both } from "../../src/locale.ts";
import { button, note, type Pen } from "./blocks.ts";
import { size } from "./characters.ts";
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

interface Sheet {
  readonly blocks: Set<types.KnownBlock>;
  size: number;
}

/** Blocks into pages, in order. What one can press or type goes before what one can read, so it is on the first page. */
function split(drawn: readonly types.KnownBlock[], room: Room): types.KnownBlock[][] {
  const sheets: Sheet[] = [];
  const sheet = (at: number): Sheet => {
    const there = sheets[at] ?? { blocks: new Set(), size: spare };
    sheets[at] = there;
    return there;
  };
  /** Onto sheet `from` or the first after it that takes it; a block that is too large for any has one of its own. */
  const put = (block: types.KnownBlock, from: number): number => {
    const { blocks, size: used } = sheet(from);
    const takes = blocks.size < room.blocks - 1 && used + cost(block) <= room.size;
    if (!takes && blocks.size > 0) return put(block, from + 1);
    blocks.add(block);
    sheet(from).size += cost(block);
    return from;
  };
  for (const block of drawn.filter(isAct)) put(block, 0);
  let last = 0;
  for (const block of drawn.filter((b) => !isAct(b))) last = put(block, last);
  return sheets.map(({ blocks }) => drawn.filter((block) => blocks.has(block)));
}

const fits = (drawn: readonly types.KnownBlock[], room: Room): boolean =>
  drawn.length <= room.blocks && drawn.reduce((sum, b) => sum + cost(b), 2) <= room.size;

/** The page that was asked for, with a button to the next where the same can be asked again, else with a line that says so. */
export function onePage(drawn: readonly types.KnownBlock[], room: Room, pen: Pen): types.KnownBlock[] {
  if (fits(drawn, room)) return [...drawn];
  const pages = split(drawn, room);
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
