import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { finished } from "node:stream/promises";
import { Busboy, type BusboyEvents, type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
import type { ReceivedFile } from "../../../commands/intake.ts";
import { shownName } from "../file-name.ts";
import { bodyTooLarge, fileTooLarge, malformed, textTooLarge, tooManyFiles, tooManyParts } from "../refusals.ts";
import type { Refused } from "../refused.ts";
import { type Limits, mostBytes } from "../site.ts";
import { discard, receive, TooLong } from "../spool.ts";
import { PartCounter } from "./parts.ts";
import type { Body } from "./read.ts";
import { add, utf8 } from "./text.ts";

/** The name of the file inputs. */
export const filesField = "files";

/**
 * Reads a multipart body as it comes. Files are sealed on the way to the spool; texts are collected. A file over a limit
 * does not stop the reading, so that the texts behind it are kept for the page that says so; a body over all limits does.
 */
export async function readMultipart(
  incoming: IncomingMessage,
  contentType: string,
  limits: Limits,
  spoolDir: string | undefined,
): Promise<Body> {
  const fields = new Map<string, string[]>();
  const files: ReceivedFile[] = [];
  const open = new Set<BusboyFileStream>();
  const work: Promise<void>[] = [];
  let fileCount = 0;
  let textBytes = 0;
  let fault: Refused | undefined;

  const takeText = async (name: string, stream: BusboyFileStream): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      textBytes += chunk.length;
      if (textBytes <= limits.textBytes) chunks.push(chunk);
    }
    if (textBytes > limits.textBytes) throw textTooLarge(limits);
    add(fields, name, utf8(Buffer.concat(chunks)));
  };
  const takeFile = async (stream: BusboyFileStream, sentName: string, mediaType: string): Promise<void> => {
    const name = shownName(sentName);
    fileCount++;
    if (fileCount > limits.files) fault ??= tooManyFiles(limits);
    if (fault !== undefined || spoolDir === undefined) return skip(stream);
    try {
      files.push(await receive(spoolDir, stream, { name, mediaType }, limits.fileBytes));
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
      fault ??= fileTooLarge(limits, name);
      await skip(stream);
    }
  };

  // The types promise a name and a file name; a part may come without either.
  const take: BusboyEvents["file"] = (name: string | undefined, stream, fileName: string | undefined, _, mediaType) => {
    open.add(stream);
    const hasName = fileName !== undefined && fileName !== "";
    // A browser sends a file input that was left alone as an empty file without a name.
    const leftAlone = name === filesField && !hasName && mediaType === "application/octet-stream";
    const isFile = name === filesField && hasName;
    const task = isFile
      ? takeFile(stream, fileName, mediaType)
      : leftAlone
        ? skip(stream)
        : takeText(name ?? "", stream);
    const settled = task
      .catch((error: unknown) => {
        // Nobody reads it any more; without this the whole body would wait for it.
        stream.resume();
        throw error;
      })
      .finally(() => open.delete(stream));
    settled.catch(() => undefined);
    work.push(settled);
  };

  try {
    const parser = parserFor(contentType, limits);
    const failed = new Promise<never>((_, reject) => {
      parser.once("error", () => reject(malformed()));
      parser.once("partsLimit", () => reject(tooManyParts(limits)));
    });
    // The race below may never look at it; an unhandled rejection would end the process.
    failed.catch(() => undefined);
    const done = new Promise<void>((resolve) => parser.once("finish", () => resolve()));
    parser.on("file", take);

    const counter = new PartCounter(contentType);
    let total = 0;
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      total += chunk.length;
      counter.see(chunk);
      if (total > mostBytes(limits)) throw bodyTooLarge(limits);
      if (!parser.write(chunk)) await Promise.race([once(parser, "drain"), failed]);
    }
    parser.end();
    await Promise.race([done, failed]);
    await Promise.all(work);
    if (counter.count !== work.length) throw malformed();
  } catch (error) {
    for (const stream of open) stream.destroy();
    await Promise.allSettled(work);
    await discard(files);
    throw error;
  }
  if (fault !== undefined) await discard(files.splice(0));
  return { fields, files, fault };
}

/** Reads past a part, so that what follows it can be read. */
async function skip(stream: BusboyFileStream): Promise<void> {
  await finished(stream.resume());
}

function parserFor(contentType: string, limits: Limits): BusboyInstance {
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      preservePath: true,
      // Texts come as streams too, so that we see their bytes: the parser would replace what is not UTF-8.
      isPartAFile: () => true,
      limits: {
        parts: limits.parts,
        headerPairs: 20,
        headerSize: 8_192,
      },
    });
  } catch {
    throw malformed();
  }
}
