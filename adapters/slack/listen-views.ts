import type { App } from "@slack/bolt";
import { cut, oneLine } from "../../src/characters.ts";
import type { Rendered } from "../../src/render.ts";
import { owner } from "./answer.ts";
import { plainText } from "./blocks.ts";
import { limits } from "./limits.ts";
import { type Go, inPane, type Listening } from "./listen.ts";
import { formCallback } from "./modal.ts";
import { text } from "./payload.ts";
import { type Asked, fromAction } from "./receive.ts";
import { type FromView, fromShortcut, fromView } from "./receive-views.ts";
import { says } from "./says.ts";
import type { Draw, Pane } from "./views.ts";

/** The message shortcut's id in the manifest. */
const shortcutCallback = "todoke:add";

/** The listeners for what people fill in, choose and press in our views, and for the message shortcut. */
export function listenInViews(app: App, deps: Listening & { readonly draw: Draw; readonly go: Go }): void {
  const { dialogs, views, door, identity, people, post, press, open, draw, forms, go } = deps;

  /** What is said about a view that is not this person's to use. */
  const no = async (found: Exclude<FromView, { kind: "ours" }>): Promise<Rendered> =>
    says[found.kind === "stale" ? "expired" : "notYours"](await people.locale(found.asked.principal.user));

  app.view(formCallback, async ({ body, ack }) => {
    const found = fromView(body, identity.me(), open);
    if (found === undefined) return ack();
    if (found.kind !== "ours") {
      return door.show(await no(found), draw.answer(found.asked), (view) => ack({ response_action: "update", view }));
    }
    const { asked } = found;
    const { user } = asked.principal;
    const last = (rendered: Rendered) => post.toPerson(user, rendered, press(owner(asked)));
    await dialogs.submit(asked, await people.locale(user), (reply) => ack(reply), views.pane(asked.view), last);
  });

  app.action("todoke:input", async ({ body }) => {
    const found = fromView(body, identity.me(), open);
    if (found?.kind !== "ours") return;
    await dialogs.change(
      found.asked,
      await people.locale(found.asked.principal.user),
      views.pane(found.asked.view, found.asked.hash),
    );
  });

  app.options("todoke:input", async ({ body, ack }) => {
    const found = fromView(body, identity.me(), open);
    if (found?.kind !== "ours") return ack({ options: [] });
    const locale = await people.locale(found.asked.principal.user);
    const entries = await dialogs.suggest(found.asked, locale, text(body, "block_id"), text(body, "value") ?? "");
    const options = entries
      .filter((e) => e.value.length <= limits.optionValue)
      .map((e) => ({ text: plainText(cut(oneLine(e.label), limits.optionText)), value: e.value }));
    await ack({ options });
  });

  /** A modal goes on in itself; from the App Home a new one is opened. */
  const paneOf = async (body: unknown, asked: Asked): Promise<Pane | undefined> => {
    const view = text(body, "view", "id");
    if (text(body, "view", "type") === "modal" && view !== undefined) return views.pane(view);
    return await views.open(asked, text(body, "trigger_id") ?? "", await people.locale(asked.principal.user));
  };

  app.action(/^(?!todoke:input$)/, async ({ body }) => {
    if (text(body, "container", "type") !== "view") return;
    const isModal = text(body, "view", "type") === "modal";
    const found = isModal ? fromView(body, identity.me(), open) : undefined;
    // A press in a modal is meant where the modal was opened; one in the App Home is private.
    const pressed = fromAction({ ...body, channel: { id: found?.asked.channel ?? "D" } }, identity.me());
    if (pressed === undefined || !("token" in pressed.said)) return;
    const asked: Asked = { ...pressed, ...(found?.kind === "ours" && { place: found.asked.place }) };
    const pane = await paneOf(body, asked);
    const last = (rendered: Rendered) => post.toPerson(asked.principal.user, rendered, press(owner(asked)));
    const action = open(pressed.said.token);
    const isTheirs = action !== undefined && (action.only === "" || action.only === owner(asked));
    if (pane !== undefined && isTheirs && forms.opens(action.run)) {
      return dialogs.ask(asked, action.run, await people.locale(asked.principal.user), pane);
    }
    const ways = pane === undefined ? { first: last, later: last } : inPane(asked, pane);
    await go(asked, { ...ways, tellsReplay: false });
  });

  app.shortcut(shortcutCallback, async ({ body, ack }) => {
    await ack();
    const from = fromShortcut(body, identity.me());
    if (from === undefined) return;
    const locale = await people.locale(from.asked.principal.user);
    const pane = await views.open(from.asked, text(body, "trigger_id") ?? "", locale);
    if (pane !== undefined) return dialogs.ask(from.asked, "case note", locale, pane, from.options);
    const { user } = from.asked.principal;
    await post.toPerson(user, says.noForm(locale), press(owner(from.asked)));
  });
}
