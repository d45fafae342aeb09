import { type REST, Routes } from "discord.js";
import type { Rendered } from "../../src/render.ts";
import type { Adapter, Delivery, Parcel } from "../contract.ts";
import type { Press } from "./blocks.ts";
import type { Door } from "./egress.ts";
import { defaultWait } from "./limiter.ts";
import { flags } from "./limits.ts";
import { outcome } from "./outcomes.ts";
import { text } from "./payload.ts";
import { type MessageBody, toDiscord, toLockScreen } from "./render.ts";

/** In our name of a message: it was sent as one line for a lock screen. */
const plainMark = "/plain";

/** Plain sending, which throws. */
export interface Post {
  /** In a room. @param key makes the same message again the same message, for some minutes. */
  toRoom(channel: string, rendered: Rendered, press: Press, key: string): Promise<string>;
  /** In the channel of our direct messages with somebody. */
  toPerson(channel: string, rendered: Rendered, press: Press, key?: string): Promise<string>;
  /** The channel of our direct messages with somebody. */
  direct(user: string): Promise<string>;
  /** Their conversation is asked for anew the next time. */
  forget(user: string): void;
}

export function createPost(rest: REST, door: Door): Post {
  const known = new Map<string, string>();
  const quiet = (body: MessageBody, { rank }: Rendered): MessageBody =>
    rank === "public" ? body : { ...body, flags: body.flags | flags.silent };

  async function send(channel: string, rendered: Rendered, draw: (r: Rendered) => MessageBody, key?: string) {
    const nonce = key === undefined ? {} : { nonce: key, enforce_nonce: true };
    const sent: unknown = await door.say(rendered, draw, (body) =>
      rest.post(Routes.channelMessages(channel), { body: { ...body, ...nonce } }),
    );
    const id = text(sent, "id");
    // A page instead of an answer says nothing sure about what happened behind it.
    if (id === undefined) throw new Error("Discord gave no message");
    return `${channel}/${id}`;
  }

  return {
    // A room shows what it may see; beyond public it wakes no phone, whose lock screen might show it, too.
    toRoom: (channel, rendered, press, key) =>
      send(channel, rendered, (r) => quiet(toDiscord(r, press, false), r), key),
    async toPerson(channel, rendered, press, key) {
      if (rendered.rank === "public") return await send(channel, rendered, (r) => toDiscord(r, press, false), key);
      return `${await send(channel, rendered, (r) => toLockScreen(r, press), key)}${plainMark}`;
    },
    async direct(user) {
      const there = known.get(user);
      if (there !== undefined) return there;
      const opened: unknown = await door.silently(() =>
        rest.post(Routes.userChannels(), { body: { recipient_id: user } }),
      );
      const id = text(opened, "id");
      if (id === undefined) throw new Error("Discord opened no conversation");
      known.set(user, id);
      return id;
    },
    forget: (user) => void known.delete(user),
  };
}

export const createDeliver =
  (post: Post, press: (only: string) => Press): NonNullable<Adapter["deliver"]> =>
  async (to, { key, rendered, possibleRepeat }: Parcel): Promise<Delivery> => {
    let channel = to.id;
    if (to.kind === "person") {
      try {
        channel = await post.direct(to.id);
      } catch (error) {
        const failure = outcome(error);
        // Opening a conversation says nothing yet, so here nothing is unclear.
        return failure.outcome === "unclear" ? { ...failure, outcome: "retry", after: defaultWait } : failure;
      }
    }
    try {
      const say = to.kind === "person" ? post.toPerson : post.toRoom;
      return { outcome: "sent", ref: await say(channel, rendered, { ...press(""), possibleRepeat }, key) };
    } catch (error) {
      const failure = outcome(error);
      if (failure.outcome === "dead") post.forget(to.id);
      return failure;
    }
  };

/** Edits one message in place. Doing it twice does no harm. */
export const createEdit =
  (rest: REST, door: Door, press: (only: string) => Press): NonNullable<Adapter["edit"]> =>
  async (_, ref, rendered): Promise<Delivery> => {
    const [channel = "", id = ""] = ref.split("/");
    try {
      // A message keeps the kind that it was sent as: words in components, or one line for a lock screen.
      const isPlain = ref.endsWith(plainMark);
      const draw = (r: Rendered) => (isPlain ? toLockScreen(r, press("")) : toDiscord(r, press(""), false));
      await door.say(rendered, draw, (body) => rest.patch(Routes.channelMessage(channel, id), { body }));
      return { outcome: "sent" };
    } catch (error) {
      return outcome(error);
    }
  };
