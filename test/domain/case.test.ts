import fc from "fast-check";
import { expect, test } from "vitest";
import {
  acceptReport,
  askFinder,
  assignCase,
  declineReport,
  finderAnswers,
  openReport,
} from "../../src/domain/case.ts";
import { aCase } from "../support/case.ts";

const now = new Date("2026-11-25T00:00:00Z");
test("the first look makes a received report one that is being checked; later looks change nothing", () => {
  expect(openReport(aCase())).toMatchObject({ after: { state: "CHK" }, events: [{ type: "report.opened" }] });
  expect(openReport(aCase({ state: "ASK" })).events).toEqual([]);
});

test("accepting sets the acceptance date", () => {
  expect(acceptReport(aCase({ state: "CHK" }), ["R-01"], now)).toMatchObject({
    after: { state: "ACC", acceptedAt: now },
  });
});

test("what is decided cannot be decided again", () => {
  fc.assert(
    fc.property(fc.constantFrom("REJ", "ACC" as const), (state) => {
      for (const decide of [
        () => acceptReport(aCase({ state }), [], now),
        () => declineReport(aCase({ state }), "R-04", now),
        () => askFinder(aCase({ state }), 1),
      ]) {
        expect(decide).toThrow(expect.objectContaining({ code: "case.wrong-state" }));
      }
    }),
  );
});

test("a second question may be asked while the first waits", () => {
  expect(askFinder(aCase({ state: "ASK" }), 2)).toMatchObject({ after: { state: "ASK" }, events: [{ message: 2 }] });
});

test("an answer brings the report back to the check, from nowhere else", () => {
  expect(finderAnswers(aCase({ state: "ASK" }), 3).after.state).toBe("CHK");
  expect(() => finderAnswers(aCase({ state: "ACC" }), 3)).toThrow();
});

test("an ended case is given to nobody; the same person twice is no event", () => {
  expect(() => assignCase(aCase({ state: "REJ", closedAt: now }), 2)).toThrow(
    expect.objectContaining({ code: "case.wrong-state" }),
  );
  expect(assignCase(aCase({ assigneeId: 2 }), 2).events).toEqual([]);
});
