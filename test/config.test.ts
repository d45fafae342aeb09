import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { variables } from "../src/config/variables.ts";
import { ConfigError, readConfig } from "../src/config.ts";

const folder = mkdtempSync(path.join(tmpdir(), "todoke-config-"));
const file = (name: string, text: string, mode = 0o600): string => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  chmodSync(at, mode);
  return at;
};
const goodKey = file("good", `${"ab".repeat(32)}\n`);

const faultsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env, folder);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map((f) => `${f.variable}: ${f.what}`);
  }
};

test("nothing set is a complete configuration", () => {
  expect(readConfig({}, "/somewhere")).toMatchObject({
    databaseUrl: undefined,
    port: 8080,
    publicUrl: "http://localhost:8080",
    home: "/somewhere/.todoke",
    locale: "ja",
    zone: "Asia/Tokyo",
    slack: undefined,
  });
});

const database = "postgres://u:p@127.0.0.1/db";

test.each<[string, Record<string, string>, string]>([
  ["empty", { PORT: "" }, "PORT: is empty"],
  ["trailing line break", { PORT: "8080\n" }, "PORT: begins or ends with a space"],
  ["quotes left in", { PUBLIC_URL: '"https://x.example"' }, "PUBLIC_URL: has quotes"],
  ["port 0", { PORT: "0" }, "PORT: must be a port number"],
  ["port 70000", { PORT: "70000" }, "PORT: must be a port number"],
  ["port in words", { PORT: "http" }, "PORT: must be a port number"],
  ["no address", { PUBLIC_URL: "desk.example" }, "PUBLIC_URL: must be an address"],
  ["clear text to the world", { PUBLIC_URL: "http://desk.example" }, "PUBLIC_URL: must be https://"],
  [
    "another database",
    { DATABASE_URL: "mysql://x/y", TODOKE_KEY_FILE: goodKey },
    "DATABASE_URL: must be an address that begins with postgres://",
  ],
  ["database without a key", { DATABASE_URL: database }, "TODOKE_KEY_FILE: is required with DATABASE_URL"],
  ["key file absent", { TODOKE_KEY_FILE: "/nonexistent/key" }, "TODOKE_KEY_FILE: names a file that does not exist"],
  [
    "key file for all to read",
    { TODOKE_KEY_FILE: file("open", "ab".repeat(32), 0o644) },
    "TODOKE_KEY_FILE: names a file that others may read",
  ],
  [
    "key too short",
    { TODOKE_KEY_FILE: file("short", "abcd") },
    "TODOKE_KEY_FILE: names a file that must hold one line of 64",
  ],
  ["unknown zone", { TODOKE_TIME_ZONE: "Asia/Tokio" }, "TODOKE_TIME_ZONE: must be an IANA time zone"],
  ["zone that no calendar knows", { TODOKE_TIME_ZONE: "JST" }, "TODOKE_TIME_ZONE: must be an IANA time zone"],
  ["unknown language", { TODOKE_LOCALE: "de" }, "TODOKE_LOCALE: must be ja or en"],
  ["misspelt variable", { TODOKE_HOEM: "x" }, "TODOKE_HOEM: is not a variable that Todoke knows"],
  ["placeholder token", { SLACK_BOT_TOKEN: "xoxb-..." }, "SLACK_BOT_TOKEN: still holds a placeholder"],
  [
    "placeholder word",
    { SLACK_SIGNING_SECRET: "changeme", SLACK_BOT_TOKEN: "xoxb-12345678" },
    "SLACK_SIGNING_SECRET: still holds a placeholder",
  ],
  ["swapped tokens", { SLACK_BOT_TOKEN: "xapp-12345678" }, "SLACK_BOT_TOKEN: must begin with xoxb-"],
  ["swapped tokens, the other way", { SLACK_APP_TOKEN: "xoxb-12345678" }, "SLACK_APP_TOKEN: must begin with xapp-"],
  ["token alone", { SLACK_BOT_TOKEN: "xoxb-12345678" }, "SLACK_BOT_TOKEN: needs SLACK_SIGNING_SECRET"],
  ["secret alone", { SLACK_SIGNING_SECRET: "a".repeat(32) }, "SLACK_SIGNING_SECRET: needs SLACK_BOT_TOKEN"],
  ["same port twice", { PORT: "9000", METRICS_PORT: "9000" }, "METRICS_PORT: must differ from PORT"],
  ["guild id in words", { DISCORD_GUILD_ID: "my guild" }, "DISCORD_GUILD_ID: must be a number"],
  ["log level", { TODOKE_LOG_LEVEL: "loud" }, "TODOKE_LOG_LEVEL: must be one of"],
])("%s is refused", (_, env, expected) => {
  expect(faultsOf(env)[0]).toContain(expected);
});

test("every fault is named at once, and no value is repeated", () => {
  const secret = "postgres://owner:hunter2hunter2@db.example/x y";
  const faults = faultsOf({
    DATABASE_URL: `${secret} `,
    PORT: "0",
    TODOKE_TIME_ZONE: "Mars",
    SLACK_BOT_TOKEN: "xoxp-topsecret",
  });
  expect(faults.map((f) => f.split(":")[0])).toEqual([
    "DATABASE_URL",
    "PORT",
    "TODOKE_TIME_ZONE",
    "SLACK_BOT_TOKEN",
    "TODOKE_KEY_FILE",
    "SLACK_BOT_TOKEN",
  ]);
  expect(faults.join("\n")).not.toMatch(/hunter2|topsecret|Mars/);
});

test("every variable has both languages", () => {
  for (const { summary } of Object.values(variables)) {
    expect(summary.ja).not.toBe("");
    expect(summary.en).not.toBe("");
  }
});
