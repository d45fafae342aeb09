import { expect, test } from "vitest";
import { factsOf } from "../../../adapters/discord/rooms.ts";

const guild = "1140000000000000002";
const view = String(1 << 10);
const role = (permissions: string) => ({ id: guild, permissions });
const channel = (...permission_overwrites: object[]) => ({ id: "1", guild_id: guild, permission_overwrites });
const own = (allow: string, deny: string) => ({ id: guild, type: 0, allow, deny });

test.each([
  ["a channel without overwrites, where the role may view", channel(), role(view), true],
  ["without overwrites, where the role may not", channel(), role("0"), false],
  ["closed by its own overwrite", channel(own("0", view)), role(view), false],
  ["opened by its own overwrite", channel(own(view, "0")), role("0"), true],
  ["both, as Discord never sends it: open", channel(own(view, view)), role("0"), true],
  [
    "another role's overwrite says nothing about everyone",
    channel({ id: "9", type: 0, allow: "0", deny: view }),
    role(view),
    true,
  ],
  ["bits that are no number are none", channel(own("x", "-1")), role("lots"), false],
  ["no role and no overwrites", {}, undefined, false],
])("%s", (_, at, everyone, shared) => {
  expect(factsOf(at, everyone, guild)).toMatchObject({ shared, open: true });
});
