import { expect, test } from "vitest";
import { toTerminal } from "../../adapters/console/render.ts";
import { limits } from "../../adapters/discord/limits.ts";
import { toDiscord } from "../../adapters/discord/render.ts";
import { toSlack } from "../../adapters/slack/render.ts";
import { nodesHtml } from "../../adapters/web/pages/rendered.ts";
import { endText } from "../../commands/embargo/words.ts";
import { everyone, open } from "../../src/label.ts";
import { locales } from "../../src/locale.ts";
import { plain, render } from "../../src/render.ts";
import { foreign, join, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { faultsOfMessage } from "../support/block-kit.ts";
import { faultsOf } from "../support/discord-spec.ts";
import { now, textsOf, tokens } from "../support/slack-desk.ts";

/** Noon of 20 January in Tokyo, named in Berlin. */
const endsAt = new Date("2027-01-20T03:00:00Z");
const end = endText({ zone: "Asia/Tokyo" }, { endsAt, zone: "Europe/Berlin" });
const seconds = endsAt.getTime() / 1000;
const title = words({ ja: "終了", en: "End" });
const press = { tokens, now, only: "", root: "todoke" };
const drawn = (locale: "ja" | "en", before = "") =>
  render(
    view(
      title,
      { kind: "para", text: join([foreign(open(before)), end], "") },
      { kind: "fields", rows: [[title, end]] },
      { kind: "items", rows: [{ mark: "due", text: end }] },
    ),
    everyone,
    locale,
  );

test("the end of an embargo names the zones that matter, whoever reads it", () => {
  expect(plain(end.parts.en)).toBe("Wed 20 Jan 2027 12:00 JST = Wed 20 Jan 2027 03:00 UTC = Wed 20 Jan 2027 04:00 CET");
  expect(plain(end.parts.ja)).toBe(
    "2027年1月20日(水) 12:00 JST = 2027年1月20日(水) 03:00 UTC = 2027年1月20日(水) 04:00 CET",
  );
});

test.each(locales)("Slack shows it on its reader's clock as well, in every kind of place: %s", (locale) => {
  const { blocks } = toSlack(drawn(locale), press);
  expect(faultsOfMessage(blocks)).toEqual([]);
  const json = JSON.stringify(blocks);
  expect(json.split(`"type":"date","timestamp":${seconds},`)).toHaveLength(4);
  expect(json).toContain('"fallback":"Wed 20 Jan 2027 03:00 UTC"');
  expect(textsOf(blocks).map((x) => x.text)).toContain(locale === "ja" ? "（お手元の時計では " : " (on your clock ");
});

test.each(["", "*Kumo* <t:1:R> "])("Discord does, whatever stands before it: %j", (before) => {
  const body = toDiscord(drawn("en", before), press, true);
  expect(faultsOf("POST", "/interactions/1/t/callback", { type: 4, data: body })).toEqual([]);
  const shown = body.components.flatMap((c) => (c.type === 10 ? [c.content] : [])).join("\n");
  expect(shown.match(/<t:\d+:\w>/g)).toEqual(Array.from({ length: 3 }, () => `<t:${seconds}:F>`));
});

test("in a text that Discord's limit cuts, no date is cut in two", () => {
  const body = toDiscord(drawn("en", "*".repeat((limits.piece - 100) / 2)), press, true);
  const shown = body.components.flatMap((c) => (c.type === 10 ? [c.content] : [])).join("\n");
  // The field and the entry keep theirs; the long text goes without.
  expect(shown.match(/(?<!\\)<[^>\s]*>?/g)).toEqual([`<t:${seconds}:F>`, `<t:${seconds}:F>`]);
});

test("a page has a place for it, which stays away without a script", async () => {
  const html = String(await nodesHtml("ja", drawn("ja").nodes));
  expect(html).toContain(
    '<span class="only-js">（お手元の時計では <time datetime="2027-01-20T03:00:00.000Z" data-clock></time>）</span>',
  );
});

test("a terminal knows its reader's zone, and does not say the same twice", () => {
  expect(toTerminal(drawn("en"), false, "America/New_York")).toContain(
    "04:00 CET (on your clock Tue 19 Jan 2027 22:00 GMT-5)",
  );
  for (const zone of ["Asia/Tokyo", "UTC", "Europe/Berlin", undefined])
    expect(toTerminal(drawn("en"), false, zone)).not.toContain("on your clock");
});
