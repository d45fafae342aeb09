import type { Both } from "../../locale.ts";
import { cweNames } from "./names.ts";

export interface Weakness {
  readonly id: number;
  readonly name: Both;
  /** Everything that finds it by a word. */
  readonly searched: string;
}

const fold = (s: string): string => s.normalize("NFKC").toLowerCase();

/** The name that people use stands last in English, where there are two, and first in Japanese. */
function read(line: string): Weakness {
  const [id = "", en = "", ja = ""] = line.split("#");
  return {
    id: Number(id),
    name: { ja: ja.split("; ")[0] ?? "", en: en.split("; ").at(-1) ?? "" },
    searched: fold(`cwe-${id} ${en} ${ja}`),
  };
}

export const weaknesses: readonly Weakness[] = cweNames.trim().split("\n").map(read);

const byId = new Map(weaknesses.map((w) => [w.id, w]));
/** A weakness of the list by its number; `undefined` for one that CWE has but the view has not. */
export const weaknessOf = (id: number): Weakness | undefined => byId.get(id);

/** "CWE-79", "cwe79", "79", in any width: the number; `undefined` for anything else. */
export function parseCwe(typed: string): number | undefined {
  const digits = /^(?:cwe-?)?([1-9]\d{0,4})$/.exec(fold(typed).trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Weaknesses whose number begins so, or whose names have every word; the number itself first. */
export function findWeaknesses(query: string): readonly Weakness[] {
  const words = fold(query)
    .split(/\s+/)
    .filter((w) => w !== "");
  const number = parseCwe(query);
  const fits = (w: Weakness): boolean =>
    number === undefined ? words.every((word) => w.searched.includes(word)) : String(w.id).startsWith(String(number));
  return weaknesses.filter(fits).sort((a, b) => Number(b.id === number) - Number(a.id === number));
}
