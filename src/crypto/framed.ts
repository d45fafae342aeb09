import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * A file as a row of sealed frames: 64 KiB of plain text each, AES-256-GCM, a fresh 96-bit nonce per frame. The
 * associated data names the file, the frame's number and whether it is the last, so a frame cannot be moved, dropped or
 * cut off the end unnoticed. Layout of a frame: 4-byte length of what follows · nonce 12 · ciphertext · tag 16.
 */
export const frameBytes = 64 * 1024;
const nonceBytes = 12;
const tagBytes = 16;

const associated = (file: string, n: number, last: boolean): Buffer =>
  Buffer.from(`todoke file 1|${file}|${n}|${last ? 1 : 0}`);

function sealFrame(key: Buffer, file: string, n: number, last: boolean, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associated(file, n, last));
  const body = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** @throws when the frame was changed, moved, or is not the last although it says so. `body` has no length prefix. */
export function openFrame(key: Buffer, file: string, n: number, last: boolean, body: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, body.subarray(0, nonceBytes))
    .setAAD(associated(file, n, last))
    .setAuthTag(body.subarray(body.length - tagBytes));
  return Buffer.concat([decipher.update(body.subarray(nonceBytes, body.length - tagBytes)), decipher.final()]);
}

/** Plain bytes in, sealed frames out; holds at most one frame in memory. The last frame may be empty. */
export async function* sealFrames(key: Buffer, file: string, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  let n = 0;
  for await (const chunk of source) {
    held.push(chunk);
    size += chunk.length;
    while (size > frameBytes) {
      const all = Buffer.concat(held);
      yield sealFrame(key, file, n++, false, all.subarray(0, frameBytes));
      held = [all.subarray(frameBytes)];
      size = all.length - frameBytes;
    }
  }
  yield sealFrame(key, file, n, true, Buffer.concat(held));
}
