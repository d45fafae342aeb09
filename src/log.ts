import pino, { type Logger } from "pino";

/**
 * Names of fields that may hold what must not be in a log: report text, people, keys, tokens. Dropped wherever they stand, to
 * three levels. A log line says which, when and how often; never what.
 */
const dropped = [
  ...["body", "text", "title", "values", "report", "identity", "message", "messages", "note", "line", "options", "raw"],
  ...["name", "email", "mail", "tel", "address", "user", "account", "finder", "network", "ip"],
  ...[
    "key",
    "keys",
    "token",
    "tokens",
    "secret",
    "password",
    "receipt",
    "authorization",
    "cookie",
    "headers",
    "url",
    "vector",
  ],
  ...["query", "parameters", "params", "args", "detail", "where", "response_url", "trigger_id"],
];

const paths = dropped.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly stack?: unknown;
  readonly cause?: unknown;
}

/**
 * An error as it may be logged: class, code and where, never its message: database and parser errors quote values. The cause
 * goes the same way.
 */
function errorFacts(error: unknown): object {
  if (typeof error !== "object" || error === null) return { type: typeof error };
  const { name, code, stack, cause } = error as Thrown;
  const frames =
    typeof stack === "string"
      ? stack
          .split("\n")
          .filter((l) => /^\s+at /.test(l))
          .slice(0, 8)
      : [];
  return {
    type: String(name),
    code,
    at: frames.map((f) => f.trim()),
    ...(cause === undefined ? {} : { cause: errorFacts(cause) }),
  };
}

export const logLevels = ["silent", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Structured log, one JSON object a line. @param destination stdout unless a test looks. */
export const createLog = (level: LogLevel, destination?: pino.DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, remove: true },
      serializers: { err: errorFacts },
      // pino puts an error given alone under `err`, but copies its message to `msg`: keep our own words only.
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = args as unknown[];
          if (first instanceof Error) method.apply(this, [{ err: first }, "an error"] as never);
          else method.apply(this, [first, ...rest] as never);
        },
      },
    },
    destination ?? pino.destination(1),
  );
