import { expect, test } from "vitest";
import { createLog } from "../src/log.ts";
import { Canaries } from "./support/canaries.ts";

const canaries = new Canaries();
const secret = (): string => canaries.make("secret");

/** What is written when somebody logs so. */
function written(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog("debug", { write: (line) => void lines.push(line) }));
  return lines.join("");
}

const queryError = (): Error =>
  Object.assign(new Error(`Failed query: insert … params: ${secret()}`, { cause: new RangeError(secret()) }), {
    code: "23505",
    detail: `Key (name)=(${secret()}) exists`,
    query: secret(),
    parameters: [secret()],
  });

test("an error is logged by its class, code and place, never by its words, and neither is its cause", () => {
  for (const line of [
    written((log) => log.error({ err: queryError() }, "failed")),
    written((log) => log.error(queryError())),
    written((log) => log.error(queryError(), "failed")),
  ]) {
    expect(line).toMatch(/"type":"Error".*"code":"23505".*log\.test\.ts.*"type":"RangeError"/);
    expect(canaries.found(line)).toEqual([]);
  }
});

test("fields that may hold case text, people or keys are dropped, to three levels", () => {
  for (const field of ["title", "body", "values", "email", "name", "token", "receipt", "line", "vector", "url"]) {
    const line = written((log) =>
      log.info({ [field]: secret(), a: { [field]: secret(), b: { [field]: { deep: secret() } } }, n: 7 }, "stored"),
    );
    expect(line).toContain('"n":7');
    expect({ field, found: canaries.found(line) }).toEqual({ field, found: [] });
  }
});
