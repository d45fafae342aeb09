import type { AnyCommand, Arg } from "../../commands/contract.ts";
import { cut, oneLine } from "../../src/characters.ts";
import type { Both } from "../../src/locale.ts";
import { japanese } from "../../src/names.ts";

/** Name of the message command. */
export const addToCase = "Add to case";

/** Options by Discord's numbers: 3 text, 4 whole number, 6 a person. */
type Option = Readonly<Record<string, unknown>>;

const description = (both: Both) => ({
  description: cut(oneLine(both.en), 100),
  description_localizations: { ja: cut(oneLine(both.ja), 100) },
});

const named = (name: string) => ({
  name,
  ...(japanese[name] !== undefined && { name_localizations: { ja: japanese[name] } }),
});

/** Discord lists up to 25 choices. */
const choicesOf = ({ choices = [] }: Arg) =>
  choices.slice(0, 25).map((c) => ({
    name: cut(`${c.value} ${c.words.en}`, 100),
    name_localizations: { ja: cut(`${c.value} ${c.words.ja}`, 100) },
    value: c.value,
  }));

/** Kind of argument → type of option and what goes with it. None is required: what is missing is asked in a form. */
const option = (name: string, arg: Arg): Option => {
  const base = { ...named(name), ...description(arg.label ?? arg.summary) };
  if (arg.kind === "member") return { ...base, type: 6 };
  if (arg.kind === "choice") return { ...base, type: 3, choices: choicesOf(arg) };
  if (["case", "cwe", "deadline", "ground", "handle", "setting", "vendor"].includes(arg.kind)) {
    return { ...base, type: 3, autocomplete: true };
  }
  return { ...base, type: 3, ...(arg.max !== undefined && { max_length: Math.min(arg.max, 6000) }) };
};

/** What only buttons give is no option. */
const optionsOf = (command: AnyCommand): Option[] =>
  Object.entries(command.args).flatMap(([name, arg]) => (arg.hidden === true ? [] : [option(name, arg)]));

/** In the guild alone, installed by the guild alone, and closed until its administrators open it (platforms.md B.2). */
const guarded = { contexts: [0], integration_types: [0], default_member_permissions: 0 };

const nounWords = (noun: string): Both => ({ ja: `${japanese[noun] ?? noun}の操作`, en: `Work with: ${noun}` });

/** One command for each noun with a subcommand for each verb, and "Add to case" on messages. */
export function guildCommands(commands: readonly AnyCommand[]): readonly Option[] {
  const nouns = [...new Set(commands.map((c) => c.name.split(" ")[0] ?? ""))];
  return [
    ...nouns.map((noun): Option => {
      const alone = commands.find((c) => c.name === noun);
      if (alone !== undefined)
        return { ...named(noun), type: 1, ...guarded, ...description(alone.summary), options: optionsOf(alone) };
      const verbs = commands.filter((c) => c.name.startsWith(`${noun} `));
      return {
        ...named(noun),
        type: 1,
        ...guarded,
        ...description(nounWords(noun)),
        options: verbs.map((c) => ({
          ...named(c.name.split(" ")[1] ?? ""),
          type: 1,
          ...description(c.summary),
          options: optionsOf(c),
        })),
      };
    }),
    { name: addToCase, name_localizations: { ja: "案件に追加" }, type: 3, ...guarded },
  ];
}
