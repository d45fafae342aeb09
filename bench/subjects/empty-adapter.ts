import { createWeb } from "../../adapters/web/index.ts";
import { everyone, open as plain } from "../../src/label.ts";
import { render } from "../../src/render.ts";
import { foreign, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { slackAdapter, tokensOf } from "../lib/slack.ts";
import { open } from "../lib/subject.ts";

const fixed = render(
  view(words({ ja: "済み", en: "done" }), { kind: "para", text: foreign(plain("Note added to #10000001.")) }),
  everyone,
  "en",
);

// The empty Bolt of M1 and M2: our Slack adapter on our server, before a desk that knows one answer and has no database.
open(async ({ slackApi, spool }) => {
  const slack = slackAdapter(slackApi, {
    dispatch: async () => ({ ok: true, command: "none", rendered: fixed }),
    seen: async () => false,
    tokens: tokensOf(Buffer.alloc(32)),
  });
  await slack.start();
  const nothing = () => Promise.reject(new Error("this desk takes no report"));
  const web = createWeb({
    intake: { admit: nothing, submit: nothing, status: nothing, answer: nothing, ready: async () => true },
    publicUrl: "http://127.0.0.1",
    log: { info: () => {}, error: () => {} },
    spoolDir: spool,
    mounts: [{ prefix: "/slack", handle: (request) => slack.handle(request) }],
  });
  return (await web.start("127.0.0.1", 0)).port;
});
