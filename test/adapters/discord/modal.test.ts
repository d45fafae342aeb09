import fc from "fast-check";
import { expect, test } from "vitest";
import { filled, modal, pagesOf } from "../../../adapters/discord/modal.ts";
import type { Field, Form, Input } from "../../../src/form.ts";
import { everyone, open } from "../../../src/label.ts";
import { renderForm } from "../../../src/render.ts";
import { foreign } from "../../../src/text.ts";
import { fillIn, type Part } from "../../support/discord-reading.ts";
import { faultsOf } from "../../support/discord-spec.ts";

const odd = fc.oneof(
  fc.constantFrom("", "@everyone", "長".repeat(5000), "**x** <@1> ```", "👩‍👩‍👧", "a\nb"),
  fc.string({ unit: "binary" }),
);
const input: fc.Arbitrary<Input> = fc.oneof(
  fc.record({ kind: fc.constantFrom("line", "paragraph"), max: fc.integer({ min: 1, max: 20_000 }) }),
  fc.record({
    kind: fc.constantFrom("choice", "choices"),
    options: fc
      .uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,8}$/), { minLength: 1, maxLength: 40 })
      .map((values) => values.map((value) => ({ value, label: foreign(open(`label ${value}`)) }))),
  }),
  fc.record({ kind: fc.constantFrom("pick", "member", "members", "moment", "number") }),
);
const form = fc
  .record({
    title: odd,
    before: fc.array(odd, { maxLength: 3 }),
    labels: fc.array(odd, { minLength: 1, maxLength: 12 }),
  })
  .chain(({ title, before, labels }) =>
    fc.tuple(...labels.map(() => fc.tuple(input, fc.boolean(), fc.option(odd, { nil: undefined })))).map((fields) => {
      const made: Form<"public"> = {
        title: foreign(open(title)),
        submit: foreign(open("ok")),
        before: before.map((b) => ({ kind: "para", text: foreign(open(b)) })),
        fields: fields.map(
          ([i, required, initial], n): Field<"public"> => ({
            name: `f${n}`,
            label: foreign(open(labels[n] ?? "")),
            required,
            input: i,
            ...(initial !== undefined && { initial: open(initial) }),
          }),
        ),
        after: [],
      };
      return renderForm(made, everyone, "en");
    }),
  );

test("any form is what Discord takes, page by page, and what is chosen comes back as what was meant", () => {
  fc.assert(
    fc.property(form, (rendered) => {
      for (const fields of pagesOf(rendered)) {
        const shown = modal(rendered, fields, "form:x");
        expect(faultsOf("POST", "/interactions/1/t/callback", { type: 9, data: shown })).toEqual([]);
        // Somebody picks the first option of each, and leaves texts as they are.
        const rows = fillIn(shown, {}).map((row): Part => {
          const component = row["component"] as Part | undefined;
          if (component === undefined || ![3, 21, 22].includes(Number(component["type"]))) return row;
          const { type, custom_id } = component;
          return {
            ...row,
            component: type === 21 ? { type, custom_id, value: "0" } : { type, custom_id, values: ["0"] },
          };
        });
        const given = filled({ components: rows }, fields);
        for (const field of fields)
          if ("options" in field.input) expect(given?.[field.name]).toBe(field.input.options[0]?.value);
      }
    }),
    { numRuns: 200 },
  );
});

test("few options that must be chosen from are radio buttons, several are boxes, the rest are lists", () => {
  const kinds = (kind: "choice" | "choices", count: number, required: boolean): unknown => {
    const options = Array.from({ length: count }, (_, i) => ({ value: `v${i}`, label: foreign(open(`v${i}`)) }));
    const text = foreign(open("x"));
    const made = renderForm<"public">(
      {
        title: text,
        submit: text,
        before: [],
        fields: [{ name: "f", label: text, required, input: { kind, options } }],
        after: [],
      },
      everyone,
      "en",
    );
    const { components } = modal(made, made.fields, "form:x") as { components: readonly { component: Part }[] };
    return components[0]?.component["type"];
  };
  const rows = [
    kinds("choice", 2, true),
    kinds("choice", 5, true),
    kinds("choice", 6, true),
    kinds("choice", 3, false),
    kinds("choice", 1, true),
    kinds("choices", 10, false),
    kinds("choices", 11, true),
  ];
  expect(rows).toEqual([21, 21, 3, 3, 3, 22, 3]);
});
