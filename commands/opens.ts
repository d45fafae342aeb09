import type { AnyCommand, Raw } from "./contract.ts";
import { commands } from "./index.ts";
import { readLine } from "./text.ts";

const isOpen = (command: AnyCommand, raw: Raw): boolean => {
  const lacks = (name: string): boolean => (raw[name] ?? "") === "";
  const missing = Object.entries(command.args).some(([name, arg]) => arg.required && lacks(name));
  return missing || (command.form?.when?.every(lacks) ?? false);
};

/** Whether a line leaves open what a form would ask for. Its words decide alone: no permission, no case is looked at. */
export function opensForm(line: string): boolean {
  const reading = readLine(line, commands);
  return reading !== undefined && reading.left.length === 0 && isOpen(reading.command, reading.raw);
}
