import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type REST, Routes } from "discord.js";
import type { Logger } from "pino";
import type { Dispatch, Forms, Invocation, Raw } from "../../commands/contract.ts";
import type { Locale } from "../../src/locale.ts";
import type { Rendered, RenderedForm } from "../../src/render.ts";
import { type Button, type Press, rows } from "./blocks.ts";
import type { Door } from "./egress.ts";
import { flags } from "./limits.ts";
import { describe } from "./log.ts";
import type { createMemory } from "./memory.ts";
import { modal, pagesOf } from "./modal.ts";
import { type Interaction, owner } from "./receive.ts";
import { toDiscord } from "./render.ts";
import { says } from "./says.ts";

/** A form that somebody has open: its line, what was filled in on earlier pages, and which page comes next. */
export interface OpenForm {
  readonly owner: string;
  readonly line: string;
  readonly form: RenderedForm;
  readonly given: Raw;
  /** With what it was opened: shown in its fields, and still to be changed. */
  readonly was: Raw;
  readonly page: number;
}

export interface AnswerDeps {
  readonly rest: REST;
  readonly application: string;
  readonly door: Door;
  readonly dispatch: Dispatch;
  readonly forms: Forms;
  readonly memory: ReturnType<typeof createMemory<OpenForm>>;
  readonly press: (only: string, more?: Again) => Press;
  readonly log: Logger;
  /** Milliseconds within which a form must be ready to be shown as the first answer. */
  readonly formMs: number;
}

export interface Again {
  readonly again?: string | undefined;
  readonly page?: number;
}

/** What a form asks for: its fields and what may be chosen in each. */
const shapeOf = ({ fields }: RenderedForm): string =>
  JSON.stringify(
    fields.map((f) => [f.name, "options" in f.input ? f.input.options.map((o) => o.value) : f.input.kind]),
  );

const late = Symbol("late");
/** Milliseconds more for a form that came late before: nearly all that Discord gives, so that its button does not lead in a circle. */
const patience = 800;

/** A button that leads to an open form. */
const formButton = (locale: Locale, id: string): Button => ({
  type: 2,
  style: 1,
  label: { ja: "フォームを開く", en: "Open the form" }[locale],
  custom_id: id,
});

