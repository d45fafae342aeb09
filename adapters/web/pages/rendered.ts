import { html } from "hono/html";
import type { Locale } from "../../../src/locale.ts";
import { plain, type Rendered, type RenderedNode, type Words } from "../../../src/render.ts";
import { marks } from "../../../src/view.ts";
import { clocked, type OwnClock } from "../../../src/when.ts";
import type { Html } from "./layout.ts";

/** Not shown until the page's script has put the reader's own time into it: without one we do not know their zone. */
const clock = ({ before, at, after }: OwnClock): Html =>
  html`<span class="only-js">${before}<time datetime="${at.toISOString()}" data-clock></time>${after}</span>`;

const text = (w: Words, l: Locale): Html =>
  html`${clocked(w, l).map((part) => (typeof part === "string" ? part : clock(part)))}`;

/** A button posts its line. What it may do is asked when it is pressed. */
const button = (label: Words, run: string, style?: string): Html =>
  html`<button type="submit" name="run" value="${run}"${style === "primary" ? html` class="main"` : style === "danger" ? html` class="danger"` : ""}>${plain(label)}</button>`;

function node(n: RenderedNode, l: Locale): Html {
  switch (n.kind) {
    case "heading":
      return html`<h2>${text(n.text, l)}</h2>`;
    case "para":
      return html`<p>${text(n.text, l)}</p>`;
    case "quote":
      return html`<p class="foreign quote">${text(n.text, l)}</p>`;
    case "fields":
      return html`<dl class="answers">${n.rows.map(([label, value]) => html`<div><dt>${text(label, l)}</dt><dd>${text(value, l)}</dd></div>`)}</dl>`;
    case "items":
      return html`<ul class="marked">${n.rows.map((row) => html`<li>${row.mark === undefined ? "" : html`<span class="mark ${row.mark}" aria-hidden="true">${marks[row.mark]}</span> `}${text(row.text, l)}</li>`)}</ul>`;
    case "buttons":
      return html`<p class="buttons">${n.buttons.map((b) => button(b.label, b.run, b.style))}</p>`;
    // Lines to type: a page has buttons instead.
    case "next":
      return html``;
  }
}

/** What we say, as HTML. A heading that only says the title again is left out. */
export const nodesHtml = (l: Locale, nodes: readonly RenderedNode[], title = ""): Html =>
  html`${nodes.filter((n) => n.kind !== "heading" || plain(n.text) !== title).map((n) => node(n, l))}`;

export const titleOf = (rendered: Pick<Rendered, "summary">): string => plain(rendered.summary);

/** Only the sentences: a form has buttons of its own. @param most how many of them */
export const sentencesOf = (rendered: Rendered, most = 3): Html =>
  html`${rendered.nodes
    .filter((n) => n.kind === "para")
    .slice(0, most)
    .map((n) => node(n, rendered.locale))}`;
