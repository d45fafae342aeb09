import type { App } from "@slack/bolt";
import type { Logger } from "pino";
import { accept } from "./accept.ts";
import { verify } from "./signature.ts";

/** Bytes. Slack's largest payloads are a few hundred kB. */
const bodyLimit = 1_000_000;

type Body = Readonly<Record<string, unknown>>;

const asObject = (json: string): Body | undefined => {
  try {
    const value: unknown = JSON.parse(json);
    // An object that is no array has string keys; nothing else is claimed.
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
};

function fromForm(text: string): Body | undefined {
  const form = new URLSearchParams(text);
  const payload = form.get("payload");
  // A certificate check carries nothing else; what rides along with it is not looked at (guarantees.md K18).
  return payload === null || form.has("ssl_check") ? Object.fromEntries(form) : asObject(payload);
}

/** The two shapes that Slack sends. */
const parsers: Readonly<Record<string, (text: string) => Body | undefined>> = {
  "application/json": asObject,
  "application/x-www-form-urlencoded": fromForm,
};

/** `undefined` when it is longer than the limit, however it was announced. */
async function read(request: Request): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (Number(request.headers.get("content-length") ?? 0) > bodyLimit) return undefined;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > bodyLimit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const reply = (body: unknown): Response =>
  body === undefined || body === "" ? new Response(null, { status: 200 }) : Response.json(body);

const refuse = (status: number): Response => new Response(null, { status });

export interface HttpReceiver {
  init(app: App): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Answers one request to the events address. Refusals have no body: who sends them is not Slack. */
  handle(request: Request): Promise<Response>;
}

/**
 * @param heard called for each request that Slack signed.
 * @throws Error when the secret is empty: then anybody could sign.
 */
export function createHttpReceiver(secret: string, now: () => Date, heard: () => void, log: Logger): HttpReceiver {
  if (secret.trim() === "") throw new Error("the Slack signing secret is empty");
  let app: App | undefined;
  return {
    init: (a) => {
      app = a;
    },
    start: async () => {},
    stop: async () => {},
    async handle(request) {
      const kind = /^([^;]+?)(?:;\s*charset=utf-8)?$/i.exec(request.headers.get("content-type") ?? "")?.[1] ?? "";
      const parse = Object.hasOwn(parsers, kind.toLowerCase()) ? parsers[kind.toLowerCase()] : undefined;
      if (request.method !== "POST") return refuse(405);
      if (parse === undefined) return refuse(415);
      const bytes = await read(request);
      if (bytes === undefined) return refuse(413);
      if (!verify(request.headers, bytes, secret, now())) {
        log.warn("a request to the Slack address was not signed by Slack, or its stamp is over 5 minutes off");
        return refuse(401);
      }
      heard();
      const body = parse(Buffer.from(bytes).toString("utf8"));
      if (body === undefined || app === undefined) return refuse(400);
      if (body["ssl_check"] !== undefined) return reply(undefined);
      if (body["type"] === "url_verification") return reply({ challenge: body["challenge"] });
      const answer = Promise.withResolvers<unknown>();
      const ack = async (said?: unknown): Promise<void> => answer.resolve(said);
      void accept(app, { body, ack }, log);
      return reply(await answer.promise);
    },
  };
}
