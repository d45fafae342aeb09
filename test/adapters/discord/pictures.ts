/**
 * Writes every message and modal that the demo desk shows in Discord to test/.pictures (not kept in git): as JSON, as Discord gets
 * it, and in words, as its reader sees them, in both languages. Run: `node test/adapters/discord/pictures.ts`. A screen that a
 * person sees is looked at before it is called done.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { modal, pagesOf } from "../../../adapters/discord/modal.ts";
import { toDiscord, toLockScreen } from "../../../adapters/discord/render.ts";
import { says } from "../../../adapters/discord/says.ts";
import { createWrite } from "../../../adapters/discord/typed.ts";
import type { Invocation } from "../../../commands/contract.ts";
import { fillDemo } from "../../../commands/demo/fill.ts";
import { createForms } from "../../../commands/forms.ts";
import { commands } from "../../../commands/index.ts";
import { ActionTokens } from "../../../src/crypto/action-token.ts";
import { type Locale, locales } from "../../../src/locale.ts";
import type { Rendered } from "../../../src/render.ts";
import { durableDatabase } from "../../support/database.ts";
import { testDesk } from "../../support/desk.ts";
import { all, type Part } from "../../support/discord-reading.ts";
import { faultsOf } from "../../support/discord-spec.ts";
import { everyNotice } from "../../support/every-notice.ts";
import { scoreScreens } from "../../support/score-screens.ts";

type Shown = { readonly name: string; readonly json: object };

const folder = new URL("../../.pictures/discord/", import.meta.url);
mkdirSync(folder, { recursive: true });

/** One line for each thing that is read or pressed. */
function words(json: object): string {
  const line = (p: Part): string[] => {
    const options = Array.isArray(p["options"]) ? (p["options"] as Part[]) : [];
    const picked = options.map((o) => `${o["default"] === true ? "●" : "○"} ${String(o["label"])}`).join("  ");
    switch (p["type"]) {
      case 2:
        return [`  [${String(p["label"])}]`];
      case 4:
        return [
          `  ____${p["value"] === undefined ? "" : String(p["value"])}____ ${p["required"] === true ? "(needed)" : ""}`,
        ];
      case 5:
        return ["  (a person)"];
      case 10:
        return [String(p["content"])];
      case 18:
        return [`${String(p["label"])}${p["description"] === undefined ? "" : `  (${String(p["description"])})`}`];
      default:
        return options.length > 0 ? [`  ${picked}`] : [];
    }
  };
  const { title, content } = json as { title?: string; content?: string };
  const head = [title === undefined ? [] : [`= ${title} =`], content === undefined ? [] : [content]].flat();
  return [...head, ...all((json as Part)["components"]).flatMap(line)].join("\n").replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

async function everything(locale: Locale): Promise<Record<string, Shown[]>> {
  const t = await testDesk({ locale, database: await durableDatabase() });
  await fillDemo(t.desk, locale);
  const press = {
    tokens: new ActionTokens(Buffer.alloc(32, 7)),
    now: new Date(),
    only: "1140000000000000002/1140000000000000011",
    write: createWrite(commands),
  };
  const sql = t.database.owner();
  const [open] = await sql`select reference from cases where state = 'ACC' order by id limit 1`;
  const [fresh] = await sql`select reference from cases where state in ('RCV', 'CHK') order by id limit 1`;
  const reference = (row: typeof open): string => String(row?.["reference"]).padStart(8, "0");
  const refs = { open: reference(open), fresh: reference(fresh) };
  const shown: Record<string, Shown[]> = { notices: [], answers: [], forms: [], scoring: [] };
  const add = (part: string, name: string, path: string, json: object): void => {
    const faults = faultsOf(
      "POST",
      path,
      path.endsWith("callback") ? { type: "custom_id" in json ? 9 : 4, data: json } : json,
    );
    if (faults.length > 0) throw new Error(`${name}: ${faults.join("; ")}`);
    shown[part]?.push({ name, json });
  };
  const answer = (name: string, rendered: Rendered, again?: string): void =>
    add("answers", name, "/interactions/1/t/callback", toDiscord(rendered, { ...press, again }, true));

  const forms = createForms(t.desk);
  const inv = (line: string): Invocation => ({
    principal: { platform: "console", tenant: "local", user: "admin" },
    place: { kind: "private" },
    locale,
    line,
  });
  for (const c of commands) {
    if (!forms.opens(c.name)) continue;
    const line = "case" in c.args ? `${c.name} ${c.name.startsWith("report") ? refs.fresh : refs.open}` : c.name;
    const opened = await forms.open(inv(forms.opens(line) ? line : c.name));
    if (!opened.ok && c.name.startsWith("reply ")) continue; // a vendor's, who is not here
    if (!opened.ok) throw new Error(`${line}: ${opened.code}`);
    for (const [i, page] of pagesOf(opened.form).entries())
      add("forms", `${c.name}, page ${i + 1}`, "/interactions/1/t/callback", modal(opened.form, page, "form:x"));
  }

  for (const c of commands) {
    const bare = Object.values(c.args)
      .filter((a) => a.required)
      .map((a) => (a.kind === "case" ? refs.open : a.example));
    const line = c.name === "report show" ? `report show ${refs.fresh}` : [c.name, ...bare].join(" ");
    if (c.effects === "write" && !["report show", "desk settings", "desk register", "room create"].includes(c.name))
      continue;
    const came = await t.say(line, { locale, forms: true });
    answer(line, came.rendered, came.ok ? came.again : undefined);
  }
  for (const line of [
    `case take ${refs.open}`,
    `case note ${refs.open} x`,
    `score cvss ${refs.open} CVSS:3.1/AV:L`,
    `score cvss ${refs.open} CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H`,
    "case assign",
    "case shw",
    `report accept ${refs.fresh} all`,
    "duty set admin",
  ])
    answer(line, (await t.say(line, { locale, forms: true })).rendered);
  for (const name of ["expired", "elsewhere", "slow", "away"] as const) answer(`says: ${name}`, says[name](locale));
  answer("says: more", says.more(1, 2, locale));
  answer("says: broke", says.broke("a1b2c3d4", locale));

  for (const { name, rendered } of await everyNotice(t, refs.open, locale)) {
    const isWhole = rendered.rank === "public" || name.includes("to a room");
    const draw = isWhole ? toDiscord(rendered, press, false) : toLockScreen(rendered, press);
    add("notices", name, "/channels/1/messages", draw);
  }
  for (const { kind, line } of await scoreScreens(t, refs.open, locale)) {
    if (kind === "answer") {
      const came = await t.say(line, { locale, forms: true });
      const drawn = toDiscord(came.rendered, { ...press, again: came.ok ? came.again : undefined }, true);
      add("scoring", line, "/interactions/1/t/callback", drawn);
      continue;
    }
    const opened = await forms.open(inv(line));
    if (!opened.ok) throw new Error(`${line}: ${opened.code}`);
    for (const [i, page] of pagesOf(opened.form).entries())
      add("scoring", `${line}, page ${i + 1}`, "/interactions/1/t/callback", modal(opened.form, page, "form:x"));
  }
  await t.database.close();
  return shown;
}

for (const locale of locales)
  for (const [part, shown] of Object.entries(await everything(locale))) {
    writeFileSync(new URL(`${part}-${locale}.json`, folder), JSON.stringify(shown, null, 1));
    const read = shown.map((s) => `----- ${s.name}\n${words(s.json)}\n`).join("\n");
    writeFileSync(new URL(`${part}-${locale}.txt`, folder), read);
    process.stdout.write(`${part} ${locale}: ${shown.length}\n`);
  }
