/** One link of a chain, before it is hashed. */
export interface AuditRow {
  readonly chain: string;
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]));
};

/** The bytes that are hashed: the same for a row just made and for one read back (jsonb forgets the order of keys). */
export const canonical = (row: AuditRow): string =>
  JSON.stringify([row.chain, row.seq, row.at.toISOString(), row.actor, row.action, sorted(row.data)]);
