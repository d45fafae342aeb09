import { finished } from "node:stream/promises";
import type { BusboyEvents, BusboyFileStream } from "@fastify/busboy";
import type { ReceivedFile } from "../../../commands/intake.ts";
import { shownName } from "../file-name.ts";
import { fileTooLarge, textTooLarge, tooManyFiles } from "../refusals.ts";
import type { Refused } from "../refused.ts";
import type { Limits } from "../site.ts";
import { discard, receive, TooLong } from "../spool.ts";
import { utf8 } from "./text.ts";

/** The name of the file inputs. */
export const filesField = "files";

/** What a part turned out to be; undefined for one that is read past. */
type Taken =
  | { readonly kind: "text"; readonly name: string; readonly value: string }
  | { readonly kind: "file"; readonly file: ReceivedFile }
  | undefined;

/** Takes the parts of one body as they come: texts are collected, files are sealed on the way to the spool. */
export class PartReader {
  /** One for each part, in the order in which they came: small files may be done before large ones. */
  readonly parts: Promise<Taken>[] = [];
  /** Why the files cannot be taken. Does not stop the reading: the texts behind them are still wanted. */
  fault: Refused | undefined;
  readonly #limits: Limits;
  readonly #spoolDir: string | undefined;
  readonly #open = new Set<BusboyFileStream>();
  #fileCount = 0;
  #textBytes = 0;

  constructor(limits: Limits, spoolDir: string | undefined) {
    this.#limits = limits;
    this.#spoolDir = spoolDir;
  }

  /** The parser's listener. Its types promise a name and a file name; a part may come without either. */
  readonly take: BusboyEvents["file"] = (
    name: string | undefined,
    stream,
    fileName: string | undefined,
    _encoding,
    mediaType,
  ) => {
    this.#open.add(stream);
    const part = this.#read(name ?? "", stream, fileName ?? "", mediaType)
      .catch((error: unknown) => {
        // Nobody reads it any more; without this the whole body would wait for it.
        stream.resume();
        throw error;
      })
      .finally(() => this.#open.delete(stream));
    // Looked at when all parts are there; until then it must not end the process.
    part.catch(() => undefined);
    this.parts.push(part);
  };

  /** Lets go of everything, also of what is already in the spool. */
  async abandon(): Promise<void> {
    for (const stream of this.#open) stream.destroy();
    const settled = await Promise.allSettled(this.parts);
    const taken = settled.map((s) => (s.status === "fulfilled" ? s.value : undefined));
    await discard(taken.flatMap((t) => (t?.kind === "file" ? [t.file] : [])));
  }

  async #read(name: string, stream: BusboyFileStream, fileName: string, mediaType: string): Promise<Taken> {
    if (name === filesField && fileName !== "") return this.#file(stream, shownName(fileName), mediaType);
    // A browser sends a file input that was left alone as an empty file without a name.
    if (name === filesField && mediaType === "application/octet-stream") return skip(stream);
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      this.#textBytes += chunk.length;
      if (this.#textBytes <= this.#limits.textBytes) chunks.push(chunk);
    }
    if (this.#textBytes > this.#limits.textBytes) throw textTooLarge(this.#limits);
    return { kind: "text", name, value: utf8(Buffer.concat(chunks)) };
  }

  async #file(stream: BusboyFileStream, name: string, mediaType: string): Promise<Taken> {
    this.#fileCount++;
    if (this.#fileCount > this.#limits.files) this.fault ??= tooManyFiles(this.#limits);
    if (this.fault !== undefined || this.#spoolDir === undefined) return skip(stream);
    try {
      const file = await receive(this.#spoolDir, stream, { name, mediaType }, this.#limits.fileBytes);
      return { kind: "file", file };
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
      this.fault ??= fileTooLarge(this.#limits, name);
      return skip(stream);
    }
  }
}

/** Reads past a part, so that what follows it can be read. */
async function skip(stream: BusboyFileStream): Promise<undefined> {
  await finished(stream.resume());
}
