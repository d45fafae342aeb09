import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import type { Reply, Request } from "./protocol.ts";

/** UTF-16 units: room for a file as an argument (client.ts), with its escapes. */
const longestRequest = 4 * 1024 * 1024;

/** Reads one line of JSON, answers one line, closes. Whoever can open the socket is the administrator. */
function serve(socket: Socket, answer: (r: Request) => Promise<Reply>, failed: (error: unknown) => void): void {
  let text = "";
  socket.setEncoding("utf8");
  socket.on("error", () => socket.destroy()); // the client went away; there is nobody to tell
  socket.on("data", (chunk: string) => {
    text += chunk;
    if (text.length > longestRequest) socket.destroy();
    const end = text.indexOf("\n");
    if (end < 0) return;
    socket.pause();
    let request: Request;
    try {
      // The client is ours and the socket private; a line that is no JSON is somebody's experiment.
      request = JSON.parse(text.slice(0, end)) as Request;
    } catch {
      socket.end(`${JSON.stringify({ out: "not understood", exit: 2 } satisfies Reply)}\n`);
      return;
    }
    answer(request).then(
      (r) => socket.end(`${JSON.stringify(r)}\n`),
      (error: unknown) => {
        failed(error);
        socket.destroy();
      },
    );
  });
}

/** Listens on a unix socket that only its owner can open. */
export async function listenOn(
  path: string,
  answer: (r: Request) => Promise<Reply>,
  failed: (error: unknown) => void,
): Promise<Server> {
  rmSync(path, { force: true }); // left by a killed process; the home's lock says that nobody uses it
  const server = createServer((socket) => serve(socket, answer, failed));
  const before = process.umask(0o177); // the socket must never be open to others, not even for a moment
  try {
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(path, resolve));
  } finally {
    process.umask(before);
  }
  chmodSync(path, 0o600);
  return server;
}
