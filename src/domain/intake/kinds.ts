/** The three intake kinds (guideline 2019, ch. III; domain rules §2). */
export const reportKinds = ["software", "website", "own-product"] as const;
export type ReportKind = (typeof reportKinds)[number];

/** A report as the finder wrote it, after parsing: field key → value. A list is several choices or several lines. */
export type ReportValues = Readonly<Record<string, string | readonly string[]>>;
