import { noSuchPage } from "./refusals.ts";
import type { Call, Site } from "./site.ts";

/** `GET /calendar/…`: for calendar programs, which can send nothing but an address. It is the secret, so it is never logged. */
export async function getCalendar(c: Call, site: Site): Promise<Response> {
  const file = await site.calendar(c.req.param("name") ?? "");
  if (file === undefined) throw noSuchPage();
  return c.body(file, 200, {
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": 'attachment; filename="todoke.ics"',
    "Cache-Control": "private, no-store",
  });
}
