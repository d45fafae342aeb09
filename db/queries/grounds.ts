import { type Ground, groundsWith } from "../../src/domain/grounds.ts";
import type { Tx } from "../client.ts";
import { eq } from "../orm.ts";
import { grounds } from "../schema/index.ts";

/** All grounds by code: the built-in ones with what the desk made of them. */
export async function readGrounds(tx: Tx): Promise<ReadonlyMap<string, Ground>> {
  const rows = await tx.select().from(grounds);
  return groundsWith(
    rows.map((r) => ({
      code: r.code,
      words: { ja: r.ja, en: r.en },
      toFinder: { ja: r.finderJa, en: r.finderEn },
      active: r.active,
    })),
  );
}

export async function writeGround(
  tx: Tx,
  { code, words, toFinder, active }: Omit<Ground, "from">,
  by: number,
  at: Date,
): Promise<void> {
  const row = {
    ja: words.ja,
    en: words.en,
    finderJa: toFinder.ja,
    finderEn: toFinder.en,
    active,
    changedBy: by,
    changedAt: at,
  };
  await tx
    .insert(grounds)
    .values({ code, ...row })
    .onConflictDoUpdate({ target: grounds.code, set: row });
}

/** Back to how it came; one that the desk added is gone. */
export async function resetGround(tx: Tx, code: string): Promise<void> {
  await tx.delete(grounds).where(eq(grounds.code, code));
}
