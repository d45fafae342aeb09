import { webApi } from "@slack/bolt";
import type { Locale } from "../../src/locale.ts";
import type { Rendered, RenderedForm } from "../../src/render.ts";
import { type Again, owner } from "./answer.ts";
import type { Press } from "./blocks.ts";
import type { Door } from "./egress.ts";
import type { Seal } from "./inputs.ts";
import { limits } from "./limits.ts";
import { answerView, fieldsOf, formView, type Sheet } from "./modal.ts";
import { at, text } from "./payload.ts";
import type { Asked } from "./receive.ts";
import { says } from "./says.ts";

/** A request that came with or from a view of ours: who, where it began, and what the view holds. */
export interface InView extends Asked {
  readonly view: string;
  /** Slack's mark of how it looked then. */
  readonly hash: string | undefined;
  /** The command line that its form completes. */
  readonly line: string;
  readonly fields: Sheet["fields"];
  /** `view.state.values` as Slack sent it. */
  readonly state: unknown;
}

/** A view that is drawn again and again: the place where one request is answered. */
export interface Pane {
  answer(asked: Asked, rendered: Rendered, again?: Again): Promise<void>;
  /** @param said what was wrong with what was filled in. */
  form(asked: Asked, line: string, form: RenderedForm, said?: Rendered): Promise<void>;
}

type View = Parameters<webApi.WebClient["views"]["open"]>[0]["view"];

export interface Drawing {
  readonly press: (only: string, more?: Again) => Press;
  readonly seal: (only: string) => Seal;
}

const sheetOf = ({ channel, place }: Asked, fields: Sheet["fields"] = []): string =>
  JSON.stringify({ channel, ...(place.thread !== undefined && { place: place.thread }), fields } satisfies Sheet);

/** The views' outer half: drawings of answers and forms for one asker, with what must come back sealed inside. */
export function createDraw({ press, seal }: Drawing) {
  /** Undefined when it is longer than Slack keeps. */
  const metadata = (asked: Asked, line: string, fields?: Sheet["fields"]): string | undefined => {
    const { tokens, now } = press("");
    const token = tokens.make({ run: line, only: owner(asked), more: sheetOf(asked, fields) }, now);
    return token.length > limits.metadata ? undefined : token;
  };
  return {
    answer: (asked: Asked, more?: Again) => (rendered: Rendered) =>
      answerView(rendered, press(owner(asked), more), metadata(asked, "") ?? ""),
    form: (asked: Asked, line: string, said?: Rendered) => (form: RenderedForm) =>
      formView(form, press(owner(asked)), metadata(asked, line, fieldsOf(form)) ?? "", seal(owner(asked)), said),
    /** Whether a form for this line can come back to us. */
    carries: (asked: Asked, line: string, form: RenderedForm): boolean =>
      metadata(asked, line, fieldsOf(form)) !== undefined,
  };
}
export type Draw = ReturnType<typeof createDraw>;

const isConflict = (error: unknown): boolean =>
  error instanceof webApi.WebAPIPlatformError && error.data.error === "hash_conflict";

export function createViews(client: webApi.WebClient, door: Door, draw: Draw) {
  /** @param hash of the view as its person saw it: what was drawn or sent off since then is not drawn over. */
  const pane = (view_id: string, hash?: string): Pane => {
    const update = async (view: View): Promise<void> => {
      try {
        await client.views.update({ view_id, view, ...(hash !== undefined && { hash }) });
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    };
    return {
      answer: (asked, rendered, more) => door.show(rendered, draw.answer(asked, more), update),
      form: (asked, line, form, said) => door.show(form, draw.form(asked, line, said), update),
    };
  };
  return {
    pane,
    /** Opens a view at once, within the three seconds of Slack's trigger. Undefined when Slack would not have it. */
    async open(asked: Asked, trigger_id: string, locale: Locale): Promise<Pane | undefined> {
      try {
        const opened = await door.show(says.loading(locale), draw.answer(asked), (view) =>
          client.views.open({ trigger_id, view }),
        );
        const id = opened.view?.id;
        return id === undefined ? undefined : pane(id);
      } catch {
        return undefined; // expired or used: the answer takes its other ways
      }
    },
  };
}
export type Views = ReturnType<typeof createViews>;

/** The sealed part of a view: `undefined` when it is not ours, was changed, is too old, or belongs to somebody else. */
export function readSheet(more: string | undefined): Sheet | undefined {
  try {
    const value: unknown = JSON.parse(more ?? "");
    const channel = text(value, "channel");
    const fields = at(value, "fields");
    if (channel === undefined || !Array.isArray(fields)) return undefined;
    // Sealed by us just so, in `sheetOf`.
    return value as Sheet;
  } catch {
    return undefined;
  }
}
