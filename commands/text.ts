import { foldWidth, parseReference } from "../src/domain/reference.ts";
import type { AnyCommand, Arg, Raw } from "./contract.ts";

/**
 * What chat clients make of quotes and spaces while one types. Each replacement is one character for one, so that places in
 * the normalised line are places in the line as it was typed: free text is kept as it was.
 */
const typography: readonly (readonly [RegExp, string])[] = [
  [/[“”„«»＂]/g, '"'],
  [/[\u00a0\u3000\t\r]/g, " "],
];

export interface Token {
  /** Without quotes and escapes. */
  readonly value: string;
  /** Where it begins in the normalised line. */
  readonly at: number;
  /** It was in quotes, so it is no option. */
  readonly quoted: boolean;
}

const normal = (line: string): string => typography.reduce((s, [from, to]) => s.replace(from, to), line);

/** `\"` and `\\` inside quotes; any other backslash is itself, as in a path. */
const unquote = (s: string): string => s.replace(/\\(["“”„«»＂\\])/g, "$1");

/** Words and "quoted words" of a line that was typed in chat. Linear in its length. */
export function tokens(line: string): Token[] {
  const found: Token[] = [];
  // name="two words" is one token, quotes and all; "two words" is one without them.
  const pattern = /[^\s"=]+="(?:[^"\\]|\\.)*"|"((?:[^"\\]|\\.)*)"|\S+/gs;
  for (const m of line.matchAll(pattern)) {
    found.push(
      m[1] === undefined
        ? { value: m[0], at: m.index, quoted: false }
        : { value: unquote(m[1]), at: m.index, quoted: true },
    );
  }
  return found;
}

export interface Reading {
  readonly command: AnyCommand;
  readonly raw: Raw;
  /** Words that no argument takes. */
  readonly left: readonly string[];
}

/** The longest command name that the line begins with; letters of any width and case. */
export function findCommand(typed: readonly Token[], commands: readonly AnyCommand[]): AnyCommand | undefined {
  const word = (i: number): string => foldWidth(typed[i]?.value ?? "").toLowerCase();
  const two = `${word(0)} ${word(1)}`;
  return commands.find((c) => c.name === two) ?? commands.find((c) => c.name === word(0));
}

/**
 * Reads a line: `name=value`, `--name value` and `--name=value` go to the argument of that name, other words fill the
 * arguments in order, and an argument with `rest` takes the remainder of the line as it was typed, or what stands in quotes when only
 * named arguments follow.
 * A vendor's verb may be typed without "reply", where that is no command of the desk.
 * @param implied reference of the case whose thread this is: it fills the command's `case` unless the word in its place is
 * a reference itself.
 */
export function readLine(line: string, commands: readonly AnyCommand[], implied?: string): Reading | undefined {
  const text = normal(line);
  const typed = tokens(text);
  const command = findCommand(typed, commands);
  // A vendor's people have one noun only, and need not type it.
  if (command === undefined && commands.some((c) => c.name === `reply ${typed[0]?.value.toLowerCase() ?? ""}`))
    return readLine(`reply ${line.trimStart()}`, commands, implied);
  if (command === undefined) return undefined;
  const raw: Record<string, string> = {};
  const left: string[] = [];
  const names = Object.keys(command.args);
  const open = [...names];
  const give = (name: string, value: string): void => {
    raw[name] = value;
    open.splice(open.indexOf(name), open.includes(name) ? 1 : 0);
  };
  const isNamed = (t: Token): boolean =>
    !t.quoted && names.includes(/^(?:--|[—–])?([a-z-]+)=/.exec(t.value)?.[1] ?? "");
  for (let i = command.name.split(" ").length; i < typed.length; i++) {
    const token = typed[i];
    if (token === undefined) break;
    const named = token.quoted ? null : /^(?:--|[—–])?([a-z-]+)=(.*)$/s.exec(token.value);
    // Clients turn "--" into a dash.
    const flag = token.quoted ? null : /^(?:--|[—–])([a-z-]+)$/.exec(token.value);
    const to = named?.[1] ?? flag?.[1];
    if (to !== undefined && names.includes(to)) {
      const following = typed[i + 1];
      if (named) {
        // name="two words": the quotes were kept inside the word, so the value runs to the closing quote, as it was typed.
        const begin = token.at + token.value.indexOf("=") + 1;
        const quote = /^"((?:[^"\\]|\\.)*)"/s.exec(text.slice(begin));
        const inside = quote && line.slice(begin + 1, begin + quote[0].length - 1);
        give(to, inside === null ? (named[2] ?? "") : unquote(inside));
      } else {
        give(to, following?.value ?? "");
        i += 1;
      }
      continue;
    }
    const asked = open[0];
    if (implied !== undefined && isCase(command, asked) && !namesCase(command, token.value)) {
      give(asked ?? "", implied);
    }
    const next = open[0];
    if (next === undefined) left.push(token.value);
    else if (command.args[next]?.rest === true) {
      // In quotes it has an end of its own, after which only named arguments may stand.
      const isWhole = token.quoted && typed.slice(i + 1).every(isNamed);
      give(next, isWhole ? token.value : line.slice(token.at).trim());
      if (!isWhole) break;
    } else give(next, token.value);
  }
  const unnamed = open.find((name) => isCase(command, name));
  if (implied !== undefined && unnamed !== undefined) give(unnamed, implied);
  return { command, raw, left };
}

