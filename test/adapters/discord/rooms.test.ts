import { describe, expect, test } from "vitest";
import { allowed, readersOf } from "../../../adapters/discord/readers.ts";
import { factsOf } from "../../../adapters/discord/rooms.ts";
import { createWorld } from "../../../adapters/discord/world.ts";

const guild = "1140000000000000002";
const bot = "1140000000000000001";
const own = { guild, bot };
const view = String(1 << 10);
const admin = String(1 << 3);
const role = (id: string, permissions: string, over: object = {}) => ({ id, permissions, ...over });
const everyone = (permissions: string) => role(guild, permissions);
const channel = (...permission_overwrites: object[]) => ({ id: "1", guild_id: guild, permission_overwrites });
const forRole = (id: string, allow: string, deny: string) => ({ id, type: 0, allow, deny });
const forPerson = (id: string, allow: string, deny: string) => ({ id, type: 1, allow, deny });
const closed = forRole(guild, "0", view);

describe("who may read in a channel", () => {
  test.each<[string, object, object[], string[]]>([
    ["nothing is said of it, and @everyone may view", channel(), [everyone(view)], [guild]],
    ["nothing is said of it, and @everyone may not", channel(), [everyone("0")], []],
    ["closed by its own overwrite", channel(closed), [everyone(view)], []],
    ["opened by its own overwrite", channel(forRole(guild, view, "0")), [everyone("0")], [guild]],
    ["both, as Discord never sends it: open", channel(forRole(guild, view, view)), [everyone("0")], [guild]],
    ["closed, but for a role", channel(closed, forRole("9", view, "0")), [everyone(view), role("9", "0")], ["9"]],
    ["closed, and the role's own permission does not count", channel(closed), [everyone("0"), role("9", view)], []],
    ["not closed, so the role's own permission counts", channel(), [everyone("0"), role("9", view)], ["9"]],
    ["closed to that role", channel(forRole("9", "0", view)), [everyone("0"), role("9", view)], []],
    [
      "administrators read everywhere",
      channel(closed, forRole("9", "0", view)),
      [everyone("0"), role("9", admin)],
      ["9"],
    ],
    ["a person by name", channel(closed, forPerson("7", view, "0")), [everyone(view)], ["7"]],
    [
      "our own role and name are no readers",
      channel(closed, forRole("8", view, "0"), forPerson(bot, view, "0")),
      [everyone("0"), role("8", "0", { tags: { bot_id: bot } })],
      [],
    ],
    [
      "another bot's role is one",
      channel(closed, forRole("8", view, "0")),
      [everyone("0"), role("8", "0", { tags: { bot_id: "5" } })],
      ["8"],
    ],
    ["bits that are no number are none", channel(forRole(guild, "x", "-1")), [everyone("lots")], []],
    ["no roles and no overwrites", {}, [], []],
  ])("%s", (_, at, roles, readers) => {
    expect([...readersOf(at, roles, own)].toSorted()).toEqual(readers.toSorted());
    expect(factsOf(at, roles, own)).toEqual({
      shared: false,
      everybody: readers.includes(guild),
      guests: 0,
      // A room of a vendor is held when anybody comes to this list who was not on it.
      outsiders: readers.flatMap((id) => (id === guild ? [] : [`${id === "7" ? "user" : "role"}:${id}`])),
      open: true,
    });
  });

  test("what a person may do is what the roles give together, then what the channel says of each, then of the person", () => {
    const roles = [everyone("3072"), role("9", "0"), role("8", "0")];
    const at = channel(
      forRole(guild, "0", "3072"),
      forRole("9", view, "0"),
      forRole("8", "0", view),
      forPerson("7", "2048", "0"),
    );
    const may = (held: string[], user?: string) => Number(allowed(at, roles, guild, held, user));
    expect([may([]), may(["9"]), may(["8"]), may(["8", "9"]), may(["9"], "7")]).toEqual([0, 1024, 0, 1024, 3072]);
  });
});

describe("what the gateway tells of readers", () => {
  const start = () => {
    const world = createWorld(guild, () => bot);
    const roles = [everyone(view), role("9", "0"), role("6", "0")];
    const first = {
      id: guild,
      roles,
      channels: [channel(closed, forRole("9", view, "0"))],
      threads: [{ id: "3", type: 11, parent_id: "1" }],
    };
    expect(world.take("GUILD_CREATE", first)).toEqual({ touched: "all", widened: [] });
    return world;
  };
  const update = (...overwrites: object[]) => ({ ...channel(...overwrites), guild_id: guild });

  test.each<[string, string, object, { touched: unknown; widened: string[] }]>([
    [
      "a role is let in",
      "CHANNEL_UPDATE",
      update(closed, forRole("9", view, "0"), forRole("6", view, "0")),
      { touched: ["1"], widened: ["1"] },
    ],
    [
      "a person is let in",
      "CHANNEL_UPDATE",
      update(closed, forRole("9", view, "0"), forPerson("7", view, "0")),
      { touched: ["1"], widened: ["1"] },
    ],
    ["@everyone is let in", "CHANNEL_UPDATE", update(forRole("9", view, "0")), { touched: ["1"], widened: ["1"] }],
    ["a role is shut out", "CHANNEL_UPDATE", update(closed), { touched: ["1"], widened: [] }],
    [
      "renamed",
      "CHANNEL_UPDATE",
      { ...update(closed, forRole("9", view, "0")), name: "new" },
      { touched: ["1"], widened: [] },
    ],
    [
      "a role becomes administrator",
      "GUILD_ROLE_UPDATE",
      { guild_id: guild, role: role("6", admin) },
      { touched: "all", widened: ["1"] },
    ],
    [
      "a role gets a colour",
      "GUILD_ROLE_UPDATE",
      { guild_id: guild, role: role("6", "0", { color: 5 }) },
      { touched: "all", widened: [] },
    ],
    ["a role goes", "GUILD_ROLE_DELETE", { guild_id: guild, role_id: "9" }, { touched: "all", widened: [] }],
    [
      "a thread of it changes",
      "THREAD_UPDATE",
      { id: "3", guild_id: guild, parent_id: "1" },
      { touched: ["1"], widened: [] },
    ],
    [
      "somebody joins a thread of it",
      "THREAD_MEMBERS_UPDATE",
      { id: "3", guild_id: guild },
      { touched: ["1"], widened: [] },
    ],
    ["it is deleted", "CHANNEL_DELETE", { id: "1", guild_id: guild }, { touched: ["1"], widened: [] }],
    ["in another guild", "CHANNEL_UPDATE", { ...update(), guild_id: "77" }, { touched: [], widened: [] }],
    [
      "something that says nothing of readers",
      "TYPING_START",
      { guild_id: guild, channel_id: "1" },
      { touched: [], widened: [] },
    ],
  ])("%s", (_, type, data, change) => {
    expect(start().take(type, data)).toEqual(change);
  });

  test("what grew while the line was away is told by the next greeting", () => {
    const world = start();
    const later = { id: guild, roles: [everyone(view)], channels: [channel()] };
    expect(world.take("GUILD_CREATE", later)).toEqual({ touched: "all", widened: ["1"] });
    expect(world.channel("3")).toBeUndefined();
  });

  test("a thread made later is known by its channel until it goes", () => {
    const world = start();
    world.take("THREAD_CREATE", { id: "4", guild_id: guild, parent_id: "1", type: 11 });
    expect(world.channel("4")).toMatchObject({ parent_id: "1" });
    world.take("THREAD_DELETE", { id: "4", guild_id: guild, parent_id: "1" });
    expect(world.channel("4")).toBeUndefined();
  });
});
