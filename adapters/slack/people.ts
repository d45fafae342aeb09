import type { webApi } from "@slack/bolt";
import { chooseLocale, type Locale } from "../../src/locale.ts";
import { pause } from "../../src/pause.ts";

const day = 24 * 60 * 60_000;
const tenMinutes = 10 * 60_000;
/** Milliseconds of Slack's three seconds that a language may cost. */
const aMoment = 400;
/** Far more people than a desk talks with; the caches start anew beyond it. */
const most = 10_000;

/** What we remember of people, to ask Slack less: their language and the channel of our direct messages. */
export interface People {
  /**
   * A person's language: what we know of it, asked anew behind the scenes when that is old. Of somebody new Slack is asked
   * first, for a moment; then it is the desk's.
   */
  locale(user: string): Promise<Locale>;
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
    async locale(user) {
      const known = locales.get(user);
      if (known && known.until > now().getTime()) return known.locale;
      const last = known?.locale ?? fallback;
      // Set first, so that a person who types quickly is asked about once.
      remember(user, last, tenMinutes);
      const asked = client.users.info({ user, include_locale: true }).then(
        (answer) => {
          const locale = chooseLocale(answer.user?.locale, fallback);
          remember(user, locale, day);
          return locale;
        },
        () => last, // a language is not worth an error: asked again in ten minutes
      );
      if (known !== undefined) return last;
      const enough = new AbortController();
      const late = pause(aMoment, enough.signal).then(() => last);
      const locale = await Promise.race([asked, late]);
      enough.abort();
      return locale;
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