/**
 * Whether a word under a card means a case. Before free text a bare number may be its beginning, such as a date: there only a
 * reference with its sign counts, so that words do not go to another case.
 */
const namesCase = (command: AnyCommand, word: string): boolean => {
  const takesText = Object.values(command.args).some((a) => a.rest === true);
  return parseReference(word) !== undefined && (!takesText || /[#＃]/.test(word));
};

const isCase = (command: AnyCommand, name: string | undefined): boolean =>
  name !== undefined && (command.args[name] as Arg | undefined)?.kind === "case";

const inQuotes = (word: string): string =>
  word === "" || /[\s"]/.test(word) ? `"${word.replace(/["\\]/g, "\\$&")}"` : word;

/** Words that a shell took apart as a line again: what had spaces gets its quotes back, a named argument behind its name. */
export function lineOfWords(words: readonly string[], commands: readonly AnyCommand[]): string {
  const command = findCommand(
    words.map((value) => ({ value, at: 0, quoted: false })),
    commands,
  );
  const isName = (name: string): boolean => command !== undefined && Object.hasOwn(command.args, name);
  return words
    .map((word) => {
      const [, name = "", value = ""] = /^(?:--)?([a-z-]+)=(.*)$/s.exec(word) ?? [];
      return isName(name) ? `${name}=${inQuotes(value)}` : inQuotes(word);
    })
    .join(" ");
}

/** The inverse of `readLine`: a line that gives the same command the same arguments, each by its name. */
export const writeLine = (command: AnyCommand, raw: Raw): string =>
  [
    command.name,
    ...Object.entries(raw)
      .filter(([name, value]) => name in command.args && value !== "")
      .map(([name, value]) => `${name}="${value.replace(/["“”„«»＂\\]/g, "\\$&")}"`),
  ].join(" ");

/** Levenshtein distance, for "did you mean". */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The names nearest to what was typed, at most three mistakes away. */
export function nearest(line: string, names: readonly string[]): string[] {
  const words = tokens(normal(line)).map((w) => foldWidth(w.value).toLowerCase().slice(0, 20));
  const typed = words.slice(0, 2).join(" ");
  const scored = names.map((name) => ({ name, d: distance(name.includes(" ") ? typed : (words[0] ?? ""), name) }));
  return scored
    .filter((s) => s.d <= 3)
    .sort((a, b) => a.d - b.d)
    .slice(0, 3)
    .map((s) => s.name);
}
