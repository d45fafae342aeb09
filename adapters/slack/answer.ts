import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { Dispatch } from "../../commands/contract.ts";
import type { Action, ActionTokens } from "../../src/crypto/action-token.ts";
import type { Locale } from "../../src/locale.ts";
import { pause } from "../../src/pause.ts";
import type { Rendered } from "../../src/render.ts";
import { describe } from "./log.ts";
import { away, type Patience } from "./patience.ts";
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
  /** Whether the asker waits for words also when the same request came again. Otherwise that is passed over. */
  readonly tellsReplay: boolean;
}

interface Said extends Again {
  readonly rendered: Rendered;
}

/** Whether a request came before, asked once for each: `undefined` while the database cannot tell. */
interface Claim {
  repeated: Promise<boolean | undefined> | undefined;
  /** It could not tell at first: what it says later may be our own mark. */
  doubted: boolean;
}

const late = Symbol("late");

export interface AnswerDeps {
  readonly dispatch: Dispatch;
  /** Records a key; true when it was there already. Throws when the database does not answer. */
  readonly seen: (key: string) => Promise<boolean>;
  readonly patience: Patience;
  readonly tokens: Pick<ActionTokens, "read">;
  readonly now: () => Date;
  readonly log: Logger;
  /** Milliseconds until we say that it takes longer. */
  readonly withinMs: number;
}

/** In a button's token: whose it is. User ids are unique only within a workspace (guarantees.md T4). */
export const owner = ({ principal: { tenant, user } }: Asked): string => `${tenant}/${user}`;

export function createAnswer({ dispatch, seen, patience, tokens, now, log, withinMs }: AnswerDeps) {
  const pending = new Set<Promise<void>>();
  const claims = new WeakMap<Asked, Claim>();

  const mark = (asked: Asked): Promise<boolean | undefined> =>
    // Not the key that a change is marked with: that one is taken with the change.
    seen(`heard ${asked.key}`).catch((error: unknown) => {
      log.warn(describe(error), "whether a request came before is not known");
      return undefined;
    });

  /** Marks a request as heard, at once and only once for each. */
  function claim(asked: Asked): Claim {
    const c = claims.get(asked) ?? { repeated: undefined, doubted: false };
    claims.set(asked, c);
    c.repeated ??= mark(asked);
    return c;
  }

  /** Whether the same request came before. A yes is not believed after it could not be told. */
  async function isRepeat(asked: Asked): Promise<boolean | typeof away> {
    const c = claim(asked);
    const repeated = await c.repeated;
    if (repeated !== undefined) return repeated && !c.doubted;
    c.doubted = true;
    c.repeated = undefined;
    return away;
  }

  async function result(asked: Asked, locale: Locale): Promise<Said | typeof away> {
    const { principal, place, key, said } = asked;
    const action: Action | undefined = "line" in said ? { run: said.line, only: "" } : tokens.read(said.token, now());
    if (action === undefined) return { rendered: says.expired(locale) };
    if (action.only !== "" && action.only !== owner(asked)) return { rendered: says.notYours(locale) };
    const answer = await dispatch({ principal, place, locale, line: action.run, key, forms: true });
    const { rendered } = answer;
    if (!answer.ok) return answer.code === "unavailable" ? away : { rendered };
    return { rendered, again: answer.again, page: Number(action.more ?? 1) };
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

  /** One attempt. `undefined`: it is a repeat, and nobody waits for words about that. */
  async function attempt(asked: Asked, locale: Locale, route: Route): Promise<Said | undefined | typeof away> {
    try {
      const repeat = await isRepeat(asked);
      if (repeat === away) return away;
      if (!repeat) return await result(asked, locale);
      return route.tellsReplay ? { rendered: says.replayed(locale) } : undefined;
    } catch (error) {
      const id = randomBytes(4).toString("hex");
      log.error({ id, ...describe(error) }, "a request from Slack failed");
      return { rendered: says.broke(id, locale) };
    }
  }

  async function run(asked: Asked, locale: Locale, route: Route): Promise<void> {
    const gone = Promise.withResolvers<typeof away>();
    const work = patience(
      () => attempt(asked, locale, route),
      () => gone.resolve(away),
    );
    const timer = new AbortController();
    const soon = await Promise.race([work, gone.promise, pause(withinMs, timer.signal).then(() => late)]);
    timer.abort();
    const inTime = soon !== late && soon !== away;
    if (!inTime) await send({ rendered: says[soon === away ? "away" : "working"](locale) }, [route.first]);
    const came = await work;
    const answer = came === away ? { rendered: says.gaveUp(locale) } : came;
    if (answer !== undefined) await send(answer, [...(inTime ? [route.first] : []), route.later, route.last]);
  }

  return {
    /** Runs the request and brings its answer back. Never rejects. */
    answer(asked: Asked, locale: Locale, route: Route): Promise<void> {
      const one = run(asked, locale, route).finally(() => pending.delete(one));
      pending.add(one);
      return one;
    },
    /** Marks a request as heard before it is answered: for what Slack lets nobody wait with. */
    heard: (asked: Asked): void => void claim(asked),
    /** When all that was begun has been answered. */
    idle: async (): Promise<void> => void (await Promise.all(pending)),
  };
}
