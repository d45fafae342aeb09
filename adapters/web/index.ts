import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "./app.ts";
import { siteOf, type WebOptions } from "./site.ts";
import { openSpool } from "./spool.ts";

export type { WebOptions } from "./site.ts";

/** Milliseconds between two looks for connections that are over their time. */
const lookForSlow = 1_000;
/** Milliseconds that a stop waits for requests under way before it cuts them. */
const grace = 5_000;
/**
 * Milliseconds for which an idle connection is kept: longer than proxies keep theirs (60 s mostly). One that we close just as the
 * proxy sends the next request on it is a request lost.
 */
const keptIdle = 65_000;
/** Bytes of a request's head. */
const headBytes = 16 * 1024;

export interface Web {
  /** Listens, and answers where: with port 0 the system picks one. */
  start(host: string, port: number): Promise<{ readonly host: string; readonly port: number }>;
  stop(): Promise<void>;
}

/** The report form and the finder's status page, over HTTP. Knows the desk only through `Intake`. */
export function createWeb(options: WebOptions): Web {
  const site = siteOf(options);
  const app = createApp(site);
  const server = createAdaptorServer({
    fetch: app.fetch,
    // The global Request and Response belong to the whole process, not to this adapter.
    overrideGlobalObjects: false,
    createServer,
    serverOptions: {
      headersTimeout: site.limits.headerSeconds * 1000,
      requestTimeout: site.limits.requestSeconds * 1000,
      keepAliveTimeout: keptIdle,
      connectionsCheckingInterval: lookForSlow,
      maxHeaderSize: headBytes,
    },
  });

  return {
    async start(host, port) {
      await openSpool(site.spoolDir);
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          server.off("error", reject);
          resolve();
        });
      });
      // A TCP server that listens has an address with a port; only pipes have a string.
      const address = server.address() as AddressInfo;
      return { host: address.address, port: address.port };
    },
    async stop() {
      if (!server.listening) return;
      const cut = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), grace);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeIdleConnections" in server) server.closeIdleConnections();
      });
      clearTimeout(cut);
    },
  };
}
