import { createHash } from "node:crypto";
import type { types } from "@slack/bolt";
import { cut, oneLine } from "../../src/characters.ts";
import { plain, type RenderedField } from "../../src/render.ts";
import { plainText } from "./blocks.ts";
import { limits } from "./limits.ts";
import { at, list, text } from "./payload.ts";

type Element = types.InputBlock["element"];

/** Values that only we can read, for options that we do not know again by their place. */
export interface Seal {
  readonly close: (value: string) => string;
  /** `undefined` for what we did not close, or closed for somebody else. */
  readonly open: (token: string) => string | undefined;
}

/** One kind of input: how it is drawn, and what was filled in, as the text that the command's argument reads. */
interface Kind {
  readonly draw: (field: RenderedField, seal: Seal) => Element;
  readonly read: (state: unknown, values: readonly string[], seal: Seal) => string | undefined;
}

const action_id = "todoke:input";
const account = /^slack:([A-Z0-9]+)$/;

/** The values that a field's options stand for, in their order. They stay with us, sealed: Slack gets their places. */
const valuesOf = (field: RenderedField): readonly string[] =>
  "options" in field.input ? field.input.options.map((o) => o.value) : [];

const optionsOf = (field: RenderedField): types.PlainTextOption[] =>
  "options" in field.input
    ? field.input.options.slice(0, limits.options).map((o, i) => ({
        text: plainText(cut(oneLine(plain(o.label)), limits.optionText) || "–"),
        value: String(i),
      }))
    : [];

const chosen = (field: RenderedField): types.PlainTextOption[] => {
  const wanted = (field.initial ?? "").toLowerCase().split(",");
  return optionsOf(field).filter((_, i) => wanted.includes((valuesOf(field)[i] ?? "").toLowerCase()));
};

const typedText = (field: RenderedField, multiline: boolean): Element => {
  const max = Math.min("max" in field.input ? field.input.max : limits.inputText, limits.inputText);
  return {
    type: "plain_text_input",
    action_id,
    multiline,
    max_length: max,
    ...(field.initial !== undefined && { initial_value: cut(field.initial, max) }),
  };
};

const readValue = (state: unknown): string | undefined => text(state, "value");

const moment = (unix: unknown): string | undefined =>
  typeof unix === "number" ? `${new Date(unix * 1000).toISOString().slice(0, 16)}Z` : undefined;

const kinds: Readonly<Record<RenderedField["input"]["kind"], Kind>> = {
  line: { draw: (field) => typedText(field, false), read: readValue },
  paragraph: { draw: (field) => typedText(field, true), read: readValue },
  number: {
    draw: (field) => ({
      type: "number_input",
      action_id,
      is_decimal_allowed: false,
      ...(/^\d+$/.test(field.initial ?? "") && { initial_value: field.initial ?? "" }),
    }),
    read: readValue,
  },
  choice: {
    draw(field) {
      const [initial_option] = chosen(field);
      return {
        type: "static_select",
        action_id,
        options: optionsOf(field),
        ...(initial_option !== undefined && { initial_option }),
      };
    },
    read: (state, values) => values[Number(text(state, "selected_option", "value"))],
  },
  choices: {
    draw(field) {
      const initial = chosen(field);
      return {
        type: "checkboxes",
        action_id,
        options: optionsOf(field).slice(0, limits.checkboxes),
        ...(initial.length > 0 && { initial_options: initial }),
      };
    },
    read: (state, values) =>
      list(state, "selected_options")
        .flatMap((o) => values[Number(text(o, "value"))] ?? [])
        .join(",") || undefined,
  },
  pick: {
    draw: (field, seal) => ({
      type: "external_select",
      action_id,
      min_query_length: 0,
      ...(field.initial !== undefined && {
        initial_option: {
          text: plainText(cut(oneLine(field.initial), limits.optionText)),
          value: seal.close(field.initial),
        },
      }),
    }),
    read: (state, _, seal) => seal.open(text(state, "selected_option", "value") ?? ""),
  },
  member: {
    draw(field) {
      const user = account.exec(field.initial ?? "")?.[1];
      return { type: "users_select", action_id, ...(user !== undefined && { initial_user: user }) };
    },
    read: (state) => {
      const user = text(state, "selected_user");
      return user && `slack:${user}`;
    },
  },
  members: {
    draw(field) {
      const users = (field.initial ?? "").split(",").flatMap((m) => account.exec(m)?.[1] ?? []);
      return {
        type: "multi_users_select",
        action_id,
        max_selected_items: 10,
        ...(users.length > 0 && { initial_users: users }),
      };
    },
    read: (state) =>
      list(state, "selected_users")
        .flatMap((u) => (typeof u === "string" ? `slack:${u}` : []))
        .join(",") || undefined,
  },
  moment: {
    draw(field) {
      const at = Date.parse(field.initial ?? "");
      return {
        type: "datetimepicker",
        action_id,
        ...(!Number.isNaN(at) && { initial_date_time: Math.floor(at / 1000) }),
      };
    },
    read: (state) => moment(at(state, "selected_date_time")),
  },
};

interface InputWords {
  readonly optional: string;
  /** Slack's fields hold less than the command. */
  readonly shorter: string;
  /** Slack shows a picker's time in its reader's own zone. */
  readonly ownZone: string;
}

/** What of a field must come back with its view. */
export const keyOf = (field: RenderedField): FieldKey => ({
  name: field.name,
  kind: field.input.kind,
  values: valuesOf(field),
});

/** One input with its label. `block_id` is the field's place: its name stays with us. */
export function inputBlock(field: RenderedField, place: number, seal: Seal, words: InputWords): types.InputBlock {
  const isCut = "max" in field.input && field.input.max > limits.inputText;
  const ours = field.input.kind === "moment" ? words.ownZone : isCut ? words.shorter : undefined;
  const hint = field.hint === undefined ? ours : oneLine(plain(field.hint));
  const label = cut(oneLine(plain(field.label)), limits.label);
  return {
    type: "input",
    block_id: blockId(place, keyOf(field)),
    label: plainText(field.required ? label : cut(`${label} ${words.optional}`, limits.label)),
    element: kinds[field.input.kind].draw(field, seal),
    optional: !field.required,
    ...(field.live && { dispatch_action: true }),
    ...(hint !== undefined && { hint: plainText(cut(hint, limits.label)) }),
  };
}

/** A field as it comes back with a view. */
export interface FieldKey {
  readonly name: string;
  readonly kind: string;
  readonly values: readonly string[];
}

/**
 * Slack keeps what was chosen in an input of the same id when a view is drawn anew. So the id is of the field's meaning, too:
 * another metric at the same place, or the same with other values, is another input.
 */
export const blockId = (place: number, { name, kind, values }: FieldKey): string =>
  `todoke:${place}:${createHash("sha256")
    .update(JSON.stringify([name, kind, values]))
    .digest("base64url")
    .slice(0, 8)}`;

/** What was filled in so far, by the fields' names. Anything that is not one of our inputs is passed over. */
export function filled(state: unknown, fields: readonly FieldKey[], seal: Seal): Record<string, string> {
  const raw: Record<string, string> = {};
  fields.forEach((field, place) => {
    const { name, kind, values } = field;
    const read = Object.hasOwn(kinds, kind) ? kinds[kind as keyof typeof kinds].read : undefined;
    const value = read?.(at(state, blockId(place, field), action_id), values, seal);
    if (value !== undefined) raw[name] = value;
  });
  return raw;
}
