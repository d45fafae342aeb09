import { html } from "hono/html";
import { reportKinds } from "../../../src/domain/intake/kinds.ts";
import type { Locale } from "../../../src/locale.ts";
import { cannot, protection, steps, tests, chooseWords as w } from "../words/choose.ts";
import { kindWords } from "../words/common.ts";
import { type Html, layout, to } from "./layout.ts";

/** The first page: which form, what happens afterwards, what nobody can promise. */
export const choosePage = (l: Locale): Html =>
  layout({
    locale: l,
    title: w.title,
    turn: { by: "link", path: "/" },
    body: html`<h1>${w.title[l]}</h1>
<h2>${w.question[l]}</h2>
<ul class="choices">
${reportKinds.map(
  (kind) =>
    html`<li><a href="${to(`/report/${kind}`, l)}"><strong>${kindWords[kind].name[l]}</strong><span>${tests[kind][l]}</span></a></li>`,
)}
</ul>
<p class="aside">${w.already[l]} <a href="${to("/status", l)}">${w.openStatus[l]}</a></p>
<h2>${w.afterwards[l]}</h2>
<ol class="steps">
${steps.map((step) => html`<li><b>${step.name[l]}</b> <span class="when">${step.when[l]}</span><p>${step.what[l]}</p></li>`)}
</ol>
<h2>${w.cannot[l]}</h2>
<ul>
${cannot.map((line) => html`<li>${line[l]}</li>`)}
</ul>
<h2>${w.encrypt[l]}</h2>
<p>${protection[l]}</p>
<p><a href="${to("/policy", l)}">${w.readPolicy[l]}</a></p>`,
  });
