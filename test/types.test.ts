import { expect, test } from "vitest";
import { desk, everyone, onePerson, open, party, personal, theDesk, theParty } from "../src/label.ts";
import { LeakError, plain, render } from "../src/render.ts";
import { foreign, say, t, words } from "../src/text.ts";
import { view } from "../src/view.ts";

const hello = words({ ja: "こんにちは", en: "hello" });
const title = foreign(desk("CANARY title"));
const finder = foreign(personal("CANARY finder"));

test("what must not compile does not: tsc fails when one of these lines does", () => {
  const lines = [
    // @ts-expect-error a summary is what a lock screen shows: public only
    () => view(title),
    // @ts-expect-error a bare string is no text
    () => say({ ja: t`${"raw"}`, en: t`x` }),
    // @ts-expect-error a text must exist in both languages
    () => say({ en: t`only English` }),
    // @ts-expect-error desk text for everyone
    () => render(view(hello, { kind: "para", text: title }), everyone, "en"),
    // @ts-expect-error the finder's name for the desk's room
    () => render(view(hello, { kind: "para", text: finder }), theDesk, "en"),
    // @ts-expect-error desk text for a party
    () => render(view(hello, { kind: "para", text: title }), theParty("acme"), "en"),
    // @ts-expect-error a button's label is public
    () => view(hello, { kind: "buttons", buttons: [{ label: title, run: "x" }] }),
  ];
  expect(lines).toHaveLength(7);
});

test("the same is refused at run time, when the compiler was talked out of it", () => {
  const anything = view(hello, { kind: "para", text: finder }) as never;
  for (const audience of [everyone, theDesk, theParty("acme")]) {
    expect(() => render(anything, audience as never, "en")).toThrow(LeakError);
  }
  expect(() => render(anything, everyone, "en")).not.toThrow("CANARY");
});

test("one party's words never reach another party, but the desk reads both", () => {
  const v = view(hello, { kind: "para", text: foreign(party("acme", "patch on Friday")) });
  expect(render(v, theParty("acme"), "en").nodes).toHaveLength(1);
  expect(() => render(v, theParty("globex"), "en")).toThrow(LeakError);
  expect(render(v, theDesk, "en").nodes).toHaveLength(1);
});

test("text joined from several labels is as narrow as its narrowest", () => {
  const mixed = say({ ja: t`${open("48213377")} ${desk("秘密")}`, en: t`${open("48213377")} ${desk("secret")}` });
  const v = view(hello, { kind: "para", text: mixed });
  expect(() => render(v as never, everyone, "ja")).toThrow(LeakError);
  const [node] = render(v, onePerson, "ja").nodes;
  expect(node?.kind === "para" && plain(node.text)).toBe("48213377 秘密");
});

test("labelled values print as their label", () => {
  const secret = personal("CANARY");
  expect(`${secret} ${JSON.stringify({ secret })}`).toBe('[personal] {"secret":"[personal]"}');
});

test("hidden characters of others are named, our own words are left alone", () => {
  const v = view(
    hello,
    { kind: "para", text: foreign(open("a\u202eb\nc")) },
    { kind: "quote", text: foreign(open("a\u202eb\nc")) },
  );
  const [para, quote] = render(v, everyone, "en").nodes;
  expect(para?.kind === "para" && plain(para.text)).toBe("a[U+202E]b[U+000A]c");
  expect(quote?.kind === "quote" && plain(quote.text)).toBe("a[U+202E]b\nc");
});
