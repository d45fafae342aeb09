import { html } from "hono/html";
import { plain, type Rendered, type RenderedNode, type Words } from "../../../src/render.ts";
import { marks } from "../../../src/view.ts";
import type { Html } from "./layout.ts";

const text = (w: Words): string => plain(w);

/** A button posts its line. What it may do is asked when it is pressed. */
const button = (label: Words, run: string, style?: string): Html =>
  html`<button type="submit" name="run" value="${run}"${style === "primary" ? html` class="main"` : style === "danger" ? html` class="danger"` : ""}>${text(label)}</button>`;

/** @param form id of the form that its buttons belong to */
function node(n: RenderedNode): Html {
  switch (n.kind) {
    case "heading":
      return html`<h2>${text(n.text)}</h2>`;
    case "para":
      return html`<p>${text(n.text)}</p>`;
    case "quote":
      return html`<p class="foreign quote">${text(n.text)}</p>`;
    case "fields":
      return html`<dl class="answers">${n.rows.map(([label, value]) => html`<div><dt>${text(label)}</dt><dd>${text(value)}</dd></div>`)}</dl>`;
    case "items":
      return html`<ul class="marked">${n.rows.map((row) => html`<li>${row.mark === undefined ? "" : html`<span class="mark ${row.mark}" aria-hidden="true">${marks[row.mark]}</span> `}${text(row.text)}</li>`)}</ul>`;
    case "buttons":
      return html`<p class="buttons">${n.buttons.map((b) => button(b.label, b.run, b.style))}</p>`;
    // Lines to type: a page has buttons instead.
    case "next":
      return html``;
  }
}

/** What we say, as HTML. A heading that only says the title again is left out. */
export const nodesHtml = (nodes: readonly RenderedNode[], title = ""): Html =>
  html`${nodes.filter((n) => n.kind !== "heading" || text(n.text) !== title).map(node)}`;

export const titleOf = (rendered: Pick<Rendered, "summary">): string => text(rendered.summary);

/** Only the sentences: a form has buttons of its own. @param most how many of them */
export const sentencesOf = (rendered: Rendered, most = 3): Html =>
  html`${rendered.nodes
    .filter((n) => n.kind === "para")
    .slice(0, most)
    .map(node)}`;
