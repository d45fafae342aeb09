import { open } from "../../src/label.ts";
import { foreign, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";

/** The form's address for a room: what the customer calls the linked web form. Public by nature. */
export const formLink = (url: string): View<"public"> =>
  view(
    words({ ja: "脆弱性の届出フォーム", en: "Report a vulnerability" }),
    { kind: "heading", text: words({ ja: "脆弱性の届出はこちらから", en: "Report a vulnerability here" }) },
    { kind: "para", text: foreign(open(url)) },
    {
      kind: "para",
      text: words({
        ja: "内容をチャットに書かないでください。フォームの内容は暗号化して保存され、担当者だけが読みます。",
        en: "Please do not write details in chat. What you send through the form is stored encrypted and read only by the desk.",
      }),
    },
  );
