/** The package brings types that its own file names do not reach; this is the table that cvss4.ts reads. */
declare module "cvss4/dist/models.js" {
  /** FIRST's scores of the 270 macro vectors: "000000" → 10. */
  export const cvssLookup_globalV4: Readonly<Record<string, number>>;
}
