import type { IncomingMessage } from "node:http";
import type { ReceivedFile } from "../../../commands/intake.ts";
import { bodyTooLarge, textTooLarge, tooManyParts, wrongType } from "../refusals.ts";
import type { Refused } from "../refused.ts";
import { type Limits, mostBytes } from "../site.ts";
import { jsonFields } from "./json.ts";
import { readMultipart } from "./multipart.ts";
import { urlencoded } from "./text.ts";

/** A body as it was sent, bounded, before anything in it is believed. */
export interface Body {
  readonly fields: Map<string, string[]>;
  readonly files: readonly ReceivedFile[];
  /** Why its files cannot be taken; the texts are there all the same. */
  readonly fault: Refused | undefined;
}

type BodyKind = "json" | "urlencoded" | "multipart";

const kinds: ReadonlyMap<string, BodyKind> = new Map([
  ["application/json", "json"],
  ["application/x-www-form-urlencoded", "urlencoded"],
  ["multipart/form-data", "multipart"],
]);

export const kindOf = (contentType: string | undefined): BodyKind | undefined =>
  kinds.get((contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "");

async function bounded(incoming: IncomingMessage, limits: Limits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limits.textBytes) throw textTooLarge(limits);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads the body of a request, as much of it as may be right and no more.
 * @param spoolDir where files go, or undefined to read past them
 * @throws Refused when it cannot be read; nothing is left in the spool then
 */
export async function readBody(incoming: IncomingMessage, limits: Limits, spoolDir: string | undefined): Promise<Body> {
  const contentType = incoming.headers["content-type"];
  const kind = kindOf(contentType);
  if (kind === undefined || contentType === undefined) throw wrongType();
  const claimed = Number(incoming.headers["content-length"] ?? 0);
  if (kind === "multipart") {
    if (claimed > mostBytes(limits)) throw bodyTooLarge(limits);
    return readMultipart(incoming, contentType, limits, spoolDir);
  }
  if (claimed > limits.textBytes) throw textTooLarge(limits);
  const bytes = await bounded(incoming, limits);
  const fields = kind === "json" ? jsonFields(bytes) : urlencoded(bytes);
  if ([...fields.values()].flat().length > limits.parts) throw tooManyParts(limits);
  return { fields, files: [], fault: undefined };
}
