import type { Answer } from "../../commands/contract.ts";
import type { Locale } from "../../src/locale.ts";
import { refusalParts, toTerminal } from "./render.ts";

/** One line of JSON from the client over the socket. */
export interface Request {
  /** A line as it was typed, or its words as a shell took them apart. */
  readonly line: string | readonly string[];
  /** Arguments that were read from files, by name. */
  readonly options?: Readonly<Record<string, string>>;
  /** Handle of the member to act as; the administrator when absent. */
  readonly as?: string;
  readonly json?: boolean;
  readonly color?: boolean;
  readonly locale?: Locale;
  /** IANA zone of the clock beside the terminal. */
  readonly zone?: string;
  /** Fill an empty desk with the demonstration instead of running a line. */
  readonly demo?: boolean;
}

/** One line of JSON back: what to print and how to end. */
export interface Reply {
  readonly out: string;
  readonly exit: 0 | 1 | 2;
}

/** Refusals that mean "typed wrongly" rather than "no". */
const usageCodes: readonly string[] = ["args.invalid", "args.missing", "args.unexpected", "command.unknown"];

/** The answer as text or as the JSON object that scripts rely on (architecture §5). */
export function reply(answer: Answer, request: Request): Reply {
  const { rendered } = answer;
  const text = toTerminal(rendered, request.color === true && request.json !== true, request.zone);
  if (answer.ok) {
    return { exit: 0, out: request.json ? JSON.stringify({ ok: true, view: rendered, text }) : text };
  }
  const exit = usageCodes.includes(answer.code) ? 2 : 1;
  if (!request.json) return { exit, out: text };
  return { exit, out: JSON.stringify({ ok: false, code: answer.code, ...refusalParts(rendered) }) };
}
