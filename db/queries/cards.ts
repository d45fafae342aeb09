import type { Tx } from "../client.ts";
import { sql } from "../orm.ts";
import { cases, notices } from "../schema/index.ts";

/** Reference of the case whose card is the message `ref` of this platform and workspace. */
export async function caseUnder(tx: Tx, platform: string, tenant: string, ref: string): Promise<number | undefined> {
  const prefix = `${[platform, tenant].map(encodeURIComponent).join("/")}/`;
  const [row] = await tx.execute<{ reference: number }>(sql`
    select c.reference from ${notices} n join ${cases} c on c.id = n.case_id
    where n.ref = ${ref} and starts_with(n.destination, ${prefix}) limit 1`);
  return row?.reference;
}
