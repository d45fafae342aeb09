import type { Tx } from "../db/client.ts";
import { getCase } from "../db/queries/cases.ts";
import { readGrounds } from "../db/queries/grounds.ts";
import { groundCode } from "../src/domain/grounds.ts";
import type { Field, Form, Input as FormInput } from "../src/form.ts";
import { type Audience, open, ranks } from "../src/label.ts";
import { renderForm } from "../src/render.ts";
import { foreign, join, type Text, words } from "../src/text.ts";
import type { Node } from "../src/view.ts";
import { type Admitted, admit } from "./admit.ts";
import { admitSeat } from "./admit-seat.ts";
import type { AnyCommand, Arg, Command, Ctx, Forms, Invocation, Opened, Raw, SeatCommand } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { inputOf, readCommand, whoReadsNow } from "./dispatch.ts";
import { choiceLabel, fieldLabel, formSubmit, formTitle } from "./form-words.ts";
import { opensForm } from "./opens.ts";
import * as refuse from "./refusals.ts";
import { refused } from "./refused.ts";
import { ref, titleOf } from "./show.ts";
import { suggest } from "./suggest.ts";

/** Texts up to this many code points fit a single line. */
const oneLine = 200;

const choices = (arg: Arg): { options: { value: string; label: Text<"public"> }[] } => ({
  options: (arg.choices ?? []).map((c) => ({
    value: c.value,
    label: choiceLabel(c.value, c.words),
  })),
});

/** Kind of argument → how it is asked for. */
const inputs: Readonly<Record<Arg["kind"], (arg: Arg) => FormInput>> = {
  case: () => ({ kind: "pick" }),
  handle: () => ({ kind: "pick" }),
  member: () => ({ kind: "member" }),
  members: () => ({ kind: "members" }),
  date: () => ({ kind: "moment" }),
  number: () => ({ kind: "number" }),
  deadline: () => ({ kind: "pick" }),
  ground: () => ({ kind: "pick" }),
  cwe: () => ({ kind: "pick" }),
  vendor: () => ({ kind: "pick" }),
  setting: () => ({ kind: "pick" }),
  choice: (arg) => ({ kind: "choice", ...choices(arg) }),
  choices: (arg) => ({ kind: "choices", ...choices(arg) }),
  word: () => ({ kind: "line", max: oneLine }),
  text: ({ max = oneLine }) => ({ kind: max > oneLine ? "paragraph" : "line", max }),
};

/** Fields for the arguments that the line leaves open. */
const fieldsOf = (command: AnyCommand, fixed: Raw, given: Raw): Field[] =>
  Object.entries(command.args)
    .filter(([name, arg]) => arg.hidden !== true && (fixed[name] ?? "") === "")
    .map(([name, arg]) => {
      const typed = arg.unreturned === true ? "" : (given[name] ?? "");
      return {
        name,
        label: fieldLabel(arg),
        required: arg.required || command.form?.required?.includes(name) === true,
        live: command.by === undefined && command.form?.live?.includes(name) === true,
        input: inputs[arg.kind](arg),
        // Their own words, given back to them.
        ...(typed !== "" && { initial: open(typed) }),
      };
    });

/** Choices that are grounds: those in use, by the names that the desk gave them. */
async function inDesksWords(ctx: Ctx, command: Command, fields: readonly Field[]): Promise<Field[]> {
  const isOf = (f: Field): boolean => command.args[f.name]?.grounds === true;
  const grounds = fields.some(isOf) ? await readGrounds(ctx.tx) : undefined;
  return fields.map((f) => {
    if (grounds === undefined || !isOf(f) || !("options" in f.input)) return f;
    const options = f.input.options.flatMap(({ value }) => {
      const ground = grounds.get(groundCode(value));
      return ground?.active === true ? [{ value, label: choiceLabel(value, ground.words) }] : [];
    });
    return { ...f, input: { ...f.input, options } };
  });
}

/** Which case it is about, with its name where that may be read. */
async function aboutCase(
  { ctx, audience }: Admitted,
  reference: number | undefined,
): Promise<Node<"public" | "desk">[]> {
  if (reference === undefined) return [];
  const c = await getCase(ctx.tx, reference);
  const named = ranks.indexOf(audience.rank) >= ranks.indexOf("desk");
  return [{ kind: "para", text: named ? join<"public" | "desk">([ref(c), foreign(titleOf(ctx, c))], " ") : ref(c) }];
}

/** The form of a command for one person in one place. `fixed`: what the line gave; `given`: what was filled in so far. */
async function formOf(admitted: Admitted, command: Command, fixed: Raw, given: Raw): Promise<Form> {
  const { ctx, audience } = admitted;
  // What the line gave must be right before anybody fills in the rest.
  const input = await inputOf(ctx.tx, command, fixed, true);
  const reference = typeof input["case"] === "number" ? input["case"] : undefined;
  const about = await aboutCase(admitted, reference);
  const filled = await command.form?.fill?.(ctx, { ...fixed, ...given }, audience);
  const plain = await inDesksWords(ctx, command, fieldsOf(command, fixed, given));
  return {
    title: formTitle(command),
    submit: formSubmit(command),
    before: [...about, { kind: "para", text: words(command.summary) }, ...(filled?.before ?? [])],
    // Every form asks in the same way which case it is about.
    fields: filled?.fields === undefined ? plain : [...plain.filter((f) => f.name === "case"), ...filled.fields],
    after: filled?.after ?? [],
  };
}

/** The form of a vendor's verb. Which case it is about it says by its reference alone. */
async function seatForm(tx: Tx, command: SeatCommand, fixed: Raw, given: Raw): Promise<Form> {
  const input = await inputOf(tx, command, fixed, true);
  const reference = typeof input["case"] === "number" ? input["case"] : undefined;
  return {
    title: formTitle(command),
    submit: formSubmit(command),
    before: [
      ...(reference === undefined ? [] : [{ kind: "para", text: ref({ reference }) } as const]),
      { kind: "para", text: words(command.summary) },
    ],
    fields: fieldsOf(command, fixed, given),
    after: [],
  };
}

/** The form of a line for whoever asks, and who reads it. @throws Refusal */
async function formFor(desk: Desk, tx: Tx, inv: Invocation, command: AnyCommand): Promise<[Form, Audience]> {
  const given = inv.options ?? {};
  const fixed = (implied: string | undefined): Raw => {
    const { raw, left } = readCommand(inv.line, implied);
    if (left.length > 0) throw refuse.unexpectedArgument(command, left);
    return raw;
  };
  if (command.by !== undefined) {
    const { audience, implied } = await admitSeat(desk, tx, inv, command, false);
    return [await seatForm(tx, command, fixed(implied), given), audience];
  }
  const admitted = await admit(desk, tx, inv, command, false);
  return [await formOf(admitted, command, fixed(admitted.implied), given), admitted.audience];
}

export const createForms = (desk: Desk): Forms => ({
  opens: opensForm,
  async open(inv: Invocation): Promise<Opened> {
    try {
      const { command } = readCommand(inv.line);
      const readers = await whoReadsNow(desk, inv);
      const shown = await desk.db.transaction(async (tx) => {
        const [form, audience] = await formFor(desk, tx, inv, command);
        // `renderForm` checks each part at run time against the audience.
        return renderForm(form, audience as Audience<"personal">, inv.locale);
      });
      if (shown.rank !== "public" && readers !== "desk") throw refuse.placeTooWide(command.name);
      return { ok: true, form: shown };
    } catch (error) {
      return refused(desk, inv, error);
    }
  },
  suggest: (inv, name, query) => suggest(desk, inv, name, query),
});
