import { referencesFrom } from "../db/queries/cases.ts";
import { listMembers } from "../db/queries/members.ts";
import type { Desk } from "./desk.ts";
import { commands } from "./index.ts";
import { findCommand, tokens } from "./text.ts";
import { matchingVendors } from "./vendor/one.ts";

const most = 25;

/** Whole lines that the typed one could become: commands first, then references, members and choices by the argument's kind. */
export async function complete(desk: Desk, line: string): Promise<string[]> {
  const typed = tokens(line);
  const command = findCommand(typed, commands);
  const words = command?.name.split(" ").length ?? 0;
  const onNext = line.endsWith(" ");
  if (command === undefined || (typed.length === words && !onNext)) {
    return commands
      .map((c) => `${c.name} `)
      .filter((name) => name.startsWith(line.toLowerCase()))
      .slice(0, most);
  }
  const index = typed.length - words - (onNext ? 0 : 1);
  const arg = Object.values(command.args)[index];
  const begun = onNext ? "" : (typed.at(-1)?.value ?? "");
  const before = onNext ? line : line.slice(0, typed.at(-1)?.at ?? 0);
  const finish = (values: readonly string[]): string[] =>
    values
      .filter((v) => v.startsWith(begun))
      .slice(0, most)
      .map((v) => `${before}${v} `);
  if (arg?.choices !== undefined) return finish(arg.choices.map((c) => c.value));
  if (arg?.kind === "case" && /^\d{0,8}$/.test(begun)) {
    const found = await desk.db.transaction((tx) => referencesFrom(tx, begun, most));
    return finish(found.map((r) => String(r).padStart(8, "0")));
  }
  if (arg?.kind === "member") {
    const members = await desk.db.transaction((tx) => listMembers(tx));
    return finish(members.map((m) => m.handle));
  }
  if (arg?.kind === "vendor") {
    const found = await desk.db.transaction((tx) => matchingVendors({ tx, keys: desk.keys }, begun, most));
    return found.map((v) => `${before}${v.id} `);
  }
  return [];
}
