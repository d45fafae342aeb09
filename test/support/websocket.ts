import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** One connection of a fake platform's socket server. */
export interface Peer {
  send(text: string): void;
  /** Says goodbye in the protocol. */
  close(): void;
  /** Cuts the line. */
  drop(): void;
}

const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

function frame(opcode: number, payload: Buffer): Buffer {
  const n = payload.length;
  const head = n < 126 ? Buffer.alloc(2) : n < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  head[0] = 0x80 | opcode;
  head[1] = n < 126 ? n : n < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(n, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(n), 2);
  return Buffer.concat([head, payload]);
}

/** The first whole frame of `bytes`, unmasked, and what follows it. Clients send short, unfragmented, masked frames. */
function unframe(bytes: Buffer): { opcode: number; payload: Buffer; rest: Buffer } | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (bytes.length < 6 + extra) return undefined;
  const length = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const start = 6 + extra;
  if (bytes.length < start + length) return undefined;
  const mask = bytes.subarray(start - 4, start);
  const payload = Buffer.from(bytes.subarray(start, start + length).map((b, i) => b ^ (mask[i % 4] ?? 0)));
  return { opcode: bytes.readUInt8(0) & 0x0f, payload, rest: bytes.subarray(start + length) };
}

/** The server's side of RFC 6455, as much of it as a test needs: text, ping, close. */
export function acceptSocket(request: IncomingMessage, socket: Duplex, onText: (text: string) => void): Peer {
  const key = request.headers["sec-websocket-key"] ?? "";
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let bytes = Buffer.alloc(0);
  socket.on("error", () => {});
  socket.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let one = unframe(bytes); one; one = unframe(bytes)) {
      bytes = Buffer.from(one.rest);
      if (one.opcode === opcodes.text) onText(one.payload.toString());
      if (one.opcode === opcodes.ping) socket.write(frame(opcodes.pong, one.payload));
      if (one.opcode === opcodes.close) socket.end(frame(opcodes.close, one.payload.subarray(0, 2)));
    }
  });
  return {
    send: (text) => void socket.write(frame(opcodes.text, Buffer.from(text))),
    close: () => void socket.write(frame(opcodes.close, Buffer.from([0x03, 0xe8]))),
    drop: () => void socket.destroy(),
  };
}
