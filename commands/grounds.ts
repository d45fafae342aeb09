import { z } from "zod";
import { detailOf, type Ground, groundCode } from "../src/domain/grounds.ts";
import { open } from "../src/label.ts";
import type { Both } from "../src/locale.ts";
import { Refusal } from "../src/refusal.ts";
import { say, t } from "../src/text.ts";
import type { Arg } from "./contract.ts";

/** A ground's code in any case: "r-04E" is R-04e. */
export const groundSchema = z
  .string()
  .trim()
  .regex(/^[rtp]-\d\d[a-z]?$/i)
  .transform(groundCode);

/** A ground by its code. */
export const groundArg = (summary: Both, example: string): Arg<string, true> => ({
  kind: "ground",
  required: true,
  summary,
  example,
  schema: groundSchema,
});

/** The ground that was named for a decline or an end. @param field the argument that named it. @throws Refusal `args.invalid` for one that is not there, off, or of another code. */
export function groundFor(
  all: ReadonlyMap<string, Ground>,
  reason: string,
  named: string | undefined,
  field = "reason",
): Ground {
  const code = named ?? reason;
  const found = all.get(code);
  const base = detailOf(reason) ?? reason;
  const fits = found?.active === true && (code === reason || detailOf(code) === base);
  if (found !== undefined && fits) return found;
  const possible = [...all.values()].filter((g) => g.active && (g.code === base || detailOf(g.code) === base));
  throw new Refusal(
    "args.invalid",
    say({
      ja: t`${open(code)} は ${open(base)} の理由として使えません。`,
      en: t`${open(code)} is no ground in use under ${open(base)}.`,
    }),
    say({
      ja: t`使えるもの: ${open(possible.map((g) => `${g.code} ${g.words.ja}`).join(" / "))}`,
      en: t`In use: ${open(possible.map((g) => `${g.code} ${g.words.en}`).join(" / "))}`,
    }),
    named === undefined ? field : "detail",
  );
}
