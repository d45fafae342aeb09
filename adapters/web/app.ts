import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { reportKinds } from "../../src/domain/intake/kinds.ts";
import { chooseLocale, isLocale } from "../../src/locale.ts";
import { page, refusalAsJson, refuse, wantsJson } from "./answers.ts";
import { assets } from "./assets.ts";
import { getCalendar } from "./calendar.ts";
import { securityHeaders } from "./headers.ts";
import { comesFromUs } from "./origin.ts";
import { choosePage } from "./pages/choose.ts";
import { formPage } from "./pages/form.ts";
import { noticePage } from "./pages/notice.ts";
import { policyPage } from "./pages/policy.ts";
import { turnReceipt } from "./receipt.ts";
import { malformed, noSuchPage, otherOrigin, wrongMethod } from "./refusals.ts";
import { Refused } from "./refused.ts";
import { postReport } from "./report.ts";
import type { Call, Env, Site } from "./site.ts";
import { getStatus, postStatus } from "./status.ts";
import { getTable, postTable } from "./table.ts";
import { ourFault } from "./words/notice.ts";

/** Our own bug: logged in full under an id, shown as that id alone. */
function bug(c: Call, site: Site, error: Error): Response | Promise<Response> {
  const id = randomUUID().slice(0, 8);
  // A calendar's address is its secret.
  const path = c.req.path.startsWith("/calendar/") ? "/calendar/…" : c.req.path;
  site.log.error({ err: error, id, path }, "a page failed");
  const says = ourFault(id);
  const l = c.var.locale;
  return wantsJson(c) ? c.json(refusalAsJson("internal", says, l), 500) : page(c, noticePage(l, 500, says, "/"), 500);
}

async function ready(c: Call, site: Site): Promise<Response> {
  const answers = await site.intake.ready().catch(() => false);
  return c.text(answers ? "ready\n" : "not ready\n", answers ? 200 : 503);
}

/** Every route of the desk's public side. */
export function createApp(site: Site): Hono<Env> {
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    const wish = c.req.query("lang") ?? "";
    c.set("locale", isLocale(wish) ? wish : chooseLocale(c.req.header("Accept-Language"), site.locale));
    await next();
  });

  // Before our own rules: another adapter answers for its own path, and checks in its own way who may post there.
  for (const mount of site.mounts) app.all(`${mount.prefix}/*`, (c) => mount.handle(c.req.raw));

  app.use(securityHeaders(site));
  app.use(async (c, next) => {
    if (c.req.method === "POST" && !comesFromUs(c.req.raw.headers, site)) throw otherOrigin();
    await next();
  });

  app.get("/", (c) => page(c, choosePage(c.var.locale)));
  app.get("/policy", (c) => page(c, policyPage(c.var.locale)));
  for (const kind of reportKinds) {
    app.get(`/report/${kind}`, (c) => page(c, formPage({ kind, locale: c.var.locale })));
    app.post(`/report/${kind}`, (c) => postReport(c, site, kind));
  }
  app.post("/receipt", (c) => turnReceipt(c, site));
  app.get("/calendar/:name", (c) => getCalendar(c, site));
  app.get("/status", (c) => getStatus(c, site));
  app.post("/status", (c) => postStatus(c, site));
  for (const path of ["/table", "/table/in"]) app.get(path, (c) => getTable(c, site));
  app.post("/table/in", (c) => postTable(c, site));
  app.get("/live", (c) => c.text("live\n"));
  app.get("/ready", (c) => ready(c, site));
  for (const [path, { body, headers }] of Object.entries(assets)) app.get(path, (c) => c.body(body, 200, headers));

  const paths = new Set(app.routes.filter((r) => r.method !== "ALL").map((r) => r.path));
  app.notFound((c) => refuse(c, paths.has(c.req.path) ? wrongMethod() : noSuchPage()));
  app.onError((error, c) => {
    if (error instanceof Refused) return refuse(c, error);
    // The sender went away, or was cut for being slow: nobody reads this answer, and nothing of ours is wrong.
    if (c.env.incoming.destroyed && !c.env.incoming.complete) return refuse(c, malformed());
    return bug(c, site, error);
  });
  return app;
}
