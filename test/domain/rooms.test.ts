import { expect, test } from "vitest";
import { audienceOfRoom, hasOthers, whyHold } from "../../src/domain/rooms.ts";

const fine = { shared: false, everybody: false, guests: 0, outsiders: [], open: true };

test.each([
  ["only the desk reads there", fine, undefined, undefined],
  ["shared", { ...fine, shared: true }, "shared", "shared"],
  ["shared, and archived or left", { ...fine, shared: true, open: false }, "shared", "shared"],
  ["shared, with guests", { ...fine, shared: true, guests: 2 }, "shared", "shared"],
  ["public in the workspace", { ...fine, everybody: true }, "everybody", "everybody"],
  ["a guest", { ...fine, guests: 1 }, "guest", "guest"],
  ["archived, or we are not in it", { ...fine, open: false }, undefined, "unknown"],
  ["no answer", undefined, undefined, "unknown"],
])("%s: held or not, in passing and when something was said", (_, readers, inPassing, suspected) => {
  expect(whyHold(readers, "nothing")).toBe(inPassing);
  expect(whyHold(readers, "suspect")).toBe(suspected);
  expect(whyHold(readers, "widened")).toBe(inPassing ?? "widened");
});

test.each([
  ["nobody bound it", undefined, "public"],
  ["public", { audience: "public", heldAt: null }, "public"],
  ["the desk's", { audience: "desk", heldAt: null }, "desk"],
  ["the desk's, but held", { audience: "desk", heldAt: new Date() }, "public"],
  ["a word from a newer version", { audience: "party", heldAt: null }, "public"],
])("%s: who reads there", (_, room, rank) => {
  expect(audienceOfRoom(room).rank).toBe(rank);
});

test("in a vendor's room only those who belong there may read; who is not named belongs nowhere", () => {
  const readers = (over: object) => ({
    shared: true,
    everybody: false,
    guests: 1,
    outsiders: ["team:T9"],
    open: true,
    ...over,
  });
  const belong = new Set(["team:T9", "guest:U1"]);
  expect(hasOthers(readers({}), belong)).toBe(false);
  expect(hasOthers(readers({ outsiders: [] }), belong)).toBe(false);
  for (const outsiders of [["team:T9", "team:T8"], ["guest:U2"], ["team:?"], ["guild:?"]])
    expect({ outsiders, others: hasOthers(readers({ outsiders }), belong) }).toEqual({ outsiders, others: true });
  expect(hasOthers(readers({ everybody: true }), belong)).toBe(true);
  expect(hasOthers(readers({}), undefined)).toBe(true);
});
