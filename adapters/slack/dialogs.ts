import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { Answer, Dispatch, Forms, Invocation, Raw } from "../../commands/contract.ts";
import { cut } from "../../src/characters.ts";
import type { Locale } from "../../src/locale.ts";
import { pause } from "../../src/pause.ts";
import { plain, type Rendered, type RenderedForm } from "../../src/render.ts";
import type { Door } from "./egress.ts";
import { blockId, filled, type Seal } from "./inputs.ts";
import { limits } from "./limits.ts";
import { describe } from "./log.ts";
import { away, type Patience } from "./patience.ts";
import type { Asked } from "./receive.ts";
import { says } from "./says.ts";
import type { Draw, InView, Pane } from "./views.ts";

/** Slack's answer to a submitted view: another view in its place, or words at its fields. */
export type Reply =
  | { readonly response_action: "update"; readonly view: ReturnType<ReturnType<Draw["answer"]>> }
  | { readonly response_action: "errors"; readonly errors: Readonly<Record<string, string>> };

export interface DialogDeps {
  readonly dispatch: Dispatch;
  readonly forms: Forms;
  readonly door: Door;
  readonly draw: Draw;
  readonly seal: (only: string) => Seal;
  readonly patience: Patience;
  readonly log: Logger;
  /** Milliseconds that a submission may take before its view says that it takes longer. */
  readonly withinMs: number;
}

/** What came of a submission. */
type Outcome =
  | { readonly kind: "said"; readonly rendered: Rendered; readonly again?: string | undefined }
  /** At the field, where there is one; and what to show when it is too late for that. */
  | {
      readonly kind: "wrong";
      readonly field: string | undefined;
      readonly rendered: Rendered;
      readonly form: RenderedForm;
    };

/** The words of a refusal on one line, for a place below a field. */
const oneText = (rendered: Rendered): string =>
  rendered.nodes.flatMap((n) => (n.kind === "para" ? [plain(n.text)] : [])).join(" ");

const late = Symbol("late");

/** Forms in views: asking, asking again, and what comes of it. Never rejects; what goes wrong is said in the view. */
export function createDialogs({ dispatch, forms, door, draw, seal, patience, log, withinMs }: DialogDeps) {
  const invocation = ({ principal, place, key }: Asked, line: string, locale: Locale, options?: Raw): Invocation => ({
    principal,
    place,
    locale,
    line,
    key,
    ...(options !== undefined && { options }),
  });

  const broke = (error: unknown, locale: Locale): Rendered => {
    const id = randomBytes(4).toString("hex");
    log.error({ id, ...describe(error) }, "a form from Slack failed");
    return says.broke(id, locale);
  };

  const values = (asked: InView): Raw =>
    filled(asked.state, asked.fields, seal(`${asked.principal.tenant}/${asked.principal.user}`));

  /** Shows the form of a line in a pane, or why there is none. */
  async function ask(asked: Asked, line: string, locale: Locale, pane: Pane, options?: Raw): Promise<void> {
    try {
      const opened = await forms.open(invocation(asked, line, locale, options));
      if (!opened.ok) return await pane.answer(asked, opened.rendered);
      if (!draw.carries(asked, line, opened.form)) return await pane.answer(asked, says.tooLong(locale));
      await pane.form(asked, line, opened.form);
    } catch (error) {
      await pane.answer(asked, broke(error, locale)).catch((e: unknown) => log.warn(describe(e), "a view was gone"));
    }
  }

  async function outcome(asked: InView, locale: Locale, options: Raw): Promise<Outcome | typeof away> {
    const answer: Answer = await dispatch(invocation(asked, asked.line, locale, options));
    if (!answer.ok && answer.code === "unavailable") return away;
    if (answer.ok) return { kind: "said", rendered: answer.rendered, again: answer.again };
    // What was filled in is not lost with a refusal: the form stands there again with it.
    const opened = answer.code === "bug" ? undefined : await forms.open(invocation(asked, asked.line, locale, options));
    if (opened?.ok !== true) return { kind: "said", rendered: answer.rendered };
    return { kind: "wrong", field: answer.field, rendered: answer.rendered, form: opened.form };
  }

  const update = (asked: Asked, rendered: Rendered, again?: string): Promise<Reply> =>
    door.show(rendered, draw.answer(asked, { again }), async (view) => ({ response_action: "update", view }));

  async function reply(asked: InView, result: Outcome): Promise<Reply> {
    if (result.kind === "said") return await update(asked, result.rendered, result.again);
    const place = asked.fields.findIndex((f) => f.name === result.field);
    const text = cut(oneText(result.rendered), limits.label);
    const field = asked.fields[place];
    if (field !== undefined) return { response_action: "errors", errors: { [blockId(place, field)]: text } };
    return await door.show(result.form, draw.form(asked, asked.line, result.rendered), async (view) => ({
      response_action: "update",
      view,
    }));
  }

  return {
    ask,
    /**
     * Runs what was filled in. @param ack takes Slack's answer, once, within its three seconds.
     * @param pane where the result goes when it takes longer. @param last when even that is gone: a direct message.
     */
    async submit(
      asked: InView,
      locale: Locale,
      ack: (reply: Reply) => Promise<void>,
      pane: Pane,
      last: (rendered: Rendered) => Promise<unknown>,
    ): Promise<void> {
      const options = values(asked);
      const gone = Promise.withResolvers<typeof away>();
      const attempt = (): Promise<Outcome | typeof away> =>
        outcome(asked, locale, options).catch(
          (error: unknown): Outcome => ({ kind: "said", rendered: broke(error, locale) }),
        );
      const work = patience(attempt, () => gone.resolve(away));
      const timer = new AbortController();
      const slow = pause(withinMs, timer.signal).then((): typeof late => late);
      const soon = await Promise.race([work, gone.promise, slow]);
      timer.abort();
      if (soon !== late && soon !== away) return await ack(await reply(asked, soon));
      await ack(await update(asked, says[soon === away ? "away" : "working"](locale)));
      const came = await work;
      const result: Outcome = came === away ? { kind: "said", rendered: says.gaveUp(locale) } : came;
      try {
        if (result.kind === "said") await pane.answer(asked, result.rendered, { again: result.again });
        else await pane.form(asked, asked.line, result.form, result.rendered);
      } catch (error) {
        log.warn(describe(error), "a view was closed before its answer came");
        await last(result.rendered).catch((e: unknown) => log.error(describe(e), "an answer reached nobody"));
      }
    },
    /** Something that other parts of the form depend on was chosen: the form is drawn anew with all that was filled in. */
    change: (asked: InView, locale: Locale, pane: Pane): Promise<void> =>
      ask(asked, asked.line, locale, pane, values(asked)),
    /** Entries for a list that is filled while one types. */
    async suggest(asked: InView, locale: Locale, block: string | undefined, query: string) {
      const field = asked.fields.find((f, place) => blockId(place, f) === block);
      if (field === undefined) return [];
      const found = await forms.suggest(invocation(asked, asked.line, locale), field.name, query);
      const { close } = seal(`${asked.principal.tenant}/${asked.principal.user}`);
      return found.map((s) => ({ label: s.label, value: close(s.value) }));
    },
  };
}
export type Dialogs = ReturnType<typeof createDialogs>;
