import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { FieldFault } from "../../src/domain/intake/faults.ts";
import type { Both, Locale } from "../../src/locale.ts";
import { visibleLine } from "../../src/visible.ts";
import { readPast } from "./body/drain.ts";
import { kindOf } from "./body/read.ts";
import { noticePage } from "./pages/notice.ts";
import type { Refused } from "./refused.ts";
import type { Call } from "./site.ts";

/** Programs say so in `Accept`, or by sending JSON; whoever also takes a page is a browser. */
export function wantsJson(c: Call): boolean {
  const accept = c.req.header("Accept") ?? "";
  if (accept.includes("text/html")) return false;
  return accept.includes("application/json") || kindOf(c.req.header("Content-Type")) === "json";
}

/** The faults of a report for a program, in the reader's language. */
export const faultsAsJson = (faults: readonly FieldFault[], l: Locale) => ({
  errors: faults.map(({ field, code, message }) => ({ field, code, message: visibleLine(message[l]) })),
});

/** A refusal as JSON; `field` is empty because it is about the request as a whole. */
export const refusalAsJson = (code: string, says: Both, l: Locale) => ({
  errors: [{ field: "", code, message: says[l] }],
});

/** Where a page that failed may be asked for again: every path that answers a GET. */
const pathToRetry = (c: Call): string => (c.req.path === "/receipt" ? "/status" : c.req.path);

/** Headers that go with a refusal: how long to wait, and no second request on a body that we did not read to its end. */
export function refusalHeaders(c: Call, refused: Refused): void {
  if (refused.retryAfter !== undefined) c.header("Retry-After", String(refused.retryAfter));
  if (!c.env.incoming.complete && c.req.method !== "GET") c.header("Connection", "close");
}

/** The one answer to a request that gets no further. */
export async function refuse(c: Call, refused: Refused): Promise<Response> {
  const l = c.var.locale;
  await readPast(c.env.incoming);
  refusalHeaders(c, refused);
  return wantsJson(c)
    ? c.json(refusalAsJson(refused.code, refused.says, l), refused.status)
    : page(c, noticePage(l, refused.status, refused.says, pathToRetry(c)), refused.status);
}

/** A page in the reader's language. */
export function page(c: Call, body: ReturnType<typeof noticePage>, status: ContentfulStatusCode = 200) {
  c.header("Content-Language", c.var.locale);
  return c.html(body, status);
}
