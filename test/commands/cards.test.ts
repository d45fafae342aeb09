import { afterAll, beforeAll, expect, test } from "vitest";
import { redraw } from "../../commands/cards.ts";
import { drain } from "../../commands/deliver.ts";
import type { Delivery, Editor } from "../../src/delivery.ts";
import { plain, type Rendered } from "../../src/render.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
let edits: { readonly ref: string; readonly text: string }[] = [];
let end: Delivery = { outcome: "sent" };
const place = { kind: "room", platform: "slack", tenant: "T1", channel: "C1" } as const;
const room = "slack/T1/room/C1";

beforeAll(async () => {
  t = await testDesk({
    surfaces: new Map([
      [
        "slack",
        {
          examine: async () => [],
          room: async () => ({ shared: false, everybody: false, guests: 0, outsiders: [], open: true }),
        },
      ],
    ]),
  });
  await t.done("room bind desk", { place });
});
afterAll(() => t.database.close());

const text = (rendered: Rendered): string =>
  `${plain(rendered.summary)}\n${textOf({ ok: true, command: "", rendered })}`;
const editor: Editor = async (_, ref, rendered) => {
  edits.push({ ref, text: text(rendered) });
  return end;
};

/** Sends what waits for the room; our names for the messages count up. */
let sent = 0;
const send = () =>
  drain(t.desk, new Map([["slack", async () => ({ outcome: "sent", ref: `C1/${++sent}` })]]), room, "en");

/** Notices whose drawing was asked for, and the queue that it is to happen in. */
const asked = async () =>
  (
    await t.database.owner()`
      select key, q.queue_name, run_at > now() as later from graphile_worker._private_jobs j
      join graphile_worker._private_job_queues q on q.id = j.job_queue_id where key like 'redraw %' order by j.id`
  ).map((j) => ({ id: Number(String(j["key"]).slice(7)), queue: j["queue_name"], later: j["later"] }));

/** Draws all that was asked for, as the workers do. */
async function work(): Promise<void> {
  for (const { id } of await asked()) {
    await t.database.owner()`delete from graphile_worker._private_jobs where key = ${`redraw ${id}`}`;
    await redraw(t.desk, new Map([["slack", editor]]), id, "en");
  }
}

test("a report's card is edited as its case moves, in the queue of its room, and not when it would look the same", async () => {
  const { ref } = await t.report();
  await send();
  expect(await asked()).toEqual([]);
  await t.done(`report show ${ref}`);
  expect(await asked()).toMatchObject([{ queue: room }]);
  await work();
  expect(edits.map((e) => e.ref)).toEqual(["C1/1"]);
  expect(edits[0]?.text).toContain(`#${ref} · being checked`);
  edits = [];
  await t.done(`case note ${ref} nothing that the card shows`);
  await work();
  expect(edits).toEqual([]);
  await t.done(`report accept ${ref} all`);
  await t.done(`case take ${ref}`);
  await work();
  expect(edits).toHaveLength(1);
  expect(edits[0]?.text).toMatch(/State: accepted by Administrator, .* JST/);
  expect(edits[0]?.text).toContain("Assignee: Administrator");
  expect(edits[0]?.text).not.toContain("すいすい");
});

test("a platform that asks for a pause gets it; a card that is gone is left alone", async () => {
  const { ref } = await t.report();
  await send();
  await t.done(`report show ${ref}`);
  end = { outcome: "retry", after: 60, why: "rate_limited" };
  await work();
  expect(await asked()).toMatchObject([{ later: true }]);
  end = { outcome: "dead", scope: "notice", why: "message_not_found" };
  await work();
  expect(await asked()).toEqual([]);
  end = { outcome: "sent" };
});

test("in a room that is held, or no longer the desk's, no card is drawn; bound anew it catches up", async () => {
  const { ref } = await t.report();
  await send();
  await t.done("room bind public", { place });
  edits = [];
  await t.done(`report show ${ref}`);
  await work();
  expect(edits).toEqual([]);
  await t.done("room bind desk", { place });
  await work();
  expect(edits.map((e) => e.text).join("\n")).toContain(`#${ref} · being checked`);
});

