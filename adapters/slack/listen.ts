import type { App, RespondFn } from "@slack/bolt";
import { type createAnswer, owner, type Route } from "./answer.ts";
import type { Post } from "./deliver.ts";
import type { Door } from "./egress.ts";
import type { Identity } from "./identity.ts";
import type { People } from "./people.ts";
import { type Asked, fromAction, fromCommand, fromEvent } from "./receive.ts";
import type { Press } from "./render.ts";

/** Slack gives a response_url 30 minutes and five uses; we need at most two. */
const responseUrlMs = 30 * 60_000;

export interface Listening {
  readonly answer: ReturnType<typeof createAnswer>["answer"];
  readonly door: Door;
  readonly identity: Identity;
  readonly people: People;
  readonly post: Post;
  readonly press: (only: string) => Press;
  readonly now: () => Date;
}

type Context = Readonly<Record<string, unknown>>;

/**
 * The only listeners. Each decodes, says how its kind of request is answered in private, and leaves the rest to `answer`;
 * Slack's `ack`, `say` and `respond` go no further than this file. Any name of a slash command is ours, so that the
 * manifest and our configuration need not agree to the letter.
 */
export function listen(app: App, { answer, door, identity, people, post, press, now }: Listening): void {
  const mine = (asked: Asked): Press => press(owner(asked));

  /** Through the response_url, while Slack takes it. */
  const respond = (asked: Asked, send: RespondFn, replace: boolean): Route["later"] => {
    const until = now().getTime() + responseUrlMs;
    return async (rendered) => {
      if (now().getTime() >= until) throw new Error("the response_url has expired");
      await door.say(rendered, mine(asked), (message) =>
        send({ response_type: "ephemeral", replace_original: replace, ...message }),
      );
    };
  };

  const go = (asked: Asked, route: Omit<Route, "last">, context: Context): Promise<void> => {
    const { user } = asked.principal;
    const last: Route["last"] = (rendered) => post.toPerson(user, rendered, mine(asked));
    const replay = typeof context["replay"] === "string" ? context["replay"] : undefined;
    return answer(asked, people.locale(user), { ...route, last }, replay);
  };

  app.command(/./, async ({ body, ack, respond: send, context }) => {
    const asked = fromCommand(body, identity.me());
    if (asked === undefined) return ack();
    const first: Route["first"] = (rendered) =>
      door.say(rendered, mine(asked), (message) => ack({ response_type: "ephemeral", ...message }));
    await go(asked, { first, later: respond(asked, send, true), tellsReplay: true }, context);
  });

  app.action(/./, async ({ body, ack, respond: send, context }) => {
    await ack();
    const asked = fromAction(body, identity.me());
    if (asked === undefined) return;
    // Never in place of the original: that may be a card which others read.
    const way = respond(asked, send, false);
    await go(asked, { first: way, later: way, tellsReplay: false }, context);
  });

  const onEvent = async (body: unknown, context: Context): Promise<void> => {
    const asked = fromEvent(body, identity.me());
    if (asked === undefined) return;
    const { channel, thread, place, principal } = asked;
    const way: Route["later"] = (rendered) =>
      place.kind === "private"
        ? post.toChannel(channel, rendered, mine(asked), thread)
        : post.toOneIn(channel, principal.user, rendered, mine(asked), thread);
    await go(asked, { first: way, later: way, tellsReplay: false }, context);
  };
  app.event("app_mention", ({ body, context }) => onEvent(body, context));
  app.event("message", ({ body, context }) => onEvent(body, context));
}
