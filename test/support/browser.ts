import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

const find = createRequire(import.meta.url);
const weights = ["400Regular", "700Bold"];

/** Text in Open Sans, which the browser's package brings; what that lacks, kanji and kana, in Noto Sans JP. */
function fontsConf(fonts: string): string {
  const dirs = [fonts, ...weights.map((weight) => join(fonts, weight))];
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
${dirs.map((dir) => `<dir>${dir}</dir>`).join("\n")}
<cachedir>${join(fonts, "cache")}</cachedir>
<alias><family>sans-serif</family><prefer><family>Noto Sans JP</family></prefer></alias>
<alias><family>system-ui</family><prefer><family>Noto Sans JP</family></prefer></alias>
</fontconfig>`;
}

/**
 * Unpacks the browser that came with npm into a folder of its own. The package would use one folder for everybody on the
 * machine, which only the first user may open; and two test files that start together must not see half of it.
 */
async function unpack(): Promise<string> {
  const { default: packed } = await import("@sparticuz/chromium");
  const entry = find.resolve("@sparticuz/chromium");
  // The version is part of the name, so that a new lock file gets a new browser.
  const manifest: { version?: string } = JSON.parse(readFileSync(join(dirname(entry), "..", "package.json"), "utf8"));
  const home = join(tmpdir(), `todoke-browser-${userInfo().uid}-${manifest.version ?? "0"}-2`);
  if (existsSync(home)) return home;

  const before = process.env["TMPDIR"];
  const mine = `${home}.${process.pid}`;
  mkdirSync(mine, { recursive: true, mode: 0o700 });
  try {
    // The package asks the system for the folder each time, and takes no other answer.
    process.env["TMPDIR"] = mine;
    await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
  // libnss3 and its like are not on a bare Debian; the package carries them for another system.
  const libraries = brotliDecompressSync(readFileSync(join(dirname(entry), "..", "bin", "al2023.tar.br")));
  mkdirSync(join(mine, "al2023"), { recursive: true });
  execFileSync("tar", ["-x", "-C", join(mine, "al2023")], { input: libraries });
  // Copied: this folder outlives the checkout that made it.
  const japanese = dirname(find.resolve("@expo-google-fonts/noto-sans-jp/package.json"));
  for (const weight of weights) cpSync(join(japanese, weight), join(mine, "fonts", weight), { recursive: true });
  writeFileSync(join(mine, "fonts", "fonts.conf"), fontsConf(join(home, "fonts")));
  try {
    renameSync(mine, home);
  } catch {
    // Another process was first; its copy is as good.
    rmSync(mine, { recursive: true, force: true });
  }
  return home;
}

/** A headless Chromium. `CHROMIUM_PATH` uses one of the system instead of the one from npm. */
export async function launchBrowser(): Promise<Browser> {
  const system = process.env["CHROMIUM_PATH"];
  if (system !== undefined && system !== "") return chromium.launch({ executablePath: system, args: flags });
  const home = await unpack();
  const libraries = [join(home, "al2023", "lib"), process.env["LD_LIBRARY_PATH"]].filter((s) => s !== undefined);
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return chromium.launch({
    executablePath: join(home, "chromium"),
    args: flags,
    env: {
      ...Object.fromEntries(inherited),
      FONTCONFIG_PATH: join(home, "fonts"),
      LD_LIBRARY_PATH: libraries.join(":"),
    },
  });
}
