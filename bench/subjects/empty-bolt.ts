import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver } from "@slack/bolt";
import { signingSecret } from "../lib/slack-secret.ts";

// Bolt as its own documentation starts it, with its own receiver and one command: nothing of ours.
const receiver = new HTTPReceiver({ signingSecret, port: 0 });
const app = new App({ receiver, authorize: async () => ({ botToken: "xoxb-local-bench" }) });
app.command("/todoke", ({ ack }) => ack({ response_type: "ephemeral", text: "Note added to #10000001." }));
const server = createServer((request, response) => receiver.requestListener(request, response));
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo; // listening on TCP
  process.once("disconnect", () => process.exit(0));
  process.send?.(port);
  process.stdout.write(process.send === undefined ? `ready ${port}\n` : "");
});
