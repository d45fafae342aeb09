import { open } from "../../src/label.ts";
import { join, say, type Text, t, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import type { Reach } from "./reach.ts";

type P = Text<"public">;

/** How many are sent it in their room, see it on their page alone, and have nobody who reads it. */
export const countsOf = ({ to, inRoom, unread }: Pick<Reach, "to" | "inRoom" | "unread">) => ({
  room: inRoom.size,
  page: to.length - inRoom.size - unread.size,
  nobody: unread.size,
});
type How = keyof ReturnType<typeof countsOf>;

/** What the button promises, and what is said once it was pressed. Only what goes to a room is sent. */
const told: readonly { readonly how: How; button(n: number): P; done(n: number): P }[] = [
  {
    how: "room",
    button: (n) => say({ ja: t`${open(n)}社に送る`, en: t`Send to ${open(n)}` }),
    done: (n) =>
      say({
        ja: t`部屋に知らせるのは ${open(n)}社です。届いたかどうかは party list に表示します。`,
        en: t`${open(n)} are told in their rooms. party list shows whom it has reached.`,
      }),
  },
  {
    how: "page",
    button: (n) => say({ ja: t`ページでだけ ${open(n)}社`, en: t`on their page only: ${open(n)}` }),
    done: (n) =>
      say({
        ja: t`${open(n)}社には部屋がないので、何も送っていません。自分のページでだけ読めます。`,
        en: t`${open(n)} have no room and were sent nothing: they see it on their page alone.`,
      }),
  },
  {
    how: "nobody",
    button: (n) => say({ ja: t`読む人なし ${open(n)}社`, en: t`read by nobody: ${open(n)}` }),
    done: (n) =>
      say({
        ja: t`${open(n)}社には部屋も登録済みの担当者もないので、まだ誰も読めません。`,
        en: t`${open(n)} have neither a room nor anybody linked: nobody reads it yet.`,
      }),
  },
];

const unsent = words({ ja: "送らずに記録する", en: "Keep it, not sent" });

/** The button of a preview. */
export function sendLabel(reach: Reach): P {
  const counts = countsOf(reach);
  const parts = told.flatMap(({ how, button }) => (counts[how] === 0 ? [] : [button(counts[how])]));
  return join(counts.room === 0 ? [unsent, ...parts] : parts, " · ");
}

/** What became of it, a sentence for each way in which it reaches somebody, or nobody. */
export function sentNodes(reach: Reach): Node<"public">[] {
  const counts = countsOf(reach);
  return told.flatMap(({ how, done }) =>
    counts[how] === 0 ? [] : [{ kind: "para", text: done(counts[how]) } as const],
  );
}
