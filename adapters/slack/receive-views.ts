import { createHash } from "node:crypto";
import { cut, size } from "../../src/characters.ts";
import type { Action } from "../../src/crypto/action-token.ts";
import type { Self } from "./identity.ts";
import { limits } from "./limits.ts";
import { typed } from "./markup.ts";
import { at, text } from "./payload.ts";
import { type Asked, asked } from "./receive.ts";
import { type InView, readSheet } from "./views.ts";

/** What came from a view: a request that its reader may make, or why it is none. */
export type FromView =
  | { readonly kind: "ours"; readonly asked: InView }
  /** Changed, too old, or made by another app: somebody is told that it no longer works. */
  | { readonly kind: "stale"; readonly asked: Asked; readonly view: string }
  | { readonly kind: "somebody's"; readonly asked: Asked; readonly view: string };

/**
 * A submission of, or something chosen in, one of our modals. `user.team_id` is the person's own workspace, whatever
 * workspace the view was opened in (platforms.md B.1). What the view carries was sealed by us for one person.
 */
export function fromView(body: unknown, me: Self, open: (token: string) => Action | undefined): FromView | undefined {
  const view = text(body, "view", "id");
  const metadata = text(body, "view", "private_metadata") ?? "";
  const action = open(metadata);
  const sheet = readSheet(action?.more);
  const [team, user] = [text(body, "user", "team_id"), text(body, "user", "id")];
  // The same view submitted twice is one request; drawn anew it is another.
  const id = text(body, "trigger_id") ?? metadata;
  const form = createHash("sha256").update(metadata).digest("base64url");
  const parts = { team, user, id: text(body, "type") === "view_submission" ? `form/${form}` : id };
  const base = asked({ ...parts, channel: sheet?.channel ?? "D", thread: undefined, said: { line: "" } }, me);
  if (view === undefined || base === undefined) return undefined;
  if (action === undefined || sheet === undefined) return { kind: "stale", asked: base, view };
  if (action.only !== `${team}/${user}`) return { kind: "somebody's", asked: base, view };
  const place = sheet.place === undefined ? base.place : { ...base.place, thread: sheet.place };
  const state = at(body, "view", "state", "values");
  return {
    kind: "ours",
    asked: { ...base, place, view, hash: text(body, "view", "hash"), line: action.run, fields: sheet.fields, state },
  };
}

/** Characters of a message that fit a field of Slack's, with its source and a word about the rest. */
const quotable = limits.inputText - 200;

/** Where it comes from stands first, so that it is never what is cut off. Both languages: whoever reads the case reads it. */
function quoted(source: string, words: string): string {
  const kept = cut(words, quotable);
  const rest = size(words) - size(kept);
  const more = rest === 0 ? "" : `\n[続き${rest}字はSlackの元の発言に / ${rest} more characters in Slack]`;
  return `${source}:\n${kept}${more}`;
}

/** "Add to case" on a message: the note, begun with the message's words. Nothing is stored before it is sent off. */
export function fromShortcut(body: unknown, me: Self): { asked: Asked; options: { text: string } } | undefined {
  const channel = text(body, "channel", "id");
  const ts = text(body, "message", "ts");
  const base = asked(
    {
      team: text(body, "user", "team_id"),
      user: text(body, "user", "id"),
      id: text(body, "trigger_id"),
      channel,
      thread: text(body, "message", "thread_ts") ?? ts,
      said: { line: "case note" },
    },
    me,
  );
  if (base === undefined || ts === undefined) return undefined;
  const author = text(body, "message", "user");
  const when = new Date(Number(ts) * 1000);
  const source = [
    ...(author === undefined ? [] : [`slack:${author}`]),
    ...(Number.isNaN(when.getTime()) ? [] : [`${when.toISOString().slice(0, 16)}Z`]),
  ].join(" ");
  const words = typed(text(body, "message", "text") ?? "").trim();
  return { asked: base, options: { text: quoted(source, words) } };
}
