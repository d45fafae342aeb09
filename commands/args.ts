import { z } from "zod";
import { foldWidth, parseReference } from "../src/domain/reference.ts";
import type { Both } from "../src/locale.ts";
import type { Arg } from "./contract.ts";

type Choice<V extends string> = { readonly value: V; readonly words: Both };

/** An argument that may be left out. */
export const optional = <T>(a: Arg<T>): Arg<T, false> => ({ ...a, required: false });

/** A case by its reference, in any of the forms people type. */
export const caseArg: Arg<number, true> = {
  kind: "case",
  required: true,
  summary: { ja: "案件番号（8桁）", en: "case reference, 8 digits" },
  label: { ja: "届出・案件", en: "Report or case" },
  example: "48213377",
  schema: z.string().transform((s, ctx) => {
    const reference = parseReference(s);
    if (reference !== undefined) return reference;
    ctx.addIssue({ code: "custom", message: "reference" });
    return z.NEVER;
  }),
};

/** A person of the desk: handle, with or without @, or a mention that an adapter turned into `slack:U1`. */
export const memberArg = (summary: Both): Arg<string, true> => ({
  kind: "member",
  required: true,
  summary,
  example: "hana",
  schema: z
    .string()
    .regex(/^@?[\p{L}\p{N}._:-]{1,64}$/u)
    .transform((s) => s.replace(/^@/, "")),
});

/** A person of the desk by handle, whether or not they have an account on the platform. */
export const handleArg = (summary: Both): Arg<string, true> => ({ ...memberArg(summary), kind: "handle" });

/** Free text; eats the rest of the line. @param max code points. */
export const textArg = (summary: Both, example: string, max: number): Arg<string, true> => ({
  kind: "text",
  required: true,
  rest: true,
  max,
  summary,
  example,
  schema: z
    .string()
    .trim()
    .min(1)
    .refine((s) => [...s].length <= max && !s.includes("\0")),
});

/** One word without spaces. */
export const wordArg = (summary: Both, example: string, shape: RegExp): Arg<string, true> => ({
  kind: "word",
  required: true,
  summary,
  example,
  schema: z
    .string()
    .transform((s) => foldWidth(s))
    .pipe(z.string().regex(shape)),
});

export const choiceArg = <const V extends string>(summary: Both, choices: readonly Choice<V>[]): Arg<V, true> => {
  const values = choices.map((c) => c.value);
  // zod wants a non-empty tuple; every caller passes at least one choice.
  const schema = z
    .string()
    .transform((s) => foldWidth(s).toLowerCase())
    .pipe(z.enum(values as [V, ...V[]]));
  return { kind: "choice", required: true, summary, example: values[0] ?? "", choices, schema };
};

export const numberArg = (summary: Both, example: string, min: number, max: number): Arg<number, true> => ({
  kind: "number",
  required: true,
  summary,
  example,
  schema: z
    .string()
    .transform((s) => foldWidth(s).replaceAll(",", ""))
    .pipe(z.string().regex(/^\d{1,12}$/))
    .transform(Number)
    .pipe(z.number().min(min).max(max)),
});

/** A moment as people type it; read in the desk's zone by commands/time.ts. */
export const timeArg = (summary: Both): Arg<string, true> => ({
  kind: "date",
  required: true,
  summary,
  example: "2026-12-03",
  schema: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .transform((s) => foldWidth(s).toLowerCase()),
});

/** An IANA time zone, for the moment that another argument names. `getZone` in times.ts knows which there are. */
export const zoneArg = (summary: Both): Arg<string, true> => wordArg(summary, "Europe/Berlin", /^[\w+/-]{1,40}$/);

/** Yes, no, or nobody knows. */
export const knownArg = (summary: Both): Arg<"yes" | "no" | "unknown", true> =>
  choiceArg(summary, [
    { value: "yes", words: { ja: "はい", en: "yes" } },
    { value: "no", words: { ja: "いいえ", en: "no" } },
    { value: "unknown", words: { ja: "不明", en: "unknown" } },
  ]);
