import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Both, Locale } from "../../../src/locale.ts";
import { siteWords } from "../words/common.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** How the switch to the other language keeps the reader where they are. */
type Turn =
  /** The page can be asked for again. */
  | { readonly by: "link"; readonly path: string }
  /** What is on the page must be sent along: a button of the page's form, read by the route as `turn`. */
  | { readonly by: "form"; readonly form: string; readonly step: string };

export interface Page {
  readonly locale: Locale;
  readonly title: Both;
  readonly turn: Turn;
  readonly body: Html;
  /** Whose page it is: what the head leads to. */
  readonly reader?: "finder" | "vendor";
}

const other: Readonly<Record<Locale, Locale>> = { ja: "en", en: "ja" };

/** An address of ours in the reader's language. */
export const to = (path: string, locale: Locale): string => `${path}?lang=${locale}`;

/** Sentences in a row: Japanese puts no space between them. */
export const sentences = (locale: Locale, ...all: readonly string[]): string =>
  all.filter((sentence) => sentence !== "").join(locale === "ja" ? "" : " ");

function languageSwitch(locale: Locale, turn: Turn): Html {
  const next = other[locale];
  const words = siteWords.otherLanguage[locale];
  if (turn.by === "link")
    return html`<a class="turn" lang="${next}" hreflang="${next}" href="${to(turn.path, next)}">${words}</a>`;
  return html`<button class="turn" lang="${next}" type="submit" form="${turn.form}" name="turn" value="${turn.step}.${next}" formnovalidate formenctype="application/x-www-form-urlencoded">${words}</button>`;
}

const leadsTo = { finder: ["/status", siteWords.status], vendor: ["/table", siteWords.vendors] } as const;

export function layout({ locale, title, turn, body, reader = "finder" }: Page): Html {
  const [path, words] = leadsTo[reader];
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title[locale]} · ${siteWords.desk[locale]}</title>
<link rel="icon" href="/favicon.ico" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script type="module" src="/page.js"></script>
</head>
<body>
<a class="skip" href="#main">${siteWords.skip[locale]}</a>
<header class="top">
<a class="desk" href="${to("/", locale)}"><b lang="ja">届け</b> ${siteWords.desk[locale]}</a>
<nav><a href="${to(path, locale)}">${words[locale]}</a> ${languageSwitch(locale, turn)}</nav>
</header>
<main id="main" tabindex="-1">
${body}
</main>
<footer class="bottom">
<p>${siteWords.footer[locale]}</p>
<p><a href="${to("/policy", locale)}">${siteWords.policy[locale]}</a></p>
</footer>
</body>
</html>`;
}
