import { readFileSync } from "node:fs";

/** The few files that pages ask for, read once. They may be kept for an hour; pages may not be kept at all. */
const asset = (type: string, ...names: readonly string[]) => ({
  body: names.map((name) => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8")).join("\n"),
  headers: { "Content-Type": type, "Cache-Control": "public, max-age=3600" },
});

export const assets = {
  "/style.css": asset("text/css; charset=utf-8", "base.css", "form.css", "pages.css"),
  "/page.js": asset("text/javascript; charset=utf-8", "page.js"),
  // Browsers ask for this name whatever a page says; they read the type, not the ending.
  "/favicon.ico": asset("image/svg+xml", "favicon.svg"),
} as const;
