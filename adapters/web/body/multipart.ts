import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { bodyTooLarge, malformed, tooManyParts } from "../refusals.ts";
import { type Limits, mostBytes } from "../site.ts";
import { discard } from "../spool.ts";
import { PartReader } from "./part-reader.ts";
import { PartCounter } from "./parts.ts";
import type { Body } from "./read.ts";
import { add } from "./text.ts";

/** Most headers and bytes of headers of one part; a browser sends two or three. */
const headerPairs = 20;
const headerSize = 8 * 1024;

/**
 * Reads a multipart body as it comes. A file over a limit does not stop the reading, so that the texts behind it are kept
 * for the page that says so; a body over all limits does.
 * @param spoolDir where files go, or undefined to read past them
 */
export async function readMultipart(
  incoming: IncomingMessage,
  contentType: string,
  limits: Limits,
  spoolDir: string | undefined,
): Promise<Body> {
  const reader = new PartReader(limits, spoolDir);
  try {
    await parse(incoming, contentType, limits, reader);
    return await collect(reader);
  } catch (error) {
    await reader.abandon();
    throw error;
  }
}

async function parse(
  incoming: IncomingMessage,
  contentType: string,
  limits: Limits,
  reader: PartReader,
): Promise<void> {
  const parser = parserFor(contentType, limits);
  const failed = new Promise<never>((_, reject) => {
    parser.once("error", () => reject(malformed()));
    parser.once("partsLimit", () => reject(tooManyParts(limits)));
  });
  // The races below may never look at it; an unhandled rejection would end the process.
  failed.catch(() => undefined);
  const done = new Promise<void>((resolve) => parser.once("finish", () => resolve()));
  parser.on("file", reader.take);

  const counter = new PartCounter(contentType);
  let total = 0;
  // Not piped: a pipe would destroy the connection on a fault, and with it the way to answer.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > mostBytes(limits)) throw bodyTooLarge(limits);
    counter.see(chunk);
    if (!parser.write(chunk)) await Promise.race([once(parser, "drain"), failed]);
  }
  parser.end();
  await Promise.race([done, failed]);
  if (counter.count !== reader.parts.length) throw malformed();
}

async function collect(reader: PartReader): Promise<Body> {
  const fields = new Map<string, string[]>();
  const taken = await Promise.all(reader.parts);
  for (const part of taken) if (part?.kind === "text") add(fields, part.name, part.value);
  const files = taken.flatMap((part) => (part?.kind === "file" ? [part.file] : []));
  const { fault } = reader;
  if (fault !== undefined) await discard(files);
  return { fields, files: fault === undefined ? files : [], fault };
}

function parserFor(contentType: string, limits: Limits): BusboyInstance {
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      preservePath: true,
      // Texts come as streams too, so that we see their bytes: the parser would replace what is not UTF-8.
      isPartAFile: () => true,
      limits: { parts: limits.parts, headerPairs, headerSize },
    });
  } catch {
    throw malformed();
  }
}
