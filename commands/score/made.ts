/** What gave a result, with its version: stored with it, so that a later difference can be told from a later rule. */
export const calculator = "ae-cvss-calculator 1.0.13";
