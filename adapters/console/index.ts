import type { Server } from "node:net";
import type { Dispatch } from "../../commands/contract.ts";
import type { Outlet } from "../../src/delivery.ts";
import type { Locale } from "../../src/locale.ts";
import type { Adapter } from "../contract.ts";
import { openPrompt, type Prompt } from "./prompt.ts";
import { type Reply, type Request, reply } from "./protocol.ts";
import { toJournal, toTerminal } from "./render.ts";
import { listenOn } from "./server.ts";

export interface ConsoleOptions {
  readonly dispatch: Dispatch;
  readonly socket: string;
  readonly locale: Locale;
  /** Fills an empty desk; answers with a sentence. */
  readonly demo: (locale: Locale) => Promise<Reply>;
  readonly complete: (line: string) => Promise<readonly string[]>;
  /** A line out of the words that a shell made of it. */
  readonly lineOf: (words: readonly string[]) => string;
  /** Opens the prompt when a person sits at this terminal. */
  readonly interactive: boolean;
  readonly leave: () => void;
  /** An answer that could not be made. */
  readonly failed: (error: unknown) => void;
  /** Where announcements go when there is no prompt: one line for each, on standard output. */
  readonly print: (text: string) => void;
}

/** The terminal: a socket for the one-shot client, the prompt, and the place where pings show when nobody has a chat. */
export function createConsole(options: ConsoleOptions): Adapter & { readonly deliver: Outlet; openPrompt(): void } {
  const { dispatch, socket, locale, demo, complete, interactive, leave } = options;
  let server: Server | undefined;
  let prompt: Prompt | undefined;

  const answer = async (request: Request): Promise<Reply> => {
    if (request.demo) return await demo(request.locale ?? locale);
    const answered = await dispatch({
      principal: { platform: "console", tenant: "local", user: request.as ?? "admin" },
      place: { kind: "private" },
      locale: request.locale ?? locale,
      line: typeof request.line === "string" ? request.line : options.lineOf(request.line),
      ...(request.options !== undefined && { options: request.options }),
    });
    return reply(answered, request);
  };

  return {
    platform: "console",
    async start() {
      server = await listenOn(socket, answer, options.failed);
    },
    openPrompt() {
      if (interactive) prompt = openPrompt(answer, complete, leave);
    },
    async deliver(to, parcel) {
      const head = to.kind === "person" ? `→ @${to.id}` : "→";
      const whole = (): string => `${head} ${toTerminal(parcel.rendered, interactive)}`;
      if (prompt !== undefined) prompt.print(whole());
      else if (interactive || to.kind === "room") options.print(whole());
      // Nobody sits here: this is a file or a journal, which others read. What is for one person is only announced.
      else options.print(`${head} ${toJournal(parcel.rendered)}`);
      return { outcome: "sent" };
    },
    async stop() {
      prompt?.close();
      await new Promise<void>((resolve) => {
        if (server === undefined) resolve();
        else server.close(() => resolve());
      });
    },
  };
}
