import { randomBytes, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReceivedFile } from "../../commands/intake.ts";
import { sealFrames } from "../../src/crypto/framed.ts";

/** Bytes of an AES-256 key. */
const keyBytes = 32;

/** Makes the folder and removes what a crash left: its keys were only in memory, so nobody can open it any more. */
export async function openSpool(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const name of await readdir(dir)) await rm(join(dir, name), { recursive: true, force: true });
}

/** A file went over its limit while it came in. */
export class TooLong extends Error {}

/** Counts what passes through, up to the limit. Leaves the source open, so that the rest can be read past. */
async function* counted(source: Readable, seen: { bytes: number }, most: number): AsyncGenerator<Buffer> {
  for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    seen.bytes += chunk.length;
    if (seen.bytes > most) throw new TooLong();
    yield chunk;
  }
}

/**
 * Seals a file while it streams in. Its plain bytes touch no disk, and nothing ever opens or looks into it here.
 * @throws TooLong past `most` bytes; nothing of the file is left then
 */
export async function receive(
  dir: string,
  source: Readable,
  about: { readonly name: string; readonly mediaType: string },
  most: number,
): Promise<ReceivedFile> {
  const id = randomUUID();
  const key = randomBytes(keyBytes);
  const path = join(dir, id);
  const seen = { bytes: 0 };
  try {
    const sealed = Readable.from(sealFrames(key, id, counted(source, seen, most)));
    await pipeline(sealed, createWriteStream(path, { mode: 0o600, flags: "wx" }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { id, name: about.name, mediaType: about.mediaType, size: seen.bytes, path, key };
}

export async function discard(files: readonly ReceivedFile[]): Promise<void> {
  for (const file of files) await rm(file.path, { force: true });
}
