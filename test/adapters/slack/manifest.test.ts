import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { App } from "@slack/bolt";
import { Ajv } from "ajv";
import { afterAll, expect, test, vi } from "vitest";
import { manifest, scopes, scopesFor } from "../../../adapters/slack/manifest.ts";
import { commands } from "../../../commands/index.ts";
import { startSlack } from "../../support/slack.ts";
import { createDesk } from "../../support/slack-desk.ts";

const nouns = [...new Set(commands.map((c) => c.name.split(" ")[0] ?? ""))];
const options = { root: "todoke", locale: "en", publicUrl: "https://desk.example", nouns } as const;
const all = (["socket", "http"] as const).flatMap((how) =>
  (["ja", "en"] as const).map((locale) => [how, locale, manifest(how, { ...options, locale })] as const),
);

const slack = await startSlack();
afterAll(slack.close);

const data = path.resolve(import.meta.dirname, "../../../../shared/data");
const schemas = path.join(data, "slack-manifest/schemas");
const methods = path.join(data, "slack-methods");
for (const folder of [schemas, methods])
  if (!existsSync(folder))
    console.log(`skipped: a check of the manifest, because ${path.relative(data, folder)} is not in ../shared/data`);

for (const version of existsSync(schemas) ? ["1.0.0", "2.0.0"] : []) {
  test.each(all)(`is valid by Slack's schema ${version}: %s, %s`, (_how, _locale, made) => {
    const schema = JSON.parse(readFileSync(path.join(schemas, `manifest.schema.${version}.json`), "utf8"));
    // Slack's file has words of its own (_note) and formats that ajv alone does not know.
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    const valid = ajv.compile(schema);
    expect(valid(JSON.parse(JSON.stringify(made))) ? [] : valid.errors).toEqual([]);
  });
}

/** What Slack takes at most (platforms.md B.1); kept here, too, because the schema is not everywhere. */
test.each(all)("is within Slack's lengths: %s, %s", (_how, _locale, { display_information: app, features }) => {
  const [command] = features.slash_commands;
  const [shortcut] = features.shortcuts;
  const lengths: readonly (readonly [string | undefined, number])[] = [
    [app.name, 35],
    [app.description, 140],
    [features.bot_user.display_name, 80],
    [command?.command, 32],
    [command?.description, 2000],
    [command?.usage_hint, 1000],
    [shortcut?.name, 24],
    [shortcut?.description, 150],
    [shortcut?.callback_id, 255],
  ];
  for (const [text, most] of lengths) {
    expect(text?.length).toBeGreaterThan(0);
    expect([...(text ?? "")].length).toBeLessThanOrEqual(most);
  }
});

test("the hint names every noun", () => {
  expect(nouns.length).toBeGreaterThan(8);
  for (const noun of nouns) expect(manifest("socket", options).features.slash_commands[0]?.usage_hint).toContain(noun);
});

test("with HTTP every request has our address; with Socket Mode none has", () => {
  const url = "https://desk.example/slack/events";
  const http = manifest("http", options);
  expect(http.features.slash_commands[0]).toMatchObject({ url });
  expect(http.settings).toMatchObject({
    socket_mode_enabled: false,
    event_subscriptions: { request_url: url },
    interactivity: { request_url: url, message_menu_options_url: url },
  });
  const socket = manifest("socket", options);
  expect(socket.settings.socket_mode_enabled).toBe(true);
  expect(JSON.stringify(socket)).not.toContain("http");
});

test("what it asks for is the least: nothing of others' conversations, no links, no whole organisation", () => {
  const text = JSON.stringify(all);
  for (const no of ["chat:write.public", "channels:history", "groups:history", "mpim:history", "links:", "unfurl"])
    expect(text).not.toContain(no);
  for (const [, , made] of all) {
    expect(made.settings).toMatchObject({ org_deploy_enabled: false, token_rotation_enabled: false });
    expect(made.oauth_config.scopes).toEqual({ bot: Object.keys(scopes) });
  }
});

test("a desk whose user group follows the duty asks for the right to keep it, and for nothing else", () => {
  const { bot } = manifest("socket", { ...options, hasGroup: true }).oauth_config.scopes;
  expect(bot.filter((s) => !Object.hasOwn(scopes, s))).toEqual(["usergroups:write"]);
});

test("Slack tells us of exactly what we listen to", async () => {
  const [event, shortcut] = [vi.spyOn(App.prototype, "event"), vi.spyOn(App.prototype, "shortcut")];
  const desk = createDesk(slack);
  const heard = event.mock.calls.map(([name]) => String(name));
  const shortcuts = shortcut.mock.calls.map(([callback]) => String(callback));
  event.mockRestore();
  shortcut.mockRestore();
  await desk.stop();
  const { settings, features } = manifest("socket", options);
  const named = settings.event_subscriptions.bot_events;
  expect(heard.map((name) => (name === "message" ? "message.im" : name)).sort()).toEqual([...named].sort());
  expect(shortcuts).toEqual(features.shortcuts.map((s) => s.callback_id));
});

if (existsSync(methods)) {
  const folder = path.resolve(import.meta.dirname, "../../../adapters/slack");
  const called = readdirSync(folder).flatMap((file) =>
    [...readFileSync(path.join(folder, file), "utf8").matchAll(/\bclient\.((?:\w+\.)+\w+)\(/g)].map((m) => m[1] ?? ""),
  );
  test.each([...new Set(called)])("our scopes cover %s", (method) => {
    const { scopes: needed } = JSON.parse(readFileSync(path.join(methods, `${method}.json`), "utf8"));
    const bot: readonly { name: string }[] = needed?.bot ?? [];
    expect(bot.length === 0 || bot.some(({ name }) => scopesFor(true).includes(name))).toBe(true);
  });
}
