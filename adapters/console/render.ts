import { styleText } from "node:util";
import type { Locale } from "../../src/locale.ts";
import { plain, type Rendered, type RenderedNode, type Words } from "../../src/render.ts";
import { marks } from "../../src/view.ts";
import { clocked, moment, type OwnClock } from "../../src/when.ts";
import { padTo, width } from "./width.ts";

/** Bytes that would drive the terminal. `render` has already named hidden characters; this is the last wall. */
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
const safe = (w: Words): string => plain(w).replace(steering, "");

/** A text; a moment on the reader's clock is left out where the text says the same already. */
function shown(w: Words, { locale, zone }: Pick<Reader, "locale" | "zone">): string {
  const whole = safe(w);
  if (zone === undefined) return whole;
  const own = ({ before, at, after }: OwnClock): string => {
    const there = plain(moment(at, zone).parts[locale]);
    return whole.includes(there) ? "" : before + there + after;
  };
  return clocked(w, locale)
    .map((part) => (typeof part === "string" ? part.replace(steering, "") : own(part)))
    .join("");
}

/** Who sits at a terminal. */
interface Reader {
  readonly locale: Locale;
  /** ANSI bold for headings. */
  readonly bold: (s: string) => string;
  /** IANA zone of their clock, where it is known. */
  readonly zone?: string | undefined;
}

/** Columns of a label beyond which values no longer line up. */
const widest = 40;

function lines(node: RenderedNode, reader: Reader): string[] {
  const say = (w: Words): string => shown(w, reader);
  switch (node.kind) {
    case "heading":
      return [reader.bold(say(node.text))];
    case "para":
      return [say(node.text)];
    case "quote":
      return say(node.text)
        .split("\n")
        .map((l) => `  │ ${l}`);
    case "fields": {
      const labels = node.rows.map(([label]) => say(label));
      const column = Math.min(widest, Math.max(0, ...labels.map(width)));
      return node.rows.map(([, value], i) => `  ${padTo(labels[i] ?? "", column)}  ${say(value)}`);
    }
    case "items":
      return node.rows.map((r) => `${r.mark === undefined ? "·" : marks[r.mark]} ${say(r.text)}`);
    case "next":
      return [node.commands.join(" · ")];
    case "buttons":
      return []; // a terminal types what buttons do; `next` names it
  }
}

/**
 * The answer as lines of a terminal.
 * @param color where the reader's terminal knows ANSI
 * @param zone IANA zone of the reader's own clock
 */
export function toTerminal(r: Rendered, color: boolean, zone?: string): string {
  const bold = (s: string): string => (color ? styleText("bold", s, { validateStream: false }) : s);
  const reader = { locale: r.locale, bold, zone };
  const arrow = r.locale === "ja" ? "次: " : "Next: ";
  return r.nodes
    .flatMap((n) => (n.kind === "next" ? lines(n, reader).map((l) => `${arrow}${l}`) : lines(n, reader)))
    .join("\n");
}

/** What may stand in a log: the summary, which is public by type, and what one can type to read the rest. */
export const toJournal = (r: Rendered): string =>
  [safe(r.summary), toTerminal({ ...r, nodes: r.nodes.filter((n) => n.kind === "next") }, false)].join("\n");

/** The sentences of a refusal: what, and what to do instead. */
export function refusalParts(r: Rendered): { message: string; hint: string } {
  const [message = "", hint = ""] = r.nodes.flatMap((n) => (n.kind === "para" ? [safe(n.text)] : []));
  return { message, hint };
}
