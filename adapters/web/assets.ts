import { readFileSync } from "node:fs";

/** The few files that pages ask for, read once. They may be kept for an hour; pages may not be kept at all. */
const asset = (name: string, type: string) => ({
  body: readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8"),
  headers: { "Content-Type": type, "Cache-Control": "public, max-age=3600" },
});

export const assets = {
  "/style.css": asset("style.css", "text/css; charset=utf-8"),
  "/page.js": asset("page.js", "text/javascript; charset=utf-8"),
  // Browsers ask for this name whatever a page says; they read the type, not the ending.
  "/favicon.ico": asset("favicon.svg", "image/svg+xml"),
} as const;
