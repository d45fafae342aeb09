import type { webApi } from "@slack/bolt";
import type { Rendered } from "../../src/render.ts";
import type { Adapter, Delivery, Parcel } from "../contract.ts";
import { type Door, defaultWait } from "./egress.ts";
import { outcome } from "./outcomes.ts";
import type { People } from "./people.ts";
import type { Press } from "./render.ts";

/** Plain sending, which throws. `thread` is the message to answer under. */
export interface Post {
  toChannel(channel: string, rendered: Rendered, press: Press, thread?: string): Promise<string | undefined>;
  /** Only `user` sees it, in a channel where both are. */
  toOneIn(channel: string, user: string, rendered: Rendered, press: Press, thread?: string): Promise<void>;
  toPerson(user: string, rendered: Rendered, press: Press): Promise<string | undefined>;
}

export function createPost(client: webApi.WebClient, door: Door, people: People): Post {
  const toChannel: Post["toChannel"] = (channel, rendered, press, thread) =>
    door.say(rendered, press, async (message) => {
      const under = thread === undefined ? {} : { thread_ts: thread };
      const posted = await client.chat.postMessage({ channel, ...message, ...under });
      // Both are needed to edit it later.
      return posted.ts === undefined ? undefined : `${posted.channel ?? channel}/${posted.ts}`;
    });
  return {
    toChannel,
    toOneIn: (channel, user, rendered, press, thread) =>
      door.say(rendered, press, async ({ text, blocks }) => {
        const under = thread === undefined ? {} : { thread_ts: thread };
        await client.chat.postEphemeral({ channel, user, text, blocks, ...under });
      }),
    toPerson: async (user, rendered, press) => toChannel(await people.direct(user), rendered, press),
  };
}

/** Edits one message. Doing it twice does no harm. */
export const createEdit =
  (client: webApi.WebClient, door: Door, press: (only: string) => Press): NonNullable<Adapter["edit"]> =>
  async (_, ref, rendered): Promise<Delivery> => {
    const [channel = "", ts = ""] = ref.split("/");
    try {
      await door.say(rendered, press(""), ({ text, blocks }) => client.chat.update({ channel, ts, text, blocks }));
      return { outcome: "sent" };
    } catch (error) {
      return outcome(error);
    }
  };

/** Sends one notice once, and says what came of it. */
export function createDeliver(
  post: Post,
  people: People,
  press: (only: string) => Press,
): NonNullable<Adapter["deliver"]> {
  return async (to, { rendered, possibleRepeat }: Parcel): Promise<Delivery> => {
    let channel = to.id;
    if (to.kind === "person") {
      try {
        channel = await people.direct(to.id);
      } catch (error) {
        const failure = outcome(error);
        // Opening a conversation says nothing yet, so here nothing is unclear.
        return failure.outcome === "unclear" ? { ...failure, outcome: "retry", after: defaultWait } : failure;
      }
    }
    try {
      const ref = await post.toChannel(channel, rendered, { ...press(""), possibleRepeat });
      return { outcome: "sent", ...(ref !== undefined && { ref }) };
    } catch (error) {
      const failure = outcome(error);
      if (failure.outcome === "dead") people.forget(to.id);
      return failure;
    }
  };
}
