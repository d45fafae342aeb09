import { html } from "hono/html";
import type { Both, Locale } from "../../../src/locale.ts";
import { siteWords } from "../words/common.ts";
import { noticeTitles } from "../words/notice.ts";
import { type Html, layout, to } from "./layout.ts";

/** A page that only says why something did not work. `path` is where the reader can try again. */
export function noticePage(l: Locale, status: number, says: Both, path: string): Html {
  const title = noticeTitles[status] ?? { ja: "エラー", en: "Error" };
  return layout({
    locale: l,
    title,
    turn: { by: "link", path },
    body: html`<h1>${title[l]}</h1>
<p>${says[l]}</p>
<p><a href="${to("/", l)}">${siteWords.toStart[l]}</a></p>`,
  });
}
