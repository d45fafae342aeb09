import { expect, test } from "vitest";
import { everyone, open } from "../src/label.ts";
import { plain, render } from "../src/render.ts";
import { foreign, words } from "../src/text.ts";
import { view } from "../src/view.ts";

test("what is hidden in a command to type next or on a button is shown, and the button still runs what it ran", () => {
  const hidden = "case find a\u202eb\nc\u001b[31m";
  const shown = "case find a[U+202E]b[U+000A]c[U+001B][31m";
  const { nodes } = render(
    view(
      words({ ja: "要約", en: "summary" }),
      { kind: "next", commands: [hidden] },
      { kind: "buttons", buttons: [{ label: foreign(open(hidden)), run: hidden }] },
    ),
    everyone,
    "en",
  );
  const [next, row] = nodes;
  expect(next).toEqual({ kind: "next", commands: [shown] });
  const button = row?.kind === "buttons" ? row.buttons[0] : undefined;
  expect(button && plain(button.label)).toBe(shown);
  expect(button?.run).toBe(hidden);
});
