/** Whose assessment a score is. The desk's is the one in force. */
export const assessors = ["finder", "vendor", "desk"] as const;
