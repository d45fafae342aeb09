import type { Logger } from "pino";
import type { Dispatch, Forms, Principal } from "../../commands/contract.ts";
import type { Action } from "../../src/crypto/action-token.ts";
import { chooseLocale, type Locale } from "../../src/locale.ts";
import type { Answers, OpenForm } from "./answers.ts";
import type { Press } from "./blocks.ts";
import { addToCase } from "./commands.ts";
import type { Post } from "./deliver.ts";
import { describe } from "./log.ts";
import { filled, pagesOf } from "./modal.ts";
import { at, text } from "./payload.ts";
import { commandOf, foreign, fromInteraction, fromMessage, type Interaction, lineOf, owner } from "./receive.ts";
import { says } from "./says.ts";

export interface Listening {
  readonly guild: string;
  readonly application: string;
  readonly me: () => string | undefined;
  readonly answers: Answers;
  readonly dispatch: Dispatch;
  readonly forms: Forms;
  readonly find: (id: string) => OpenForm | undefined;
  readonly open: (token: string, reader: string) => Action | undefined;
  /** Records a key; true when it was there already. */
  readonly seen: (key: string) => Promise<boolean>;
  /** Called for whoever asks from elsewhere. Never rejects. */
  readonly turnedAway: (principal: Principal, why: string) => Promise<void>;
  readonly post: Post;
  readonly press: (only: string) => Press;
  readonly channelOf: (id: string) => unknown;
  readonly locale: Locale;
  readonly log: Logger;
}

/** A choice of the reader's language, or the desk's. */
const localeOf = (language: string | undefined, fallback: Locale): Locale => chooseLocale(language, fallback);

/** An id for the log, and nothing that is none. */
const idOf = (from: unknown): string | undefined => {
  const id = typeof from === "object" ? text(from, "id") : from;
  return typeof id === "string" && /^\d{1,20}$/.test(id) ? id : undefined;
};

/** A message's words for a note, with whose they are and when they were written. */
function quoted(data: unknown): string {
  const message = at(data, "resolved", "messages", text(data, "target_id") ?? "");
  const author = text(message, "author", "id");
  const when = new Date(text(message, "timestamp") ?? Number.NaN);
  const source = [
    ...(author === undefined ? [] : [`discord:${author}`]),
    ...(Number.isNaN(when.getTime()) ? [] : [`${when.toISOString().slice(0, 16)}Z`]),
  ].join(" ");
  return `${text(message, "content") ?? ""}\n— ${source}`;
}

/**
 * Takes the gateway's dispatches. Each kind of interaction is decoded and handed to `answers`; nothing is decided here. A repeat
 * is passed over. @returns what to do with one dispatch; never rejects.
 */
export function createListener(deps: Listening): (type: string, data: unknown) => Promise<void> {
  const { guild, application, me, answers, dispatch, forms, find, open, seen, post, press, channelOf, log } = deps;

  type Handle = (i: Interaction, data: unknown, locale: Locale) => Promise<void>;

  const onCommand: Handle = async (i, data, locale) => {
    if (text(data, "name") === addToCase) return answers.ask(i, "case note", locale, { text: quoted(data) });
    const { name, options } = commandOf(data);
    const line = lineOf(name, options);
    if (forms.opens(line)) return answers.ask(i, line, locale);
    return answers.run(i, line, locale);
  };

  const onPress: Handle = async (i, data, locale) => {
    const id = text(data, "custom_id") ?? "";
    const form = find(id);
    if (form !== undefined && form.owner === owner(i)) return answers.again(i, form, locale);
    const action = open(id, owner(i));
    if (form !== undefined || action === undefined) return answers.say(i, says.expired(locale));
    if (forms.opens(action.run)) return answers.ask(i, action.run, locale);
    return answers.run(i, action.run, locale, Number(action.more ?? 1));
  };

  const onModal: Handle = async (i, data, locale) => {
    const form = find(text(data, "custom_id") ?? "");
    if (form === undefined || form.owner !== owner(i)) return answers.say(i, says.expired(locale));
    const given = filled(data, pagesOf(form.form)[form.page] ?? []);
    return given === undefined ? answers.say(i, says.expired(locale)) : answers.submit(i, form, given, locale);
  };

  const onTyping: Handle = (i, data, locale) => {
    const { name, options, focused = "" } = commandOf(data);
    return answers.suggest(i, name, locale, focused, options[focused] ?? "");
  };

  /** Type of an interaction → what it is. */
  const handlers: Readonly<Record<number, Handle>> = { 2: onCommand, 3: onPress, 4: onTyping, 5: onModal };

  async function onInteraction(body: unknown): Promise<void> {
    const type = at(body, "type");
    const handle = typeof type === "number" ? handlers[type] : undefined;
    const i = fromInteraction(body, guild);
    if (handle === undefined || i === undefined)
      return log.warn({ request: idOf(body) }, "a request that is not as Discord documents it");
    const locale = localeOf(i.language, deps.locale);
    const why = foreign(body, guild, application);
    if (why !== undefined) {
      const where = { guild: idOf(at(body, "guild_id")), user: i.principal.user };
      log.warn({ why, ...where }, "a request from outside the desk's guild");
      if (type !== 4) await answers.say(i, says.elsewhere(locale));
      return deps.turnedAway({ ...i.principal, tenant: where.guild ?? "none" }, why);
    }
    // Suggestions change nothing, and come with every key.
    if (type !== 4 && (await seen(`heard ${i.key}`).catch(() => false))) return;
    await handle(i, at(body, "data"), locale);
  }

  async function onMessage(body: unknown): Promise<void> {
    const asked = fromMessage(body, guild, me(), channelOf);
    if (asked === undefined || (await seen(`heard ${asked.key}`).catch(() => false))) return;
    const { principal, place, key, line } = asked;
    const answer = await dispatch({ principal, place, locale: deps.locale, line, key, forms: true });
    // A message has no answer for one reader alone, so the answer goes to their direct messages.
    await post.toPerson(await post.direct(principal.user), answer.rendered, press(owner(asked)));
  }

  const listeners: ReadonlyMap<string, (data: unknown) => Promise<void>> = new Map([
    ["INTERACTION_CREATE", onInteraction],
    ["MESSAGE_CREATE", onMessage],
  ]);
  return async (type, data) => {
    try {
      await listeners.get(type)?.(data);
    } catch (error) {
      log.error(describe(error), "a request from Discord was not answered");
    }
  };
}
