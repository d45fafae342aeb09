import type { webApi } from "@slack/bolt";
import { chooseLocale, type Locale } from "../../src/locale.ts";

const day = 24 * 60 * 60_000;
const tenMinutes = 10 * 60_000;
/** Far more people than a desk talks with; the caches start anew beyond it. */
const most = 10_000;

/** What we remember of people, to ask Slack less: their language and the channel of our direct messages. */
export interface People {
  /** At once: what we know or the desk's language; asks Slack behind the scenes when that is old. */
  locale(user: string): Locale;
  /** The channel of our direct messages with `user`, opened if need be. */
  direct(user: string): Promise<string>;
  /** For a channel that Slack no longer knows. */
  forget(user: string): void;
}

export function createPeople(client: webApi.WebClient, fallback: Locale, now: () => Date): People {
  const locales = new Map<string, { readonly locale: Locale; readonly until: number }>();
  const channels = new Map<string, string>();

  const remember = (user: string, locale: Locale, forMs: number): void => {
    if (locales.size >= most) locales.clear();
    locales.set(user, { locale, until: now().getTime() + forMs });
  };

  return {
    locale(user) {
      const known = locales.get(user);
      if (known && known.until > now().getTime()) return known.locale;
      const last = known?.locale ?? fallback;
      // Set first, so that a person who types quickly is asked about once.
      remember(user, last, tenMinutes);
      client.users.info({ user, include_locale: true }).then(
        (answer) => remember(user, chooseLocale(answer.user?.locale, fallback), day),
        () => {}, // a language is not worth an error: asked again in ten minutes
      );
      return last;
    },
    async direct(user) {
      const known = channels.get(user);
      if (known !== undefined) return known;
      const channel = (await client.conversations.open({ users: user })).channel?.id;
      if (channel === undefined) throw new Error("conversations.open gave no channel");
      if (channels.size >= most) channels.clear();
      channels.set(user, channel);
      return channel;
    },
    forget: (user) => void channels.delete(user),
  };
}
