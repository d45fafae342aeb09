import { createInterface, type Interface } from "node:readline";
import type { Reply, Request } from "./protocol.ts";

export interface Prompt {
  /** Prints above the line that is being typed. */
  print(text: string): void;
  close(): void;
}

/** The desk's prompt in the terminal in which the server runs. History stays in memory: lines may hold case text. */
export function openPrompt(
  answer: (r: Request) => Promise<Reply>,
  complete: (line: string) => Promise<readonly string[]>,
  leave: () => void,
): Prompt {
  const rl: Interface = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: "> ",
    historySize: 500,
    completer: (line: string, done: (error: null, result: [string[], string]) => void) => {
      complete(line).then(
        (found) => done(null, [[...found], line]),
        () => done(null, [[], line]),
      );
    },
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const print = (text: string): void => {
    process.stdout.write(`\r\u001b[K${text}\n`);
    rl.prompt(true);
  };
  rl.on("line", (line) => {
    if (line.trim() === "") return rl.prompt();
    if (/^(exit|quit)$/i.test(line.trim())) return leave();
    rl.pause();
    answer({ line, color: process.stdout.isTTY, zone }).then(
      (r) => {
        rl.resume();
        print(r.out);
      },
      () => {
        rl.resume();
        print("?");
      },
    );
    return undefined;
  });
  rl.on("SIGINT", leave);
  rl.prompt();
  return { print, close: () => rl.close() };
}