test("under a card its case need not be named; a reference that is typed goes before it", async () => {
  const { ref } = await t.report();
  const { ref: other } = await t.report();
  await send();
  const [card] = await t.database.owner()`
    select n.ref from notices n join cases c on c.id = n.case_id where c.reference = ${Number(ref)} and n.ref is not null`;
  const thread = { ...place, thread: String(card?.["ref"]) };
  const say = (line: string) => t.done(line, { place: thread });
  expect(await say("case show")).toContain(`#${ref}`);
  expect(await say("case assign admin")).toContain(`#${ref} is yours`);
  expect(await say("case note 2026 was long ago")).toContain(`Note added to #${ref}`);
  expect(await say("deadline add +2h the vendor's answer")).toContain(`#${ref} deadline`);
  // Eight digits at the head of a note are its words; a reference is meant when it has its sign.
  expect(await say(`case note ${other} may be the same`)).toContain(`Note added to #${ref}`);
  expect(await say(`case note #${other} is the same`)).toContain(`Note added to #${other}`);
  expect(await say("deadline list")).not.toContain(other);
  expect(await say(`case take ${other}`)).toContain(`#${other} is yours`);
  expect(await say("help")).toContain("commands you may run");
  // The same message name in another workspace is another message.
  const elsewhere = await t.say("case show", { place: { ...thread, tenant: "T2" } });
  expect(elsewhere.ok).toBe(false);
  const outside = await t.say("case show", { place: { ...place, thread: "C1/999" } });
  expect(outside).toMatchObject({ ok: false, code: "args.missing" });
});

test("room post: only the button of a preview posts, for that version, that room and that member", async () => {
  const { ref } = await t.report();
  const count = async () => (await t.database.owner()`select 1 from notices where kind = 'case-card'`).length;
  const preview = async (over = {}): Promise<string> => {
    const answer = await t.say(`room post ${ref}`, { place, ...over });
    expect(textOf(answer)).toContain("Nothing is posted yet");
    const [button] = answer.rendered.nodes.flatMap((n) => (n.kind === "buttons" ? n.buttons : []));
    return button?.run ?? "";
  };
  const post = async (line: string, over = {}): Promise<string> => await t.done(line, { place, ...over });
  const first = await preview();
  const [c] = await t.database.owner()`select version from cases where reference = ${Number(ref)}`;
  // Nothing that somebody could know stands for having looked.
  expect((await t.say(`room post ${ref} ${c?.["version"]}`, { place })).ok).toBe(false);
  expect(await post(`room post ${ref} AAAAAAAAAAAAAAAA`)).toContain("The case changed after you looked");
  await t.members({ hana: "coordinator" });
  await t.done("member link hana slack:T1:U1");
  const asHana = { principal: { platform: "slack", tenant: "T1", user: "U1" } } as const;
  expect(await post(first, asHana)).toContain("The case changed after you looked");
  await t.done("room bind desk", { place: { ...place, channel: "C7" } });
  expect(await post(first, { place: { ...place, channel: "C7" } })).toContain("The case changed after you looked");
  await post(`case note ${ref} meanwhile`);
  expect(await post(first)).toContain("The case changed after you looked");
  expect(await count()).toBe(0);
  expect(await post(await preview())).toContain("goes to this room");
  expect(await count()).toBe(1);
  expect(await t.say(`room post ${ref}`)).toMatchObject({ code: "room.needed" });
  expect(await t.say(`room post ${ref}`, { place: { ...place, channel: "C2" } })).toMatchObject({
    code: "place.too-wide",
  });
});

test("a card whose edit meets a dead token is drawn when that may be over", async () => {
  const { ref } = await t.report();
  await send();
  await t.done(`case take ${ref}`);
  end = { outcome: "dead", scope: "platform", why: "token_revoked" };
  await work();
  expect((await asked()).at(-1)).toMatchObject({ later: true });
  end = { outcome: "sent" };
});
