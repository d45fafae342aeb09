import { connect } from "node:net";
import { homeOf } from "../../src/config.ts";
import { socketPath } from "../../src/home.ts";
import { chooseLocale, type Locale } from "../../src/locale.ts";
import type { Reply, Request } from "./protocol.ts";

const usage = `Usage: npm run -s desk -- [--as NAME] [--json] <command line>
  npm run -s desk -- help
  npm run -s desk -- --as hana case take 48213377`;

/** Words of the shell back to one line: an argument that had spaces or quotes gets its quotes again. */
const line = (words: readonly string[]): string =>
  words.map((w) => (/[\s"]/.test(w) || w === "" ? `"${w.replace(/["\\]/g, "\\$&")}"` : w)).join(" ");

/** The reader's language as POSIX says it (LC_ALL before LC_MESSAGES before LANG); the server's own when none is set. */
function ownLocale(): Locale | undefined {
  const tag = process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"];
  if (tag === undefined || tag === "" || /^(C|POSIX)(\.|$)/.test(tag)) return undefined;
  return chooseLocale(tag.replace("_", "-"), "en");
}

function readArguments(argv: readonly string[]): Request | undefined {
  const words = [...argv];
  let as: string | undefined;
  let json = false;
  while (words[0]?.startsWith("--")) {
    const flag = words.shift();
    if (flag === "--json") json = true;
    else if (flag === "--as" && words[0] !== undefined) as = words.shift();
    else if (flag === "--") break;
    else return undefined;
  }
  if (words.length === 0) return undefined;
  const locale = ownLocale();
  const demo = words.length === 1 && words[0] === "demo";
  return {
    // One word with spaces is a whole line that somebody quoted: leave it as it is.
    line: words.length === 1 ? (words[0] ?? "") : line(words),
    json,
    demo,
    color: process.stdout.isTTY === true,
    ...(as === undefined ? {} : { as }),
    ...(locale === undefined ? {} : { locale }),
  };
}

async function ask(socket: string, request: Request): Promise<Reply> {
  const stream = connect(socket);
  stream.setEncoding("utf8");
  stream.write(`${JSON.stringify(request)}\n`);
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  // The server is ours; an empty answer means that it ended meanwhile.
  return JSON.parse(text) as Reply;
}

const request = readArguments(process.argv.slice(2));
if (request === undefined) {
  console.error(usage);
  process.exitCode = 2;
} else {
  try {
    const { out, exit } = await ask(socketPath(homeOf(process.env, process.cwd())), request);
    if (exit === 0 || request.json) console.log(out);
    else console.error(out);
    process.exitCode = exit;
  } catch (error) {
    const closed = error instanceof SyntaxError;
    console.error(closed ? "The desk ended before it answered." : "No desk is running here. Start it with: npm start");
    process.exitCode = 3;
  }
}
