import type { Site } from "./site.ts";

/**
 * Whether a post comes from a page of ours, or from no page at all.
 *
 * Under `Referrer-Policy: no-referrer` a browser writes `Origin: null` on a form post, also on our own, so
 * `Sec-Fetch-Site` decides first. Browsers send that one only over https and to localhost: over plain http, `null` is all
 * that our own page can say, and it is let through there. There is no cookie and no session that a foreign page could use.
 */
export function comesFromUs(headers: Headers, site: Pick<Site, "publicUrl">): boolean {
  const fetchSite = headers.get("Sec-Fetch-Site");
  const origin = headers.get("Origin");
  if (fetchSite === "same-origin" || fetchSite === "none") return true;
  if (origin === site.publicUrl.origin) return true;
  if (fetchSite !== null) return false;
  return origin === null || (origin === "null" && site.publicUrl.protocol === "http:");
}
