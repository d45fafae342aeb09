import { randomBytes } from "node:crypto";
import { isUnavailable } from "../db/unavailable.ts";
import { type Audience, everyone, type Rank, theDesk } from "../src/label.ts";
import { Refusal } from "../src/refusal.ts";
import { LeakError, type Rendered, render } from "../src/render.ts";
import { words } from "../src/text.ts";
import { type Node, type View, view } from "../src/view.ts";
import type { AnyCommand, Invocation, Refused } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { opensForm } from "./opens.ts";
import * as refuse from "./refusals.ts";

/** `render` checks each part at run time against the audience; a view from the registry has lost its static rank. */
export const clear = (v: View<Rank>, audience: Audience, locale: Invocation["locale"]): Rendered =>
  render(v as View, audience as Audience<"personal">, locale);

/** Beside the words that say what is missing, the form that asks for it. */
const offer = (inv: Invocation): readonly Node<"public">[] =>
  inv.forms === true && opensForm(inv.line)
    ? [
        {
          kind: "buttons",
          buttons: [
            { label: words({ ja: "フォームで入力", en: "Fill in a form" }), run: inv.line.trim(), style: "primary" },
          ],
        },
      ]
    : [];

const no = (r: Refusal, audience: Audience, inv: Invocation): Refused => {
  const says = refuse.refusalView(r);
  const shown = view<Rank>(says.summary, ...says.nodes, ...offer(inv));
  return { ok: false, code: r.code, rendered: clear(shown, audience, inv.locale), field: r.field };
};

/** A bug: logged under a number, shown as that number. */
function bug(desk: Desk, inv: Invocation, error: unknown): Refused {
  const id = randomBytes(4).toString("hex");
  desk.log.error({ id, err: error, platform: inv.principal.platform }, "a command failed");
  return { ok: false, code: "bug", rendered: clear(refuse.broken(id), everyone, inv.locale) };
}

/**
 * Who reads a refusal. The desk's words only for whoever was let in to one of its verbs, and where nobody else reads: a vendor's
 * people are alone with us, too, in a direct message or on their page.
 */
const readerOf = (r: Refusal, inv: Invocation, command: AnyCommand | undefined): Audience =>
  command !== undefined && command.by === undefined && r.code !== "stranger" && inv.place.kind === "private"
    ? theDesk
    : everyone;

/**
 * What is answered instead of a result. A `Refusal` is shown as it is; a database that is away is said to be; anything else
 * thrown is a bug: logged under a number, shown as that number. @param command what was asked for, where a command has that name.
 */
export function refused(desk: Desk, inv: Invocation, error: unknown, command?: AnyCommand): Refused {
  if (error instanceof Refusal) {
    const { platform, tenant, user } = inv.principal;
    if (error.code === "stranger")
      desk.log.warn({ platform, tenant, user }, "an account that no member owns was refused");
    // A refusal may name a person or a case; where that is too much, its place is refused instead. No place is one to a vendor.
    try {
      return no(error, readerOf(error, inv, command), inv);
    } catch (leak) {
      if (!(leak instanceof LeakError)) throw leak;
      if (command?.by !== undefined) return bug(desk, inv, leak);
      return no(refuse.placeTooWide(inv.line.split(" ").slice(0, 2).join(" ")), everyone, inv);
    }
  }
  if (isUnavailable(error)) {
    desk.log.warn({ err: error, platform: inv.principal.platform }, "the database does not answer");
    return { ok: false, code: "unavailable", rendered: clear(refuse.unavailable(), everyone, inv.locale) };
  }
  return bug(desk, inv, error);
}
