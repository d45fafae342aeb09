import { html } from "hono/html";
import type { Both, Locale } from "../../../src/locale.ts";
import { plain, type Rendered, type RenderedForm } from "../../../src/render.ts";
import { tableWords as w } from "../words/table.ts";
import { inputHtml } from "./inputs.ts";
import { type Html, layout } from "./layout.ts";
import { nodesHtml, sentencesOf, titleOf } from "./rendered.ts";

/** What every page behind a personal link carries along: nothing is remembered between two requests, and no cookie is set. */
export interface Held {
  readonly locale: Locale;
  readonly secret: string;
  /** Names the next change, so that sending it twice has one effect. */
  readonly once: string;
}

/** Where its forms go: not where links go, or a link opened from such a page would only move within it. */
const actions = "/table/in";

const hiddenOf = (held: Held, more: Readonly<Record<string, string>> = {}): Html =>
  html`${Object.entries({ lang: held.locale, secret: held.secret, once: held.once, ...more }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}`;

const faultBox = (body: Html): Html => html`<div class="faults" role="alert" tabindex="-1" id="faults">${body}</div>`;

/** The box for a code or a link. What was typed wrong is not shown again. @param fresh the link that a code will be turned into */
export const tableBox = (l: Locale, fresh: string, says?: Both): Html =>
  layout({
    locale: l,
    reader: "vendor",
    title: w.title,
    turn: { by: "link", path: "/table" },
    body: html`<h1>${w.title[l]}</h1>
${says === undefined ? "" : faultBox(html`<p>${says[l]}</p>`)}
<form method="post" action="${actions}" data-fragment="code">
<input type="hidden" name="lang" value="${l}"><input type="hidden" name="fresh" value="${fresh}">
<div class="field"><label for="code">${w.code[l]}</label>
<input id="code" name="code" type="text" class="code" required maxlength="400" autocomplete="off" spellcheck="false" aria-describedby="h-code">
<p class="help" id="h-code">${w.lead[l]}</p></div>
<p><button class="main" type="submit">${w.open[l]}</button></p>
</form>`,
  });

/** After a code: the link that opens the page from now on. */
export const keepLink = (held: Held, link: string): Html => {
  const l = held.locale;
  return layout({
    locale: l,
    reader: "vendor",
    title: w.kept,
    turn: { by: "form", form: "table", step: "kept" },
    body: html`<h1>${w.kept[l]}</h1>
<dl class="ticket"><dt>${w.kept[l]}</dt><dd class="link" id="code" translate="no">${link}</dd></dl>
<p><strong>${w.keep[l]}</strong></p>
<p>${w.whoever[l]}</p>
<form id="table" method="post" action="${actions}">${hiddenOf(held)}
<p class="buttons"><button class="only-js" type="button" data-copy="${link}" data-done="${w.copied[l]}">${w.copy[l]}</button> <button class="main" type="submit" name="run" value="reply list">${w.cases[l]}</button> <span role="status"></span></p></form>`,
  });
};

const nav = (l: Locale): Html =>
  html`<p class="buttons around"><button type="submit" name="run" value="reply list">${w.cases[l]}</button> <button type="submit" name="run" value="reply help">${w.help[l]}</button></p>`;

export interface Drawn {
  /** What came of the last press; above everything. */
  readonly done?: Rendered | undefined;
  readonly fault?: Rendered | undefined;
  readonly shown: Rendered;
  /** The line that shows the same page again, for the other language. */
  readonly again: string;
}

/** A page of what we say, with its buttons. */
export function drawnPage(held: Held, { done, fault, shown, again }: Drawn): Html {
  const l = held.locale;
  const title = titleOf(shown);
  return layout({
    locale: l,
    reader: "vendor",
    title: w.title,
    turn: { by: "form", form: "table", step: "again" },
    body: html`<form id="table" method="post" action="${actions}">${hiddenOf(held, { again })}
${nav(l)}
${done === undefined ? "" : html`<div class="done" role="status"><p><strong>✓ ${titleOf(done)}</strong></p>${nodesHtml(l, done.nodes, titleOf(done))}</div>`}
${fault === undefined ? "" : faultBox(html`<p><strong>${titleOf(fault)}</strong></p>${nodesHtml(l, fault.nodes, titleOf(fault))}`)}
<h1>${title}</h1>
${nodesHtml(l, shown.nodes, title)}
</form>
<p class="quiet">${w.quiet[l]}</p>`,
  });
}

export interface Asked {
  readonly form: RenderedForm;
  /** The line that the form completes. */
  readonly line: string;
  readonly given: Readonly<Record<string, string>>;
  readonly fault?: { readonly says: Rendered; readonly field: string | undefined } | undefined;
  /** The line of the page from which it was opened. */
  readonly back: string;
}

/** A command's form. */
export function askPage(held: Held, { form, line, given, fault, back }: Asked): Html {
  const l = held.locale;
  const at = form.fields.find((f) => f.name === fault?.field);
  const isFirst = fault === undefined && Object.keys(given).length === 0;
  // Which choices there are is seen in the form itself.
  const wrong = fault && sentencesOf(fault.says, at !== undefined && "options" in at.input ? 1 : undefined);
  return layout({
    locale: l,
    reader: "vendor",
    title: w.title,
    turn: { by: "form", form: "table", step: "ask" },
    body: html`<h1>${plain(form.title)}</h1>
${wrong !== undefined && at === undefined ? faultBox(wrong) : ""}
<form id="table" method="post" action="${actions}" novalidate data-guard>${hiddenOf(held, { line, again: back })}
${nodesHtml(l, form.before)}
<div class="fields">${form.fields.map((f) => inputHtml(f, l, isFirst ? undefined : given, f === at ? wrong : undefined))}</div>
${nodesHtml(l, form.after)}
<p class="buttons"><button class="main" type="submit" name="step" value="send">${plain(form.submit)}</button> <button type="submit" name="run" value="${back}" formnovalidate>${w.back[l]}</button></p>
</form>
<p class="quiet">${w.quiet[l]}</p>`,
  });
}
