import type { types } from "@slack/bolt";
import { cut, oneLine } from "../../src/characters.ts";
import type { Both } from "../../src/locale.ts";
import { plain, type Rendered, type RenderedForm } from "../../src/render.ts";
import { drawNodes, note, type Pen, type Press, plainText } from "./blocks.ts";
import { type FieldKey, inputBlock, keyOf, type Seal } from "./inputs.ts";
import { limits } from "./limits.ts";
import { onePage, viewRoom } from "./pages.ts";

/** What comes back with a view, sealed: where it was opened, and which field stands at which place. */
export interface Sheet {
  readonly channel: string;
  /** The message under which it was asked, as we name our own messages. */
  readonly place?: string | undefined;
  /** The form's fields by place. */
  readonly fields: readonly FieldKey[];
}

/** Stable: a view that was opened before an update of ours is submitted after it. */
export const formCallback = "todoke:form";

const words = {
  close: { ja: "閉じる", en: "Close" },
  cancel: { ja: "やめる", en: "Cancel" },
  optional: { ja: "（任意）", en: "(optional)" },
  shorter: { ja: "Slackの欄には3,000字まで入ります。", en: "A field in Slack takes 3,000 characters." },
  ownZone: { ja: "あなたのSlackの時間帯で選びます。", en: "In the time zone of your Slack." },
  name: { ja: "届け", en: "Todoke" },
} as const satisfies Record<string, Both>;

const title = (text: string): types.PlainTextElement => plainText(cut(oneLine(text), limits.title) || "Todoke");

/** An answer, in the place of the form that asked for it. */
export function answerView(rendered: Rendered, press: Press, metadata: string): types.ModalView {
  const { locale } = rendered;
  const pen: Pen = { locale, press, number: 0 };
  const blocks = onePage(drawNodes(rendered.nodes, pen), viewRoom, pen);
  return {
    type: "modal",
    title: title(words.name[locale]),
    close: plainText(words.close[locale]),
    private_metadata: metadata,
    blocks: blocks.length > 0 ? blocks : [note("–")],
  };
}

/** A person's App Home. Nothing comes back with it: its buttons say what they do, sealed. */
export function homeView(rendered: Rendered, press: Press): types.HomeView {
  const pen: Pen = { locale: rendered.locale, press, number: 0 };
  return { type: "home", blocks: onePage(drawNodes(rendered.nodes, pen), viewRoom, pen) };
}

/** What of a form must come back with it. */
export const fieldsOf = (form: RenderedForm): Sheet["fields"] => form.fields.map(keyOf);

/** @param said what is wrong with what was filled in, put above it. */
export function formView(
  form: RenderedForm,
  press: Press,
  metadata: string,
  seal: Seal,
  said?: Rendered,
): types.ModalView {
  const { locale } = form;
  const pen: Pen = { locale, press, number: 0 };
  const inputs = form.fields.map((f, place) =>
    inputBlock(f, place, seal, {
      optional: words.optional[locale],
      shorter: words.shorter[locale],
      ownZone: words.ownZone[locale],
    }),
  );
  const draw = (nodes: RenderedForm["before"]): types.KnownBlock[] => drawNodes(nodes, pen);
  const around = viewRoom.blocks - inputs.length;
  return {
    type: "modal",
    callback_id: formCallback,
    title: title(plain(form.title)),
    submit: plainText(cut(plain(form.submit), limits.submit)),
    close: plainText(words.cancel[locale]),
    private_metadata: metadata,
    blocks: [
      ...draw([...(said?.nodes ?? []), ...form.before]).slice(0, around - 10),
      ...inputs,
      ...draw(form.after).slice(0, 10),
    ],
  };
}
