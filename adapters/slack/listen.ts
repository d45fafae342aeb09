import type { App, RespondFn } from "@slack/bolt";
import type { Forms } from "../../commands/contract.ts";
import type { Action } from "../../src/crypto/action-token.ts";
import { type Again, type createAnswer, owner, type Route } from "./answer.ts";
import type { Press } from "./blocks.ts";
import type { Post } from "./deliver.ts";
import type { Dialogs } from "./dialogs.ts";
import type { Door } from "./egress.ts";
import type { Identity } from "./identity.ts";
import { text } from "./payload.ts";
import type { People } from "./people.ts";
import { type Asked, fromAction, fromCommand, fromEvent } from "./receive.ts";
import type { Pane, Views } from "./views.ts";

/** Slack gives a response_url 30 minutes and five uses; we need at most two. */
const responseUrlMs = 30 * 60_000;

export interface Listening {
  readonly answer: ReturnType<typeof createAnswer>["answer"];
  readonly heard: ReturnType<typeof createAnswer>["heard"];
  readonly forms: Forms;
  readonly dialogs: Dialogs;
  readonly views: Views;
  readonly door: Door;
  readonly identity: Identity;
  readonly people: People;
  readonly post: Post;
  readonly press: (only: string, more?: Again) => Press;
  /** What one of our tokens stands for, now. */
  readonly open: (token: string) => Action | undefined;
  readonly now: () => Date;
}

/** Answers in a view, and in a direct message when the view is gone. */
export const inPane = (asked: Asked, pane: Pane): Pick<Route, "first" | "later"> => {
  const way: Route["first"] = (rendered, more) => pane.answer(asked, rendered, more);
  return { first: way, later: way };
};

/**
 * The listeners for commands, buttons and mentions. Each decodes, says how its kind of request is answered in private, and
 * leaves the rest to `answer`; Slack's `ack`, `say` and `respond` go no further than this folder's listeners. Any name of a
 * slash command is ours, so that the manifest and our configuration need not agree to the letter.
 */
export function listen(app: App, deps: Listening): { go: Go } {
  const { answer, heard, forms, dialogs, views, door, identity, people, post, press, open, now } = deps;
  const mine = (asked: Asked, more?: Again): Press => press(owner(asked), more);

  /** Through the response_url, while Slack takes it. */
  const respond = (asked: Asked, send: RespondFn, replace: boolean): Route["later"] => {
    const until = now().getTime() + responseUrlMs;
    return async (rendered, more) => {
      if (now().getTime() >= until) throw new Error("the response_url has expired");
      await door.say(rendered, mine(asked, more), (message) =>
        send({ response_type: "ephemeral", replace_original: replace, ...message }),
      );
    };
  };

  const go: Go = async (asked, route) => {
    const { user } = asked.principal;
    const last: Route["last"] = (rendered, more) => post.toPerson(user, rendered, mine(asked, more));
    return answer(asked, await people.locale(user), { ...route, last });
  };

  /** Whether the line asks for a form and one could be opened: then it has been. */
  const asksInForm = async (asked: Asked, line: string, trigger: string | undefined): Promise<boolean> => {
    if (trigger === undefined || !forms.opens(line)) return false;
    // The same request again finds its trigger used, and must not be answered in words because of that.
    heard(asked);
    const locale = await people.locale(asked.principal.user);
    const pane = await views.open(asked, trigger, locale);
    if (pane !== undefined) await dialogs.ask(asked, line, locale, pane);
    return pane !== undefined;
  };

  app.command(/./, async ({ body, ack, respond: send }) => {
    const asked = fromCommand(body, identity.me());
    if (asked === undefined) return ack();
    const line = "line" in asked.said ? asked.said.line : "";
    if (forms.opens(line)) {
      // The view and not a message answers. Should Slack not open it, the words that say what is missing follow.
      await ack();
      if (await asksInForm(asked, line, text(body, "trigger_id"))) return;
      const way = respond(asked, send, false);
      return go(asked, { first: way, later: way, tellsReplay: true });
    }
    const first: Route["first"] = (rendered, more) =>
      door.say(rendered, mine(asked, more), (message) => ack({ response_type: "ephemeral", ...message }));
    await go(asked, { first, later: respond(asked, send, true), tellsReplay: true });
  });

  app.action("todoke:input", async ({ ack }) => ack()); // what is filled in: listen-views.ts
  app.action(/^(?!todoke:input$)/, async ({ body, ack, respond: send }) => {
    await ack();
    if (text(body, "container", "type") === "view") return; // listen-views.ts
    const asked = fromAction(body, identity.me());
    if (asked === undefined) return;
    const action = "token" in asked.said ? open(asked.said.token) : undefined;
    const isTheirs = action !== undefined && (action.only === "" || action.only === owner(asked));
    if (isTheirs && (await asksInForm(asked, action.run, text(body, "trigger_id")))) return;
    // Never in place of the original: that may be a card which others read.
    const way = respond(asked, send, false);
    await go(asked, { first: way, later: way, tellsReplay: false });
  });

  const onEvent = async (body: unknown): Promise<void> => {
    const asked = fromEvent(body, identity.me());
    if (asked === undefined) return;
    const { channel, thread, place, principal } = asked;
    const way: Route["later"] = (rendered, more) =>
      place.kind === "private"
        ? post.toChannel(channel, rendered, mine(asked, more), thread)
        : post.toOneIn(channel, principal.user, rendered, mine(asked, more), thread);
    await go(asked, { first: way, later: way, tellsReplay: false });
  };
  app.event("app_mention", ({ body }) => onEvent(body));
  app.event("message", ({ body }) => onEvent(body));
  return { go };
}

/** Runs a request and brings its answer back by its own ways, in a direct message at last. */
export type Go = (asked: Asked, route: Omit<Route, "last">) => Promise<void>;
