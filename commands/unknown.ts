import type { Refusal } from "../src/refusal.ts";
import { commands } from "./index.ts";
import { unknownCommand } from "./refusals.ts";
import { nearest } from "./text.ts";

/** No command has that name; those that are near. */
export function unknown(line: string): Refusal {
  const begun = [...line.trim()].slice(0, 40).join("");
  return unknownCommand(
    begun,
    nearest(
      line,
      commands.map((c) => c.name),
    ),
  );
}
