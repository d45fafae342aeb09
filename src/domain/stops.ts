/** Minutes that nothing is sent to a place or platform that refused everything; then one notice tries. */
export const stopMinutes = 10;
/**
 * Seconds: the longest that this one try may take. In so much time before a stop's end nothing is given up any more: what
 * comes then waits for the try.
 */
export const trySeconds = 15;

interface Stop {
  readonly until: Date;
}

/**
 * What a stopped queue does now. `bury`: give up what waits, calling nobody. `wait`: the try is near or under way. `try`: send
 * one. `go`: nothing is stopped. The strictest of all its stops counts.
 */
export function whatNow(stops: readonly Stop[], now: Date): "go" | "try" | "wait" | "bury" {
  if (stops.length === 0) return "go";
  const left = Math.max(...stops.map((s) => s.until.getTime())) - now.getTime();
  if (left <= 0) return "try";
  return left <= trySeconds * 1000 ? "wait" : "bury";
}
