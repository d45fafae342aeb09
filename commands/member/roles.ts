import { z } from "zod";
import { type Role, roles, roleWords } from "../../src/domain/roles.ts";
import { join, type Text, words } from "../../src/text.ts";
import type { Arg } from "../contract.ts";

const splitRoles = (s: string): string[] =>
  s
    .toLowerCase()
    .split(",")
    .map((r) => r.trim())
    .filter(Boolean);

const isRole = (s: string): s is Role => (roles as readonly string[]).includes(s);

/** Roles with commas between: "coordinator,approver". */
export const rolesArg: Arg<string, true> = {
  kind: "choices",
  label: { ja: "役割", en: "Roles" },
  choices: roles.map((value) => ({ value, words: roleWords[value] })),
  required: true,
  summary: { ja: `役割をコンマ区切りで: ${roles.join(", ")}`, en: `roles with commas between: ${roles.join(", ")}` },
  example: "coordinator",
  schema: z.string().refine((s) => splitRoles(s).length > 0 && splitRoles(s).every(isRole)),
};

/** A new member coordinates unless somebody says otherwise. */
export const readRoles = (given: string | undefined): Role[] =>
  given === undefined ? ["intake_officer", "coordinator"] : [...new Set(splitRoles(given).filter(isRole))];

export const rolesText = (given: readonly Role[]): Text<"public"> =>
  join(
    given.map((r) => words(roleWords[r])),
    " · ",
  );
