import { html } from "hono/html";
import type { CaseStatus } from "../../../commands/intake.ts";
import { lengths } from "../../../src/domain/intake/fields.ts";
import type { Both, Locale } from "../../../src/locale.ts";
import { visible } from "../../../src/visible.ts";
import { kindWords } from "../words/common.ts";
import { upTo } from "../words/report.ts";
import { statusWords as w } from "../words/status.ts";
import { type Html, layout } from "./layout.ts";

const faultBox = (says: Both | undefined, l: Locale): Html =>
  says === undefined
    ? html``
    : html`<div class="faults" role="alert" tabindex="-1" id="faults"><p>${says[l]}</p></div>`;

/** The box for a receipt code. What was typed wrong is not shown again, so that every wrong code gets the same answer. */
export const askForReceipt = (l: Locale, says?: Both): Html =>
  layout({
    locale: l,
    title: w.title,
    turn: { by: "link", path: "/status" },
    body: html`<h1>${w.title[l]}</h1>
${faultBox(says, l)}
<form method="post" action="/status">
<input type="hidden" name="lang" value="${l}">
<div class="field"><label for="receipt">${w.code[l]}</label>
<input id="receipt" name="receipt" type="text" class="code" required maxlength="100" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="h-receipt">
<p class="help" id="h-receipt">${w.lead[l]}</p></div>
<p><button class="main" type="submit">${w.open[l]}</button></p>
</form>`,
  });

export interface StatusPage {
  readonly locale: Locale;
  readonly receipt: string;
  readonly status: CaseStatus;
  /** A moment in the reader's words, with weekday and zone. */
  readonly when: (at: Date) => string;
  readonly fault?: Both | undefined;
  readonly done?: Both | undefined;
  /** What was typed as an answer and could not be taken. */
  readonly draft?: string;
}

const answerBox = ({
  locale: l,
  receipt,
  draft = "",
  fault,
}: StatusPage): Html => html`<section class="answer"><h2>${w.answerTitle[l]}</h2>
<form method="post" action="/status" novalidate data-guard${draft === "" ? "" : html`="unsent"`}>
<input type="hidden" name="lang" value="${l}">
<input type="hidden" name="receipt" value="${receipt}">
<div class="field"><label for="answer">${w.answer[l]}</label>
<textarea id="answer" name="answer" rows="8" required aria-describedby="h-answer"${fault === undefined ? "" : html` aria-invalid="true"`}>
${draft}</textarea>
<p class="help" id="h-answer">${upTo(lengths.text)[l]}</p></div>
<p><button class="main" type="submit" name="step" value="answer">${w.send[l]}</button></p>
</form></section>`;

export function statusPage(page: StatusPage): Html {
  const { locale: l, status, when } = page;
  return layout({
    locale: l,
    title: w.title,
    turn: { by: "form", form: "again", step: "open" },
    body: html`<h1>${status.reference}</h1>
<form id="again" method="post" action="/status"><input type="hidden" name="receipt" value="${page.receipt}"></form>
${faultBox(page.fault, l)}
${page.done === undefined ? "" : html`<div class="done" role="status"><p>${page.done[l]}</p></div>`}
<dl class="answers"><div><dt>${w.state[l]}</dt><dd><b>${status.state[l]}</b>${status.waitsForFinder ? html` · <a href="#answer">${w.toAnswer[l]}</a>` : ""}</dd></div><div><dt>${w.kind[l]}</dt><dd>${kindWords[status.kind].name[l]}</dd></div></dl>
<section><h2>${w.timeline[l]}</h2><ol class="timeline">${status.timeline.map((e) => html`<li><time datetime="${e.at.toISOString()}">${when(e.at)}</time><span>${e.what[l]}</span></li>`)}</ol></section>
<section><h2>${w.messages[l]}</h2>${
      status.messages.length === 0
        ? html`<p>${w.noMessages[l]}</p>`
        : status.messages.map(
            (m) =>
              html`<article class="message ${m.from}"><h3>${(m.from === "desk" ? w.fromDesk : w.fromFinder)[l]} · <time datetime="${m.at.toISOString()}">${when(m.at)}</time></h3><p class="foreign">${visible(m.body)}</p></article>`,
          )
    }</section>
${status.waitsForFinder ? answerBox(page) : ""}
<p class="quiet">${w.confidential[l]}</p>`,
  });
}
