import type { IncomingMessage } from "node:http";

/** Most bytes and milliseconds spent on a body that nobody wants. */
const mostBytes = 4 * 1024 * 1024;
const mostTime = 2_000;

/**
 * Reads past the rest of a refused body, within bounds. A connection that is closed with unread bytes in it is reset,
 * and then the sender sees a broken connection instead of our answer.
 */
export async function readPast(incoming: IncomingMessage): Promise<void> {
  const claimed = Number(incoming.headers["content-length"] ?? 0);
  if (incoming.complete || incoming.destroyed || claimed > mostBytes) return;
  await new Promise<void>((resolve) => {
    let size = 0;
    const stop = (): void => {
      clearTimeout(timer);
      incoming.off("data", count);
      incoming.pause();
      resolve();
    };
    const count = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > mostBytes) stop();
    };
    const timer = setTimeout(stop, mostTime);
    incoming.on("data", count).once("end", stop).once("error", stop).once("close", stop);
  });
}
