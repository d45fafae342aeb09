import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { Dispatch } from "../../commands/contract.ts";
import type { Action, ActionTokens } from "../../src/crypto/action-token.ts";
import type { Locale } from "../../src/locale.ts";
import type { Rendered } from "../../src/render.ts";
import { describe } from "./log.ts";
import { pause } from "./pause.ts";
import type { Asked } from "./receive.ts";
import { says } from "./says.ts";

/** The line that gives the same answer again, and which page of it is meant. */
export interface Again {
  readonly again?: string | undefined;
  readonly page?: number;
}

/** One way to say something. Throws when it failed. */
type Way = (rendered: Rendered, more?: Again) => Promise<unknown>;

/** How one request can be answered, privately. */
export interface Route {
  /** For what is said within Slack's three seconds. */
  readonly first: Way;
  /** For what comes after that. */
  readonly later: Way;
  /** When that did not work: the asker's direct messages. */
  readonly last: Way;
  /** Whether the asker waits for words also when the same signed request came again. Otherwise that is passed over. */
  readonly tellsReplay: boolean;
}

interface Said extends Again {
  readonly rendered: Rendered;
}

const late = Symbol("late");

export interface AnswerDeps {
  readonly dispatch: Dispatch;
  readonly seen: (key: string) => Promise<boolean>;
  readonly tokens: Pick<ActionTokens, "read">;
  readonly now: () => Date;
  readonly log: Logger;
  /** Milliseconds until we say that it takes longer. */
  readonly withinMs: number;
}

/** In a button's token: whose it is. User ids are unique only within a workspace (guarantees.md T4). */
export const owner = ({ principal: { tenant, user } }: Asked): string => `${tenant}/${user}`;

export function createAnswer({ dispatch, seen, tokens, now, log, withinMs }: AnswerDeps) {
  const pending = new Set<Promise<void>>();

  async function result(asked: Asked, locale: Locale): Promise<Said> {
    const { principal, place, key, said } = asked;
    const action: Action | undefined = "line" in said ? { run: said.line, only: "" } : tokens.read(said.token, now());
    if (action === undefined) return { rendered: says.expired(locale) };
    if (action.only !== "" && action.only !== owner(asked)) return { rendered: says.notYours(locale) };
    const answer = await dispatch({ principal, place, locale, line: action.run, key, forms: true });
    const { rendered } = answer;
    return answer.ok ? { rendered, again: answer.again, page: Number(action.more ?? 1) } : { rendered };
  }

  /** Tries each way once, one after the other, and throws nothing. */
  async function send({ rendered, ...more }: Said, ways: readonly Way[]): Promise<void> {
    for (const way of new Set(ways)) {
      try {
        await way(rendered, more);
        return;
      } catch (error) {
        log.warn(describe(error), "an answer did not go out this way");
      }
    }
    log.error("an answer reached nobody");
  }

  /** @param replay key of the signed request, where the transport can be replayed. */
  async function run(asked: Asked, locale: Locale, route: Route, replay: string | undefined): Promise<void> {
    const work = (async (): Promise<Said | undefined> => {
      if (replay === undefined || !(await seen(replay))) return result(asked, locale);
      return route.tellsReplay ? { rendered: says.replayed(locale) } : undefined;
    })().catch((error: unknown) => {
      const id = randomBytes(4).toString("hex");
      log.error({ id, ...describe(error) }, "a request from Slack failed");
      return { rendered: says.broke(id, locale) };
    });
    const timer = new AbortController();
    const soon = await Promise.race([work, pause(withinMs, timer.signal).then(() => late)]);
    timer.abort();
    const inTime = soon !== late;
    if (!inTime) await send({ rendered: says.working(locale) }, [route.first]);
    const answer = await work;
    if (answer !== undefined) await send(answer, [...(inTime ? [route.first] : []), route.later, route.last]);
  }

  return {
    /** Runs the request and brings its answer back. Never rejects. */
    answer(asked: Asked, locale: Locale, route: Route, replay?: string): Promise<void> {
      const one = run(asked, locale, route, replay).finally(() => pending.delete(one));
      pending.add(one);
      return one;
    },
    /** When all that was begun has been answered. */
    idle: async (): Promise<void> => void (await Promise.all(pending)),
  };
}
