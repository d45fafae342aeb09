import type { Words } from "../../src/render.ts";

/**
 * Text of others, as Discord shows it letter by letter: every ASCII sign gets a backslash, which Discord takes away again. No
 * mention, link, heading, spoiler, timestamp or emoji comes of it, and nothing invisible is added.
 */
export const literal = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, "\\$&");

/** What others wrote, out of Discord's markup: members become `discord:<id>`, because names may be anyone's; roles and channels, too. */
export const typed = (text: string): string =>
  text.replace(/<@[!&]?(\d+)>/g, "discord:$1").replace(/<#(\d+)>/g, "discord:$1");

/** Our words as they are, those of others letter by letter. */
export const dressed = (words: Words): string => words.map((p) => (p.trusted ? p.text : literal(p.text))).join("");
