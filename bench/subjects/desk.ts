import { createWeb } from "../../adapters/web/index.ts";
import { createDispatch } from "../../commands/dispatch.ts";
import { createIntake } from "../../commands/report/status.ts";
import { hearRequest } from "../../db/queries/desk.ts";
import { openDesk } from "../lib/desk.ts";
import { slackAdapter, tokensOf } from "../lib/slack.ts";
import { open } from "../lib/subject.ts";

// Ours: form and Slack's endpoint on one port, wired as in src/main.ts. No job runs: what is measured is the asking side.
open(async ({ databaseUrl, key, slackApi, spool }) => {
  const { desk } = openDesk(databaseUrl, Buffer.from(key, "hex"));
  const slack = slackAdapter(slackApi, {
    dispatch: createDispatch(desk),
    seen: async (request) => !(await hearRequest(desk.db, desk.keys.request(request))),
    tokens: tokensOf(desk.keys.buttons),
  });
  await slack.start();
  const web = createWeb({
    intake: createIntake(desk),
    publicUrl: "http://127.0.0.1",
    log: { info: () => {}, error: (fields, message) => console.error(message, fields) },
    spoolDir: spool,
    mounts: [{ prefix: "/slack", handle: (request) => slack.handle(request) }],
    locale: "en",
  });
  return (await web.start("127.0.0.1", 0)).port;
});
