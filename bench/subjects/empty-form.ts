import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { open } from "../lib/subject.ts";

// The empty form of M4: hono reads the JSON body and says "created"; it checks nothing and keeps nothing.
open(async () => {
  const app = new Hono();
  app.post("/report/software", async (c) => {
    const body: unknown = await c.req.json();
    return c.json({ reference: "TDK#10000001", fields: Object.keys(Object(body)).length }, 201);
  });
  const server = createAdaptorServer({ fetch: app.fetch, createServer });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port; // listening on TCP
});
