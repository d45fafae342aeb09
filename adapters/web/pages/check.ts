import { html } from "hono/html";
import type { FieldFault } from "../../../src/domain/intake/faults.ts";
import { sections } from "../../../src/domain/intake/fields.ts";
import { sectionName } from "../../../src/domain/intake/forms.ts";
import type { ReportKind, ReportValues } from "../../../src/domain/intake/kinds.ts";
import type { RawReport } from "../../../src/domain/intake/parse.ts";
import { type Answer, wordsFor } from "../../../src/domain/intake/words.ts";
import type { Both, Locale } from "../../../src/locale.ts";
import { visible } from "../../../src/visible.ts";
import { filesField } from "../body/part-reader.ts";
import { filesAllowed } from "../refusals.ts";
import type { Limits } from "../site.ts";
import { kindWords } from "../words/common.ts";
import { checkWords as w } from "../words/report.ts";
import { progress } from "./form.ts";
import { type Html, layout, sentences } from "./layout.ts";

export interface CheckPage {
  readonly kind: ReportKind;
  readonly locale: Locale;
  /** As they were sent: they travel through this page in hidden inputs, because the server keeps nothing yet. */
  readonly raw: RawReport;
  readonly values: ReportValues;
  readonly cautions: readonly FieldFault[];
  readonly submission: string;
  readonly limits: Limits;
  readonly notice?: Both | undefined;
}

const answer = (a: Answer, l: Locale): Html =>
  html`<div><dt>${a.label[l]}</dt><dd>${a.foreign ? visible(a.value[l]) : a.value[l]}</dd></div>`;

export function checkPage(page: CheckPage): Html {
  const { kind, locale: l, limits } = page;
  const answers = wordsFor(kind, page.values);
  const parts = sections.map((section) => ({ section, rows: answers.filter((a) => a.section === section) }));
  const hidden = [...page.raw].flatMap(([name, values]) => values.map((value) => ({ name, value })));
  return layout({
    locale: l,
    title: w.title,
    turn: { by: "form", form: "report", step: "check" },
    body: html`<h1>${w.title[l]}</h1>
${page.notice === undefined ? "" : html`<div class="faults" role="alert" tabindex="-1" id="faults"><p>${page.notice[l]}</p></div>`}
<p>${w.lead[l]}</p>
${progress(kind, l, "check")}
${page.cautions.length === 0 ? "" : html`<div class="caution"><h2>${w.cautions[l]}</h2><ul>${page.cautions.map((c) => html`<li>${c.message[l]}</li>`)}</ul></div>`}
<p class="quiet">${kindWords[kind].name[l]}</p>
${parts
  .filter(({ rows }) => rows.length > 0)
  .map(
    ({ section, rows }) =>
      html`<section><h2>${sectionName(kind, section)[l]}</h2><dl class="answers">${rows.map((a) => answer(a, l))}</dl></section>`,
  )}
<form id="report" method="post" action="/report/${kind}" enctype="multipart/form-data" data-guard="unsent">
<input type="hidden" name="lang" value="${l}">
<input type="hidden" name="submission" value="${page.submission}">
${hidden.map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`)}
<section><h2>${w.files[l]}</h2>
<div class="field"><label for="files">${w.filesLabel[l]}</label>
<input id="files" name="${filesField}" type="file" multiple aria-describedby="h-files" data-files="${limits.files}" data-bytes="${limits.fileBytes}" data-says="${filesAllowed(limits)[l]}">
<p class="help" id="h-files">${sentences(l, filesAllowed(limits)[l], w.filesKept[l])}</p></div>
</section>
<p class="buttons"><button class="main" type="submit" name="step" value="send">${w.send[l]}</button>
<button type="submit" name="step" value="edit" formenctype="application/x-www-form-urlencoded">${w.back[l]}</button></p>
</form>`,
  });
}
