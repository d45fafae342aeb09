import { styleText } from "node:util";
import { plain, type Rendered, type RenderedNode, type Words } from "../../src/render.ts";
import { marks } from "../../src/view.ts";
import { padTo, width } from "./width.ts";

/** Bytes that would drive the terminal. `render` has already named hidden characters; this is the last wall. */
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
const safe = (w: Words): string => plain(w).replace(steering, "");

/** Columns of a label beyond which values no longer line up. */
const widest = 40;

function lines(node: RenderedNode, bold: (s: string) => string): string[] {
  switch (node.kind) {
    case "heading":
      return [bold(safe(node.text))];
    case "para":
      return [safe(node.text)];
    case "quote":
      return safe(node.text)
        .split("\n")
        .map((l) => `  │ ${l}`);
    case "fields": {
      const labels = node.rows.map(([label]) => safe(label));
      const column = Math.min(widest, Math.max(0, ...labels.map(width)));
      return node.rows.map(([, value], i) => `  ${padTo(labels[i] ?? "", column)}  ${safe(value)}`);
    }
    case "items":
      return node.rows.map((r) => `${r.mark === undefined ? "·" : marks[r.mark]} ${safe(r.text)}`);
    case "next":
      return [node.commands.join(" · ")];
    case "buttons":
      return []; // a terminal types what buttons do; `next` names it
  }
}

/** The answer as lines of a terminal. @param color ANSI bold for headings, where the reader's terminal is one. */
export function toTerminal(r: Rendered, color: boolean): string {
  const bold = (s: string): string => (color ? styleText("bold", s, { validateStream: false }) : s);
  const arrow = r.locale === "ja" ? "次: " : "Next: ";
  return r.nodes
    .flatMap((n) => (n.kind === "next" ? lines(n, bold).map((l) => `${arrow}${l}`) : lines(n, bold)))
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
