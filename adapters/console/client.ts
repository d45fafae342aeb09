import { readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import { homeOf } from "../../src/config.ts";
import { decodeText } from "../../src/decode.ts";
import { socketPath } from "../../src/home.ts";
import { chooseLocale, type Locale } from "../../src/locale.ts";
import type { Reply, Request } from "./protocol.ts";

const usage = `Usage: npm run -s desk -- [--as NAME] [--json] [--file ARGUMENT=PATH] <command line>
  npm run -s desk -- help
  npm run -s desk -- --as hana case take 48213377
  npm run -s desk -- --file csv=vendors.csv vendor import`;

/** The reader's language as POSIX says it (LC_ALL before LC_MESSAGES before LANG); the server's own when none is set. */
function ownLocale(): Locale | undefined {
  const tag = process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"];
  if (tag === undefined || tag === "" || /^(C|POSIX)(\.|$)/.test(tag)) return undefined;
  return chooseLocale(tag.replace("_", "-"), "en");
}

/** Bytes of a file that is given as an argument. */
const longestFile = 1_000_000;

/** "csv=vendors.csv": the file's text as that argument. @throws Error with a sentence for whoever typed it. */
function readFile(given: string): Readonly<Record<string, string>> {
  const [, name = "", path = ""] = /^([a-z-]+)=(.+)$/s.exec(given) ?? [];
  if (name === "") throw new Error(`--file takes ARGUMENT=PATH, such as csv=vendors.csv, not ${given}`);
  const { size } = statSync(path);
  if (size > longestFile) throw new Error(`${path} has ${size} bytes; at most ${longestFile} can be sent.`);
  const text = decodeText(readFileSync(path));
  if (text === undefined) throw new Error(`${path} is no text: UTF-8, UTF-16 with its mark, and Shift_JIS are read.`);
  return { [name]: text };
}

function readArguments(argv: readonly string[]): Request | undefined {
  const words = [...argv];
  let as: string | undefined;
  let json = false;
  let options: Readonly<Record<string, string>> | undefined;
  while (words[0]?.startsWith("--")) {
    const flag = words.shift();
    if (flag === "--json") json = true;
    else if (flag === "--as" && words[0] !== undefined) as = words.shift();
    else if (flag === "--file" && words[0] !== undefined) options = { ...options, ...readFile(words.shift() ?? "") };
    else if (flag === "--") break;
    else return undefined;
  }
  if (words.length === 0) return undefined;
  const locale = ownLocale();
  const demo = words.length === 1 && words[0] === "demo";
  return {
    // One word with spaces is a whole line that somebody quoted: leave it as it is.
    line: words.length === 1 ? (words[0] ?? "") : words,
    json,
    demo,
    color: process.stdout.isTTY === true,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(as === undefined ? {} : { as }),
    ...(options === undefined ? {} : { options }),
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

function requestOrUsage(): Request | undefined {
  try {
    const request = readArguments(process.argv.slice(2));
    if (request === undefined) console.error(usage);
    return request;
  } catch (error) {
    // A file that is not there, or is not what can be sent.
    console.error(error instanceof Error ? error.message : usage);
    return undefined;
  }
}

const request = requestOrUsage();
if (request === undefined) process.exitCode = 2;
else {
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
