import { html } from "hono/html";
import type { FieldFault } from "../../../src/domain/intake/faults.ts";
import { type Section, sections } from "../../../src/domain/intake/fields.ts";
import { fieldOf, forms, sectionName } from "../../../src/domain/intake/forms.ts";
import type { ReportKind } from "../../../src/domain/intake/kinds.ts";
import type { RawReport } from "../../../src/domain/intake/parse.ts";
import { policyVersion } from "../../../src/domain/intake/policy.ts";
import type { Both, Locale } from "../../../src/locale.ts";
import { visibleLine } from "../../../src/visible.ts";
import { honeypot } from "../controls.ts";
import { kindWords } from "../words/common.ts";
import { formWords as w } from "../words/report.ts";
import { fieldInput, idOf } from "./field.ts";
import { type Html, layout, sentences } from "./layout.ts";

const none: RawReport = new Map();

export interface FormPage {
  readonly kind: ReportKind;
  readonly locale: Locale;
  readonly values?: RawReport;
  readonly faults?: readonly FieldFault[];
  /** Something about the whole sending, above the form. */
  readonly notice?: Both | undefined;
  readonly submission?: string | undefined;
}

/** The sections that a form has questions in. */
const sectionsOf = (kind: ReportKind): readonly Section[] =>
  sections.filter((section) => forms[kind].fields.some((field) => field.section === section));

/** Where the reader is: the parts of the form, and the page to check as the last. */
export function progress(kind: ReportKind, l: Locale, at: "form" | "check"): Html {
  const parts = sectionsOf(kind);
  return html`<nav class="progress" aria-label="${w.progress[l]}"><ol>
${parts.map((s) => html`<li>${at === "form" ? html`<a href="#s-${s}">${sectionName(kind, s)[l]}</a>` : sectionName(kind, s)[l]}</li>`)}
<li${at === "check" ? html` aria-current="step"` : ""}>${w.check[l]}</li></ol></nav>`;
}

/** Every fault, as links that go to the answer to mend. */
function faultList(kind: ReportKind, l: Locale, faults: readonly FieldFault[], notice: Both | undefined): Html {
  if (faults.length === 0 && notice === undefined) return html``;
  const items = faults.map(({ field, message }) => {
    const known = fieldOf(kind, field);
    const text = known === undefined ? visibleLine(message[l]) : `${known.label[l]} — ${message[l]}`;
    return known === undefined ? html`<li>${text}</li>` : html`<li><a href="#${idOf(field)}">${text}</a></li>`;
  });
  const list = faults.length === 0 ? "" : html`<h2>${w.faultsTitle[l]}</h2><ul>${items}</ul>`;
  return html`<div class="faults" role="alert" tabindex="-1" id="faults">${list}${notice === undefined ? "" : html`<p>${notice[l]}</p>`}</div>`;
}

/** A field that people never see and programs that fill in everything do. */
const trap = (l: Locale): Html =>
  html`<div class="trap" aria-hidden="true"><label for="${honeypot}">${w.leaveEmpty[l]}</label><input id="${honeypot}" name="${honeypot}" type="text" tabindex="-1" autocomplete="off"></div>`;

export function formPage({ kind, locale: l, values = none, faults = [], notice, submission }: FormPage): Html {
  const sectionHtml = (
    section: Section,
  ): Html => html`<section id="s-${section}"><h2>${sectionName(kind, section)[l]}</h2>
<div class="fields">
${forms[kind].fields
  .filter((field) => field.section === section)
  .map((field) =>
    fieldInput({ field, values: values.get(field.key) ?? [], faults: faults.filter((f) => f.field === field.key), l }),
  )}
</div>
</section>`;
  return layout({
    locale: l,
    title: kindWords[kind].title,
    turn: { by: "form", form: "report", step: "edit" },
    body: html`<h1>${kindWords[kind].title[l]}</h1>
${faultList(kind, l, faults, notice)}
<p>${sentences(l, kindWords[kind].lead[l], w.oneLine[l])}</p>
${progress(kind, l, "form")}
<form id="report" method="post" action="/report/${kind}" novalidate data-guard${values.size > 0 ? html`="unsent"` : ""}>
<input type="hidden" name="lang" value="${l}">
<input type="hidden" name="policy_version" value="${policyVersion}">
${submission === undefined ? "" : html`<input type="hidden" name="submission" value="${submission}">`}
${trap(l)}
${sectionsOf(kind).map(sectionHtml)}
<p class="quiet">${w.checkNext[l]}</p>
<p><button class="main" type="submit" name="step" value="check">${w.toCheck[l]}</button></p>
</form>`,
  });
}
