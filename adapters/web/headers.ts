import type { MiddlewareHandler } from "hono";
import type { Env, Site } from "./site.ts";

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "form-action 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const always = {
  "Content-Security-Policy": policy,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
} as const;

/** Pages hold unpublished vulnerabilities: no cache keeps them, no other site frames, reads or is told of them. */
export const securityHeaders =
  (site: Site): MiddlewareHandler<Env> =>
  async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(always)) c.header(name, value);
    if (c.res.headers.get("Cache-Control") === null) c.header("Cache-Control", "no-store");
    if (site.publicUrl.protocol === "https:") c.header("Strict-Transport-Security", "max-age=63072000");
  };
