import type { IncomingMessage, ServerResponse } from "node:http";

/** What the front server does to one call of a method. The first five never reach Slack; the others do. */
export const faults = {
  "429": (_q: IncomingMessage, s: ServerResponse) => void s.writeHead(429, { "retry-after": "7" }).end(),
  "429 without a time": (_q: IncomingMessage, s: ServerResponse) => void s.writeHead(429).end(),
  "429 with garbage": (_q: IncomingMessage, s: ServerResponse) =>
    void s.writeHead(429, { "retry-after": "soon" }).end(),
  "500": (_q: IncomingMessage, s: ServerResponse) => void s.writeHead(500).end("oops"),
  html: (_q: IncomingMessage, s: ServerResponse) =>
    void s.writeHead(200, { "content-type": "text/html" }).end("<html>maintenance of xoxb-secret</html>"),
  "cut json": (_q: IncomingMessage, s: ServerResponse) =>
    void s.writeHead(200, { "content-type": "application/json" }).end('{"ok":tr'),
  "cut refusal": (_q: IncomingMessage, s: ServerResponse) =>
    void s.writeHead(200, { "content-type": "application/json" }).end('{"ok":false,"err'),
  "accept then drop": (q: IncomingMessage) => void q.socket.destroy(),
  "half an answer then drop": (q: IncomingMessage, s: ServerResponse) => {
    s.writeHead(200, { "content-type": "application/json", "content-length": "500" }).write('{"ok":true,', () =>
      q.socket.destroy(),
    );
  },
  "accept then hang": () => {},
} as const satisfies Record<string, (q: IncomingMessage, s: ServerResponse) => void>;
export type Fault =
  | keyof typeof faults
  | { readonly status: number; readonly retryAfter?: string; readonly page?: string }
  | { readonly error: string };
