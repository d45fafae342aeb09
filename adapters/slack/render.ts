import type { types } from "@slack/bolt";
import { cut, oneLine } from "../../src/characters.ts";
import type { Both } from "../../src/locale.ts";
import { plain, type Rendered } from "../../src/render.ts";
import { drawNodes, note, type Pen, type Press } from "./blocks.ts";
import { entities } from "./entities.ts";
import { limits } from "./limits.ts";
import { messageRoom, onePage } from "./pages.ts";

export type { Press } from "./blocks.ts";

/** What Slack gets. `text` is what a lock screen shows: the summary, never the body. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
  /** Never unfurled: our addresses carry no case data, but other apps harvest what is unfurled (guarantees.md T10). */
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

const repeat: Both = { ja: "前にも届いているかもしれません。", en: "You may have had this already." };

/** Block Kit of one answer or notice: always within Slack's limits, and nothing in it is live but our buttons. */
export function toSlack(rendered: Rendered, press: Press): SlackMessage {
  const { locale } = rendered;
  const pen: Pen = { locale, press, number: 0 };
  const first = press.possibleRepeat === true ? [note(repeat[locale])] : [];
  return {
    text: cut(oneLine(plain(rendered.summary)), limits.text, entities) || "…",
    blocks: onePage([...first, ...drawNodes(rendered.nodes, pen)], messageRoom, pen),
    unfurl_links: false,
    unfurl_media: false,
  };
}
