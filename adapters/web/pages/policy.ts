import { html } from "hono/html";
import { policy, policyVersion } from "../../../src/domain/intake/policy.ts";
import type { Both, Locale } from "../../../src/locale.ts";
import { siteWords } from "../words/common.ts";
import { type Html, layout } from "./layout.ts";

const edition: Both = { ja: `${policyVersion} 版`, en: `Version ${policyVersion}` };

export const policyPage = (l: Locale): Html =>
  layout({
    locale: l,
    title: siteWords.policy,
    turn: { by: "link", path: "/policy" },
    body: html`<h1>${siteWords.policy[l]}</h1>
<p class="quiet">${edition[l]}</p>
${policy.map((part) => html`<h2>${part.title[l]}</h2>${part.body.map((line) => html`<p>${line[l]}</p>`)}`)}`,
  });
