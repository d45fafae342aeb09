import { html } from "hono/html";
import type { Both, Locale } from "../../../src/locale.ts";
import { decideBy, mayAsk, pleaseKeep, receivedAt, receiptWords as w } from "../words/report.ts";
import { type Html, layout, to } from "./layout.ts";

/** A receipt as the page carries it, also through a change of language. */
export interface ShownReceipt {
  readonly reference: string;
  readonly receipt: string;
  readonly received: Both;
  readonly decide: Both;
  readonly acknowledgement: string;
  /** The language of the acknowledgement, which was written once. */
  readonly written: Locale;
  /** What the page sends along when the reader turns to the other language. */
  readonly carried: Readonly<Record<string, string>>;
}

const inFours = (code: string): readonly string[] => code.replace(/[\s-]/g, "").match(/.{1,4}/g) ?? [code];

export const receiptPage = (l: Locale, r: ShownReceipt): Html =>
  layout({
    locale: l,
    title: w.title,
    turn: { by: "form", form: "again", step: "receipt" },
    body: html`<h1>${w.title[l]}</h1>
<form id="again" method="post" action="/receipt">${Object.entries(r.carried).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}</form>
<dl class="ticket">
<dt>${w.reference[l]}</dt><dd class="reference">${r.reference}</dd>
<dt>${w.code[l]}</dt><dd class="receipt" id="code" translate="no">${inFours(r.receipt).map((four) => html`<span>${four}</span> `)}</dd>
</dl>
<p><strong>${w.once[l]}</strong></p>
<p class="buttons only-js"><button class="main" type="button" data-copy="${r.receipt}" data-done="${w.copied[l]}">${w.copy[l]}</button> <button type="button" data-print>${w.print[l]}</button> <span role="status"></span></p>
<h2>${w.next[l]}</h2>
<ul><li>${receivedAt(r.received)[l]}</li><li>${decideBy(r.decide)[l]}</li><li>${mayAsk[l]}</li><li>${pleaseKeep[l]}</li></ul>
<p><a href="${to("/status", l)}">${w.toStatus[l]}</a></p>
<details><summary>${w.acknowledgement[l]}</summary><p class="foreign" lang="${r.written}">${r.acknowledgement}</p></details>`,
  });
