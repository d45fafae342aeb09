import type { AnyCommand } from "../../commands/contract.ts";

/** Writes a line as one types it in Discord: "case take 48213377" → "/case take case:48213377". */
export type Write = (line: string) => string;

/** What is no command of ours stays as it is. Words beyond the last argument belong to it. */
export function createWrite(commands: readonly AnyCommand[]): Write {
  return (line) => {
    const command = commands
      .filter((c) => line === c.name || line.startsWith(`${c.name} `))
      .toSorted((a, b) => b.name.length - a.name.length)[0];
    if (command === undefined) return line;
    const names = Object.entries(command.args).flatMap(([name, arg]) => (arg.hidden === true ? [] : [name]));
    const given = line.slice(command.name.length).match(/"[^"]*"|\S+/g) ?? [];
    const options: string[] = [];
    for (const word of given) {
      const named = names.find((n) => word.startsWith(`${n}=`));
      const next = names.find((n) => !options.some((o) => o.startsWith(`${n}:`)));
      const value = (named === undefined ? word : word.slice(named.length + 1)).replace(/^"(.*)"$/, "$1");
      const name = named ?? next;
      if (name !== undefined) options.push(`${name}:${value}`);
      else options[options.length - 1] = `${options.at(-1) ?? ""} ${value}`;
    }
    return [`/${command.name}`, ...options].join(" ");
  };
}
