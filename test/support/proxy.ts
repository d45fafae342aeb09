import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** What stands between a desk and its database, and can fail. */
export interface Between {
  /** The database's address through here. */
  readonly url: string;
  /** Nothing goes through any more, and nothing is closed: a machine that hangs. */
  freeze(): void;
  thaw(): void;
  /** All connections break and new ones are refused. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function startProxy(databaseUrl: string): Promise<Between> {
  const target = new URL(databaseUrl);
  const pairs = new Set<readonly [Socket, Socket]>();
  let frozen = false;
  let server: Server | undefined;

  const carry = (from: Socket): void => {
    const to = connect(Number(target.port), target.hostname);
    const pair = [from, to] as const;
    pairs.add(pair);
    for (const [a, b] of [pair, [to, from]] as const) {
      a.setNoDelay(true);
      a.on("data", (bytes) => void b.write(bytes));
      a.on("error", () => {}); // the other side broke it, or we did
      a.on("close", () => {
        b.destroy();
        pairs.delete(pair);
      });
      if (frozen) a.pause();
    }
  };
  const open = async (at: number): Promise<number> => {
    server = createServer(carry).listen(at, "127.0.0.1");
    await once(server, "listening");
    // A listening TCP server has an address.
    return (server.address() as AddressInfo).port;
  };
  const shut = async (): Promise<void> => {
    const closed = server?.listening === true ? once(server, "close") : undefined;
    server?.close();
    for (const [a, b] of pairs) {
      a.destroy();
      b.destroy();
    }
    await closed;
  };

  const port = await open(0);
  const through = new URL(databaseUrl);
  through.port = String(port);
  return {
    url: through.href,
    freeze() {
      frozen = true;
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    thaw() {
      frozen = false;
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    cut: shut,
    mend: async () => void (await open(port)),
    close: shut,
  };
}
