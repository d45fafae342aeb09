/**
 * Writes every message, modal and page that the demo desk shows in Slack to test/.pictures (not kept in git): as JSON, as
 * Slack gets it, and as pictures about as Slack shows it, in both languages, on a phone and on a desk.
 * Run: `node test/adapters/slack/pictures.ts`. A screen that a person sees is looked at before it is called done.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { answerView, formView, homeView } from "../../../adapters/slack/modal.ts";
import { toSlack } from "../../../adapters/slack/render.ts";
import { says } from "../../../adapters/slack/says.ts";
import type { Invocation } from "../../../commands/contract.ts";
import { fillDemo } from "../../../commands/demo/fill.ts";
import { createForms } from "../../../commands/forms.ts";
import { createHome } from "../../../commands/home.ts";
import { commands } from "../../../commands/index.ts";
import type { Locale } from "../../../src/locale.ts";
import { locales } from "../../../src/locale.ts";
import { faultsOfMessage, faultsOfView } from "../../support/block-kit.ts";
import { figure, galleryPage } from "../../support/block-kit-page.ts";
import { launchBrowser } from "../../support/browser.ts";
import { durableDatabase } from "../../support/database.ts";
import { testDesk } from "../../support/desk.ts";
import { everyNotice } from "../../support/every-notice.ts";
import { scoreScreens } from "../../support/score-screens.ts";
import { tokens } from "../../support/slack-desk.ts";

type Shown = { readonly name: string; readonly json: Readonly<Record<string, unknown>> };

const folder = new URL("../../.pictures/slack/", import.meta.url);
mkdirSync(folder, { recursive: true });

async function everything(locale: Locale): Promise<Record<string, Shown[]>> {
  const t = await testDesk({ locale, database: await durableDatabase() });
  await fillDemo(t.desk, locale);
  const press = { tokens, now: new Date(), root: "todoke", only: "T1/U1" };
  const sql = t.database.owner();
  const [open] = await sql`select reference from cases where state = 'ACC' order by id limit 1`;
  const [fresh] = await sql`select reference from cases where state in ('RCV', 'CHK') order by id limit 1`;
  const refs = {
    open: String(open?.["reference"]).padStart(8, "0"),
    fresh: String(fresh?.["reference"]).padStart(8, "0"),
  };
  const inv = (line: string): Invocation => ({
    principal: { platform: "console", tenant: "local", user: "admin" },
    place: { kind: "private" },
    locale,
    line,
  });
  const shown: Record<string, Shown[]> = { notices: [], answers: [], forms: [], home: [], scoring: [] };
  const add = (part: string, name: string, json: object): void => {
    const faults = "type" in json ? faultsOfView(json) : faultsOfMessage((json as { blocks?: unknown }).blocks);
    if (faults.length > 0) throw new Error(`${name}: ${faults.join("; ")}`);
    shown[part]?.push({ name, json: json as Shown["json"] });
  };

  const home = createHome(t.desk);
  add(
    "home",
    "App Home",
    homeView(await home.draw({ platform: "console", tenant: "local", user: "admin" }, locale), press),
  );
  add(
    "home",
    "App Home of a stranger",
    homeView(await home.draw({ platform: "slack", tenant: "T1", user: "U9" }, locale), press),
  );

  const forms = createForms(t.desk);
  const seal = { close: (v: string) => tokens.make({ run: v, only: "" }, press.now), open: () => undefined };
  const given = { AV: "L", AC: "L", PR: "N", UI: "R", S: "U", C: "H", I: "H", A: "H" };
  for (const c of commands) {
    if (!forms.opens(c.name)) continue;
    const line = "case" in c.args ? `${c.name} ${c.name.startsWith("report") ? refs.fresh : refs.open}` : c.name;
    const opened = await forms.open({
      ...inv(forms.opens(line) ? line : c.name),
      ...(c.name === "score cvss" && { options: given }),
    });
    if (!opened.ok && c.name.startsWith("reply ")) continue; // a vendor's, who is not here
    if (!opened.ok) throw new Error(`${line}: ${opened.code}`);
    add("forms", c.name, formView(opened.form, press, "", seal));
  }
  const bad = await t.say(`report accept ${refs.fresh}`, { locale });
  const again = await forms.open(inv(`report accept ${refs.fresh}`));
  if (again.ok) add("forms", "refused, in the form", formView(again.form, press, "", seal, bad.rendered));

  for (const c of commands) {
    const bare = Object.values(c.args)
      .filter((a) => a.required)
      .map((a) => (a.kind === "case" ? refs.open : a.example));
    const line = c.name === "report show" ? `report show ${refs.fresh}` : [c.name, ...bare].join(" ");
    if (c.effects === "write" && !["report show", "desk settings"].includes(c.name)) continue;
    const answer = await t.say(line, { locale, forms: true });
    add("answers", line, toSlack(answer.rendered, { ...press, again: answer.ok ? answer.again : undefined }));
  }
  for (const line of [
    `case take ${refs.open}`,
    `case note ${refs.open} x`,
    `score cvss ${refs.open} CVSS:3.1/AV:L`,
    `score cvss ${refs.open} CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H`,
    `score impact ${refs.open}`,
    `score ssvc ${refs.open}`,
    `score cwe ${refs.open} 787`,
    `score explain ${refs.open}`,
    `score history ${refs.open}`,
    "case assign",
    "case shw",
    `report accept ${refs.fresh} all`,
    "duty set admin",
  ])
    add("answers", line, toSlack((await t.say(line, { locale, forms: true })).rendered, press));
  for (const name of [
    "working",
    "away",
    "gaveUp",
    "expired",
    "notYours",
    "replayed",
    "tooLong",
    "noPage",
    "noForm",
  ] as const)
    add("answers", `says: ${name}`, toSlack(says[name](locale), press));
  add("answers", "says: loading", answerView(says.loading(locale), press, ""));

  for (const { name, rendered } of await everyNotice(t, refs.open, locale))
    add("notices", name, toSlack(rendered, press));
  for (const { kind, line } of await scoreScreens(t, refs.open, locale)) {
    if (kind === "answer") {
      const came = await t.say(line, { locale, forms: true });
      add("scoring", line, toSlack(came.rendered, { ...press, again: came.ok ? came.again : undefined }));
      continue;
    }
    const opened = await forms.open(inv(line));
    if (!opened.ok) throw new Error(`${line}: ${opened.code}`);
    add("scoring", line, formView(opened.form, press, "", seal));
  }
  const place = { kind: "room", platform: "slack", tenant: "T1", channel: "COPEN" } as const;
  await t.done("room bind desk", { place });
  add(
    "answers",
    "room post, before",
    toSlack((await t.say(`room post ${refs.open}`, { place, locale })).rendered, press),
  );
  await t.database.close();
  return shown;
}

const browser = await launchBrowser();
for (const locale of locales) {
  for (const [part, shown] of Object.entries(await everything(locale))) {
    writeFileSync(new URL(`${part}-${locale}.json`, folder), JSON.stringify(shown, null, 1));
    for (const [name, width] of [
      ["phone", 400],
      ["desk", 1100],
    ] as const) {
      const page = await browser.newPage({ viewport: { width, height: 800 } });
      // A browser refuses a picture that is taller than it can hold.
      for (let from = 0; from < shown.length; from += 20) {
        const file = `${part}-${locale}-${name}${from === 0 ? "" : `-${from}`}.png`;
        await page.setContent(galleryPage(shown.slice(from, from + 20).map((s) => figure(s.name, s.json))));
        await page.screenshot({ path: new URL(file, folder).pathname, fullPage: true });
      }
      await page.close();
    }
    process.stdout.write(`${part} ${locale}: ${shown.length}\n`);
  }
}
await browser.close();
