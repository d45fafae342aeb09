import { eq } from "../../db/orm.ts";
import { caseColumns, type StoredCase } from "../../db/queries/cases.ts";
import { cases, finders } from "../../db/schema/index.ts";
import { newReference, seal } from "../../src/crypto/keyring.ts";
import type { ReportValues } from "../../src/domain/intake/kinds.ts";
import { shortReference } from "../../src/domain/reference.ts";
import { indexWords } from "../../src/search.ts";
import type { Act } from "../desk.ts";

type Row = typeof cases.$inferInsert;

/** A case before it has a reference and keys: what is open of its row, and the texts that will be sealed. */
export interface NewCase
  extends Pick<Row, "kind" | "state" | "receivedAt" | "finderLocale" | "receiptHash">,
    Partial<Pick<Row, "acceptedAt" | "request" | "assigneeId" | "lane">> {
  readonly title: string;
  readonly report: ReportValues;
  /** Texts whose words find it. */
  readonly searched: readonly string[];
}

/** The identity of a new finder, or the row of one who is known. */
type Finder = { readonly identity: ReportValues } | { readonly id: number };

async function insertFinder({ tx, keys }: Act, owner: string, identity: ReportValues): Promise<number> {
  const { key, wrapped } = keys.newKey(`finder/${owner}`);
  const [row] = await tx
    .insert(finders)
    .values({ key: wrapped, identity: seal(key, "finders.identity", JSON.stringify(identity)) })
    .returning({ id: finders.id });
  if (row === undefined) throw new Error("the finder was not stored");
  return row.id;
}

/** Stores a case, sealed with a key of its own, under a reference that nobody has. */
export async function insertCase(
  act: Act,
  { title, report, searched, ...open }: NewCase,
  finder: Finder,
): Promise<{ stored: StoredCase; key: Buffer }> {
  const { tx, keys } = act;
  const words = new Set(searched.flatMap((text) => [...indexWords(text)]));
  for (;;) {
    const reference = newReference();
    const owner = shortReference(reference).slice(1);
    const { key, wrapped } = keys.newKey(`case/${owner}`);
    const finderId = "id" in finder ? finder.id : await insertFinder(act, owner, finder.identity);
    const [stored] = await tx
      .insert(cases)
      .values({
        ...open,
        reference,
        finderId,
        key: wrapped,
        title: seal(key, "cases.title", title),
        report: seal(key, "cases.report", JSON.stringify(report)),
        tokens: [...words].map((w) => keys.blind(w)),
        auditHash: Buffer.alloc(0),
      })
      .onConflictDoNothing({ target: cases.reference })
      .returning(caseColumns);
    if (stored !== undefined) return { stored, key };
    if ("identity" in finder) await tx.delete(finders).where(eq(finders.id, finderId));
  }
}
