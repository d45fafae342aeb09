import type { App } from "@slack/bolt";
import type { Identity } from "./identity.ts";
import type { Rooms } from "./rooms.ts";

/** Asks the core to look at a room again. `suspect`: somebody else may read there now. Only rooms that are bound matter to it. */
export type Look = (room: { readonly tenant: string; readonly channel: string }, suspect: boolean) => Promise<unknown>;

export interface ChangeDeps {
  readonly identity: Identity;
  readonly rooms: Rooms;
  readonly look: Look;
}

interface Body {
  readonly team_id?: string;
  readonly authorizations?: readonly { readonly team_id?: string | null }[];
}

/** One look at a room at a time: thirty people who are invited together cost two. */
function once(look: Look): Look {
  const running = new Map<string, { again: boolean; suspect: boolean }>();
  return async (room, suspect) => {
    const present = running.get(room.channel);
    if (present !== undefined) {
      present.again = true;
      present.suspect ||= suspect;
      return;
    }
    const mine = { again: true, suspect };
    running.set(room.channel, mine);
    try {
      while (mine.again) {
        mine.again = false;
        await look(room, mine.suspect);
      }
    } finally {
      running.delete(room.channel);
    }
  };
}

/** The listeners for what changes who reads in a room. */
export function listenForChanges(app: App, { identity, rooms, look }: ChangeDeps): void {
  const lookOnce = once(look);

  const changed = async (body: Body, channel: string, suspect: boolean, user?: string): Promise<void> => {
    rooms.forget(channel, user);
    // The room is ours, whoever shared it or joined: events name the workspace in which we were installed first.
    const tenant = identity.me().team ?? body.authorizations?.[0]?.team_id ?? body.team_id;
    if (tenant !== undefined) await lookOnce({ tenant, channel }, suspect);
  };

  app.event("channel_shared", ({ event, body }) => changed(body, event.channel, true));
  app.event("channel_unshared", ({ event, body }) => changed(body, event.channel, false));
  app.event("channel_unarchive", ({ event, body }) => changed(body, event.channel, false));
  app.event("group_unarchive", ({ event, body }) => changed(body, event.channel, false));
  app.event("channel_archive", async ({ event }) => rooms.forget(event.channel));
  app.event("group_archive", async ({ event }) => rooms.forget(event.channel));
  app.event("member_joined_channel", async ({ event, body }) => {
    if (event.user === identity.me().user) rooms.forget(event.channel);
    else await changed(body, event.channel, true, event.user);
  });
}
