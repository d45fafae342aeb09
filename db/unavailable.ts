/**
 * What PostgreSQL and its driver say when the database is away, stopping, full or too slow, and not that a statement was
 * wrong. The transaction did not come to its end as far as we know, so the same request, with its key, may be made again.
 */
const away: ReadonlySet<string> = new Set([
  // The driver and the system below it.
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  // PostgreSQL, appendix A of its documentation.
  "25006", // read_only_sql_transaction: a standby
  "25P03", // idle_in_transaction_session_timeout
  "53300", // too_many_connections
  "55P03", // lock_not_available
  "57014", // query_canceled: statement_timeout
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
]);

/** Whether an error says that the database could not be asked, however deep it is wrapped. */
export function isUnavailable(error: unknown): boolean {
  let e = error;
  for (let depth = 0; e instanceof Error && depth < 5; e = e.cause, depth += 1) {
    const code = "code" in e && typeof e.code === "string" ? e.code : "";
    if (away.has(code) || code.startsWith("08")) return true;
    // A socket file whose server is gone; any other missing file is a fault of ours.
    if (code === "ENOENT" && "syscall" in e && e.syscall === "connect") return true;
    if (e instanceof AggregateError && e.errors.some(isUnavailable)) return true;
  }
  return false;
}

/** Whether PostgreSQL gave a statement up for another's sake, which passes when it is made again. */
export const isConflict = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "40001" || error.code === "40P01");