/** How an interaction is answered: deferred at once for its asker alone, or with a form. */
export function createAnswers({ rest, application, door, dispatch, forms, memory, press, log, formMs }: AnswerDeps) {
  const callback = (i: Interaction, body: unknown) =>
    rest.post(Routes.interactionCallback(i.id, i.token), { body, auth: false });

  const defer = (i: Interaction): Promise<unknown> =>
    door.silently(() => callback(i, { type: 5, data: { flags: flags.ephemeral } }));

  /** Fills in what was deferred. @param also a button below. */
  const fill = (
    i: Interaction,
    rendered: Rendered,
    more: Again = {},
    also: readonly Button[] = [],
  ): Promise<unknown> => {
    const draw = (r: Rendered) => {
      const body = toDiscord(r, press(owner(i), more), true);
      return { ...body, components: [...body.components, ...rows(also)] };
    };
    return door.say(rendered, draw, (body) =>
      rest.patch(Routes.webhookMessage(application, i.token), { body, auth: false }),
    );
  };

  const invocation = (i: Interaction, line: string, locale: Locale, options?: Raw): Invocation => ({
    principal: i.principal,
    place: i.place,
    locale,
    line,
    key: i.key,
    ...(options !== undefined && { options }),
  });

  const broke = (error: unknown, locale: Locale): Rendered => {
    const id = randomBytes(4).toString("hex");
    log.error({ id, ...describe(error) }, "a request from Discord failed");
    return says.broke(id, locale);
  };

  /** Shows a page of a form as the first answer. */
  const show = (i: Interaction, open: OpenForm): Promise<unknown> => {
    const fields = pagesOf(open.form)[open.page] ?? [];
    const id = memory.keep(open);
    return door.say(
      open.form,
      (form) => ({ type: 9, data: modal(form, fields, id) }),
      (body) => callback(i, body),
    );
  };

  /**
   * The form anew, where a choice on this page gives it other fields: a modal cannot change while it is open. Undefined where it stays
   * as it is, or cannot be made in time.
   */
  async function otherFields(
    i: Interaction,
    open: OpenForm,
    filled: Raw,
    given: Raw,
    locale: Locale,
  ): Promise<RenderedForm | undefined> {
    const isLive = open.form.fields.some(
      (f) => f.live && filled[f.name] !== undefined && filled[f.name] !== (f.initial ?? ""),
    );
    // A form of one page has nothing more to ask: its command answers.
    if (!isLive || pagesOf(open.form).length < 2) return undefined;
    const opening = forms.open(invocation(i, open.line, locale, given)).catch(() => undefined);
    const opened = await Promise.race([opening, sleep(formMs, undefined, { ref: false })]);
    return opened?.ok === true && shapeOf(opened.form) !== shapeOf(open.form) ? opened.form : undefined;
  }

  const answers = {
    /** Runs a line, and says what came of it. @param options what was filled in. */
    async run(i: Interaction, line: string, locale: Locale, page?: number, options?: Raw): Promise<void> {
      await defer(i);
      try {
        const answer = await dispatch(invocation(i, line, locale, options));
        if (answer.ok) return void (await fill(i, answer.rendered, { again: answer.again, page: page ?? 1 }));
        if (answer.code === "unavailable") return void (await fill(i, says.away(locale)));
        // What was filled in is not lost with a refusal: its form opens again with it.
        const opened = options === undefined ? undefined : await forms.open(invocation(i, line, locale, options));
        const id =
          opened?.ok === true
            ? memory.keep({ owner: owner(i), line, form: opened.form, given: {}, was: options ?? {}, page: 0 })
            : undefined;
        await fill(i, answer.rendered, {}, id === undefined ? [] : [formButton(locale, id)]);
      } catch (error) {
        await fill(i, broke(error, locale));
      }
    },
    /** Says something of ours. */
    async say(i: Interaction, rendered: Rendered, also: readonly Button[] = []): Promise<void> {
      await defer(i);
      await fill(i, rendered, {}, also);
    },
    /**
     * The form of a line, as the first answer; when it takes too long, a button that opens it. @param page of one that was open
     * before: whether they still may is asked again, since it names its case.
     */
    async ask(i: Interaction, line: string, locale: Locale, given: Raw = {}, page?: OpenForm): Promise<void> {
      const next = (form: RenderedForm): OpenForm =>
        page === undefined
          ? { owner: owner(i), line, form, given: {}, was: given, page: 0 }
          : { ...page, form: page.page === 0 ? form : page.form };
      const opening = forms.open(invocation(i, line, locale, given)).catch((error: unknown) => broke(error, locale));
      const timer = Promise.withResolvers<typeof late>();
      const handle = setTimeout(() => timer.resolve(late), formMs + (page === undefined ? 0 : patience)).unref();
      const opened = await Promise.race([opening, timer.promise]);
      clearTimeout(handle);
      if (opened === late) {
        await defer(i);
        const came = await opening;
        if (!("ok" in came)) return void (await fill(i, came));
        if (!came.ok) return void (await fill(i, came.rendered));
        const id = memory.keep(next(came.form));
        return void (await fill(i, says.slow(locale), {}, [formButton(locale, id)]));
      }
      if (!("ok" in opened)) return answers.say(i, opened);
      if (!opened.ok) return answers.say(i, opened.rendered);
      // Its thread said which case: nothing is left to ask.
      if (opened.form.fields.length === 0) return answers.run(i, line, locale);
      await show(i, next(opened.form));
    },
    /** Opens a form again that its owner had open. */
    again: (i: Interaction, open: OpenForm, locale: Locale): Promise<void> =>
      answers.ask(i, open.line, locale, { ...open.was, ...open.given }, open),
    /** A page that was sent off: the next one's button, or the command. */
    async submit(i: Interaction, open: OpenForm, filled: Raw, locale: Locale): Promise<void> {
      const given = { ...open.given, ...filled };
      const turned = await otherFields(i, open, filled, { ...open.was, ...given }, locale);
      if (turned !== undefined) {
        const id = memory.keep({ ...open, form: turned, was: { ...open.was, ...given }, given: {}, page: 0 });
        return answers.say(i, says.otherFields(locale), [formButton(locale, id)]);
      }
      const of = pagesOf(open.form).length;
      if (open.page + 1 >= of) return answers.run(i, open.line, locale, undefined, given);
      const id = memory.keep({ ...open, given, page: open.page + 1 });
      await answers.say(i, says.more(open.page + 1, of, locale), [formButton(locale, id)]);
    },
    /** At most 25 entries for the option in which somebody types. */
    async suggest(i: Interaction, name: string, locale: Locale, field: string, query: string): Promise<void> {
      const found = await forms.suggest(invocation(i, name, locale), field, query).catch(() => []);
      const choices = found
        .slice(0, 25)
        .map((s) => ({ name: [...s.label].slice(0, 100).join("") || "–", value: s.value }));
      await door.silently(() => callback(i, { type: 8, data: { choices } }));
    },
  };
  return answers;
}
export type Answers = ReturnType<typeof createAnswers>;
